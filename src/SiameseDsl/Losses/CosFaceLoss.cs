using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>Large margin cosine loss (Wang et al., 2018): cross-entropy over s cos(angle) to all class vectors, where the own cosine counts as cos - m.</summary>
public sealed class CosFaceLoss : MarginSoftmaxLoss
{
    /// <summary>A CosFace loss whose classes are still to be declared.</summary>
    /// <param name="embeddingSize">D, the values of one embedding.</param>
    /// <param name="margin">The margin m, a difference of cosines.</param>
    /// <param name="scale">The scale s.</param>
    /// <param name="learningRateFactor">The learning rate of the class vectors is this times the model's.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public CosFaceLoss(int embeddingSize, double margin = 0.35, double scale = 30, double learningRateFactor = 10)
        : base(embeddingSize, margin, scale, learningRateFactor)
    {
    }

    /// <inheritdoc/>
    public override string Name => "cosface";

    private protected override double SmallestPenalty => Margin;

    private protected override Tensor Penalise(Tensor cosine) => cosine - Margin;
}
