using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>A weighted sum of losses over one labelled batch: each image goes through the tower once, and every part looks at the same embeddings.</summary>
public sealed class SumLoss : EmbeddingLoss, IMinedLoss
{
    /// <summary>A sum.</summary>
    /// <param name="parts">The parts; their losses belong to this one from now on.</param>
    /// <exception cref="ArgumentException">There is no part.</exception>
    public SumLoss(IReadOnlyList<WeightedLoss<EmbeddingLoss>> parts)
    {
        if (parts.Count == 0)
        {
            throw new ArgumentException("A sum needs at least one loss.", nameof(parts));
        }

        Parts = parts;
        for (int i = 0; i < parts.Count; i++)
        {
            register_module($"part{i + 1}", parts[i].Loss);
        }
    }

    /// <summary>The parts in order. What they learn is named <c>part1.</c> and so on.</summary>
    public IReadOnlyList<WeightedLoss<EmbeddingLoss>> Parts { get; }

    /// <inheritdoc/>
    public override string Name => "sum";

    /// <inheritdoc/>
    public double Progress
    {
        get => Mined.FirstOrDefault()?.Progress ?? 0;
        set
        {
            foreach (IMinedLoss part in Mined)
            {
                part.Progress = value;
            }
        }
    }

    /// <summary>That of the first part with a miner.</summary>
    public double ActiveFraction => Mined.FirstOrDefault()?.ActiveFraction ?? double.NaN;

    private IEnumerable<IMinedLoss> Mined => Parts.Select(part => part.Loss).OfType<IMinedLoss>();

    /// <inheritdoc/>
    public override double UninformativeValue(int classes, int samples) => Parts.Sum(part => part.Weight * part.Loss.UninformativeValue(classes, samples));

    /// <inheritdoc/>
    public override Tensor forward(Tensor anchors, Tensor candidates, Tensor labels)
    {
        using var scope = NewDisposeScope();
        Tensor sum = Parts[0].Weight * Parts[0].Loss.forward(anchors, candidates, labels);
        foreach (WeightedLoss<EmbeddingLoss> part in Parts.Skip(1))
        {
            sum = sum + (part.Weight * part.Loss.forward(anchors, candidates, labels));
        }

        return sum.MoveToOuterDisposeScope();
    }
}
