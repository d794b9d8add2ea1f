using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>A weighted sum of pair losses, which may take the score as well as the distance of the same pairs.</summary>
public sealed class PairSumLoss : Loss<Tensor, Tensor, Tensor>
{
    /// <summary>A sum.</summary>
    /// <param name="parts">The parts; their losses belong to this one from now on.</param>
    /// <exception cref="ArgumentException">There is no part.</exception>
    public PairSumLoss(IReadOnlyList<WeightedLoss<PairLoss>> parts)
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

    /// <summary>The parts in order.</summary>
    public IReadOnlyList<WeightedLoss<PairLoss>> Parts { get; }

    /// <summary>The value of the best model that knows nothing of its pairs.</summary>
    /// <param name="sameFraction">The part of the pairs that are of one class.</param>
    public double UninformativeValue(double sameFraction = 0.5) => Parts.Sum(part => part.Weight * part.Loss.UninformativeValue(sameFraction));

    /// <summary>The sum for parts that all take the same: (N) scores or distances, (N) bool -> scalar.</summary>
    /// <exception cref="InvalidOperationException">Some parts take the score and others the distance: give both, by <see cref="Of"/>.</exception>
    public override Tensor forward(Tensor output, Tensor isSame)
    {
        if (Parts.Any(part => part.Loss.Input != Parts[0].Loss.Input))
        {
            throw new InvalidOperationException("Some losses of this sum take the score and others the distance: give both, by Of.");
        }

        return Of(output, output, isSame);
    }

    /// <summary>The sum: (N) scores and (N) distances, each needed only where a part takes it, (N) bool -> scalar.</summary>
    public Tensor Of(Tensor? scores, Tensor? distances, Tensor isSame)
    {
        using var scope = NewDisposeScope();
        Tensor? sum = null;
        foreach (WeightedLoss<PairLoss> part in Parts)
        {
            Tensor input = (part.Loss.Input == PairLossInput.Score ? scores : distances) ?? throw new ArgumentException($"The loss {part.Loss.Name} needs the {part.Loss.Input}, which was not given.");
            Tensor value = part.Weight * part.Loss.call(input, isSame);
            sum = sum is null ? value : sum + value;
        }

        return sum!.MoveToOuterDisposeScope();
    }
}
