using SiameseDsl.Heads;
using SiameseDsl.Mining;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// Circle loss (Sun et al., 2020, pair-wise labels): the mean over anchors that have both of log(1 + sum over negatives of e^(g [s + m]+ (s - m)) x sum over positives of e^(-g [1 + m - s]+ (s - 1 + m))),
/// s being a cosine. The weights in brackets let a similarity far from its optimum move faster, and have no gradient.
/// </summary>
public sealed class CircleLoss : MinedLoss
{
    /// <summary>A circle loss.</summary>
    /// <param name="similarity">The cosine, or the dot product of embeddings of length 1.</param>
    /// <param name="margin">The margin m: positives should come above 1 - m, negatives below m.</param>
    /// <param name="scale">The scale g.</param>
    /// <param name="mining">Which pairs count; <see langword="null"/> for all.</param>
    /// <exception cref="ArgumentOutOfRangeException">The margin or the scale is not positive.</exception>
    public CircleLoss(Similarity similarity, double margin = 0.4, double scale = 80, MiningOptions? mining = null)
        : base(similarity, mining ?? new AllMining())
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(margin);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        Margin = margin;
        Scale = scale;
    }

    /// <summary>The margin m.</summary>
    public double Margin { get; }

    /// <summary>The scale g.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public override string Name => "circle";

    // At the cosine 1 a positive's exponent is -g m², a negative's g (1 + m) (1 - m).
    /// <inheritdoc/>
    public override double UninformativeValue(int classes, int samples)
    {
        if (samples < 2 || classes < 2)
        {
            return 0;
        }

        double exponent = Math.Log(samples - 1) + Math.Log((classes - 1.0) * samples) + (Scale * (1 - (2 * Margin * Margin)));
        return exponent > 30 ? exponent : Math.Log(1 + Math.Exp(exponent));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor anchors, Tensor candidates, Tensor labels)
    {
        using var scope = NewDisposeScope();
        Tensor similarities = Similarity.Similarities(anchors, candidates);
        LabelMasks kept = MinePairs(similarities.neg(), LabelMasks.Of(labels), margin: null);
        Tensor plain = similarities.detach();
        Tensor pull = -Scale * (1 + Margin - plain).clamp_min(0) * (similarities - (1 - Margin));
        Tensor push = Scale * (plain + Margin).clamp_min(0) * (similarities - Margin);
        Tensor sides = Side(pull, kept.Positives) + Side(push, kept.Negatives);
        Tensor whole = kept.Positives.any(1).logical_and(kept.Negatives.any(1));
        Tensor losses = nn.functional.softplus(sides).masked_fill(whole.logical_not(), 0);
        return (losses.sum() / whole.sum().clamp_min(1)).MoveToOuterDisposeScope();
    }

    private static Tensor Side(Tensor exponents, Tensor kept) => exponents.masked_fill(kept.logical_not(), Nobody).logsumexp(1);
}
