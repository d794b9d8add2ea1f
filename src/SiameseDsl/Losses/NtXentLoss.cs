using SiameseDsl.Heads;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// Normalised temperature-scaled cross-entropy (Sohn, 2016; Chen et al., 2020) with labels: each other image of an anchor's class is a positive p, and the loss is the mean over anchors of the mean over their positives of
/// -log(e^(s(a,p)/t) / (e^(s(a,p)/t) + sum over negatives n of e^(s(a,n)/t))). Other images of the anchor's class are never negatives. s is the cosine for the cosine distance, else the negative distance.
/// </summary>
public sealed class NtXentLoss : TemperatureLoss
{
    /// <summary>An NT-Xent loss.</summary>
    /// <param name="similarity">The similarity s.</param>
    /// <param name="temperature">The similarities are divided by this.</param>
    /// <param name="learned">Whether the temperature is learned, from the value given.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not positive, or it is to be learned and below 0.01.</exception>
    public NtXentLoss(Similarity similarity, double temperature = 0.1, bool learned = false)
        : base(similarity, temperature, learned)
    {
    }

    /// <inheritdoc/>
    public override string Name => "nt_xent";

    /// <inheritdoc/>
    public override double UninformativeValue(int classes, int samples) => Math.Log(1 + ((classes - 1.0) * samples));

    /// <inheritdoc/>
    public override Tensor forward(Tensor anchors, Tensor candidates, Tensor labels)
    {
        using var scope = NewDisposeScope();
        (Tensor positives, Tensor negatives) = LabelMasks.Of(labels);
        Tensor similarities = Scaled(Similarity.Similarities(anchors, candidates));

        // -log(e^p / (e^p + e^N)) = softplus(N - p) with N the negatives' log-sum-exp, which subtracts its maximum.
        Tensor rest = similarities.masked_fill(negatives.logical_not(), Nobody).logsumexp(1, keepdim: true);
        return MeanOverPositives(nn.functional.softplus(rest - similarities), positives).MoveToOuterDisposeScope();
    }
}
