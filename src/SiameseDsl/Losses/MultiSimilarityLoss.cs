using SiameseDsl.Heads;
using SiameseDsl.Mining;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// Multi-similarity loss (Wang et al., 2019): the mean over anchors of 1/alpha log(1 + sum over mined positives of e^(-alpha (s - base))) + 1/beta log(1 + sum over mined negatives of e^(beta (s - base))),
/// s being a cosine.
/// </summary>
public sealed class MultiSimilarityLoss : MinedLoss
{
    /// <summary>A multi-similarity loss.</summary>
    /// <param name="similarity">The cosine, or the dot product of embeddings of length 1.</param>
    /// <param name="alpha">The sharpness on positives.</param>
    /// <param name="beta">The sharpness on negatives.</param>
    /// <param name="base">The similarity that positives should be above and negatives below.</param>
    /// <param name="mining">Which pairs count; <see langword="null"/> for the paper's multi-similarity mining.</param>
    /// <exception cref="ArgumentOutOfRangeException">A sharpness is not positive.</exception>
    public MultiSimilarityLoss(Similarity similarity, double alpha = 2, double beta = 50, double @base = 0.5, MiningOptions? mining = null)
        : base(similarity, mining ?? new MultiSimilarityMining())
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(beta);
        (Alpha, Beta, Base) = (alpha, beta, @base);
    }

    /// <summary>The sharpness on positives.</summary>
    public double Alpha { get; }

    /// <summary>The sharpness on negatives.</summary>
    public double Beta { get; }

    /// <summary>The similarity that positives should be above and negatives below.</summary>
    public double Base { get; }

    /// <inheritdoc/>
    public override string Name => "multi_similarity";

    // Equal embeddings have the cosine 1, and every miner keeps all of them.
    /// <inheritdoc/>
    public override double UninformativeValue(int classes, int samples)
    {
        double positive = Math.Log(1 + ((samples - 1) * Math.Exp(-Alpha * (1 - Base)))) / Alpha;
        double negative = Math.Log(1 + ((classes - 1.0) * samples * Math.Exp(Beta * (1 - Base)))) / Beta;
        return positive + negative;
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor anchors, Tensor candidates, Tensor labels)
    {
        using var scope = NewDisposeScope();
        Tensor similarities = Similarity.Similarities(anchors, candidates);
        LabelMasks kept = MinePairs(similarities.neg(), LabelMasks.Of(labels), margin: null);
        Tensor pull = Side(-Alpha * (similarities - Base), kept.Positives) / Alpha;
        Tensor push = Side(Beta * (similarities - Base), kept.Negatives) / Beta;
        return (pull + push).mean().MoveToOuterDisposeScope();
    }

    private static Tensor Side(Tensor exponents, Tensor kept) => nn.functional.softplus(exponents.masked_fill(kept.logical_not(), Nobody).logsumexp(1));
}
