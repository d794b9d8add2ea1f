using SiameseDsl.Heads;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// Normalised temperature-scaled cross-entropy (Sohn, 2016; Chen et al., 2020) with labels: each other image of an anchor's class is a positive p, and the loss is the mean over anchors of the mean over their positives of
/// -log(e^(s(a,p)/t) / (e^(s(a,p)/t) + sum over negatives n of e^(s(a,n)/t))). Other images of the anchor's class are never negatives. s is the cosine for the cosine distance, else the negative distance.
/// </summary>
public sealed class NtXentLoss : EmbeddingLoss
{
    // Stands for "no negative": finite, so that a row without negatives has a zero gradient and not NaN.
    private const double Nothing = -1e9;

    /// <summary>An NT-Xent loss.</summary>
    /// <param name="metric">The distance.</param>
    /// <param name="temperature">The similarities are divided by this.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not positive.</exception>
    public NtXentLoss(Metric metric, double temperature = 0.1)
        : base(metric)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        Temperature = temperature;
    }

    /// <summary>The temperature t.</summary>
    public double Temperature { get; }

    /// <inheritdoc/>
    public override string Name => "nt_xent";

    /// <inheritdoc/>
    public override double UninformativeValue(int classes, int samples) => Math.Log(1 + ((classes - 1.0) * samples));

    /// <inheritdoc/>
    public override Tensor forward(Tensor anchors, Tensor candidates, Tensor labels)
    {
        using var scope = NewDisposeScope();
        (Tensor positives, Tensor negatives) = LabelMasks.Of(labels);
        Tensor similarities = Metric.Similarities(anchors, candidates) / Temperature;

        // -log(e^p / (e^p + e^N)) = softplus(N - p) with N the negatives' log-sum-exp, which subtracts its maximum.
        Tensor rest = similarities.masked_fill(negatives.logical_not(), Nothing).logsumexp(1, keepdim: true);
        Tensor losses = nn.functional.softplus(rest - similarities).masked_fill(positives.logical_not(), 0);
        Tensor counts = positives.sum(1);
        Tensor means = losses.sum(1) / counts.clamp_min(1);
        return (means.sum() / counts.gt(0).sum().clamp_min(1)).MoveToOuterDisposeScope();
    }
}
