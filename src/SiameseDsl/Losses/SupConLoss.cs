using SiameseDsl.Heads;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// Supervised contrastive loss (Khosla et al., 2020, L_out): the mean over anchors of the mean over their positives p of -log(e^(s(a,p)/t) / sum over all others o of e^(s(a,o)/t)).
/// Unlike in <see cref="NtXentLoss"/> the other positives stand in the denominator too, so that positives are made equally alike. Without the paper's factor t / base temperature.
/// </summary>
public sealed class SupConLoss : TemperatureLoss
{
    /// <summary>A supervised contrastive loss.</summary>
    /// <param name="similarity">The similarity s.</param>
    /// <param name="temperature">The similarities are divided by this.</param>
    /// <param name="learned">Whether the temperature is learned, from the value given.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not positive, or it is to be learned and below 0.01.</exception>
    public SupConLoss(Similarity similarity, double temperature = 0.1, bool learned = false)
        : base(similarity, temperature, learned)
    {
    }

    /// <inheritdoc/>
    public override string Name => "sup_con";

    /// <inheritdoc/>
    public override double UninformativeValue(int classes, int samples) => Math.Log(((double)classes * samples) - 1);

    /// <inheritdoc/>
    public override Tensor forward(Tensor anchors, Tensor candidates, Tensor labels)
    {
        using var scope = NewDisposeScope();
        (Tensor positives, Tensor negatives) = LabelMasks.Of(labels);
        Tensor similarities = Scaled(Similarity.Similarities(anchors, candidates));
        Tensor all = similarities.masked_fill(positives.logical_or(negatives).logical_not(), Nobody).logsumexp(1, keepdim: true);
        return MeanOverPositives(all - similarities, positives).MoveToOuterDisposeScope();
    }
}
