using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// Additive angular margin loss (Deng et al., 2019): cross-entropy over s cos(angle) to all class vectors, where the own angle t counts as t + m. Beyond t = pi - m, where cos(t + m) would rise again,
/// cos t - m sin m takes its place, as in the authors' program.
/// </summary>
public sealed class ArcFaceLoss : MarginSoftmaxLoss
{
    // Under the root of 1 - cos², whose slope has no bound at 0.
    private const double SmallestSquare = 1e-7;

    /// <summary>An ArcFace loss whose classes are still to be declared.</summary>
    /// <param name="embeddingSize">D, the values of one embedding.</param>
    /// <param name="margin">The margin m, in radians.</param>
    /// <param name="scale">The scale s.</param>
    /// <param name="learningRateFactor">The learning rate of the class vectors is this times the model's.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public ArcFaceLoss(int embeddingSize, double margin = 0.5, double scale = 30, double learningRateFactor = 10)
        : base(embeddingSize, margin, scale, learningRateFactor)
    {
    }

    /// <inheritdoc/>
    public override string Name => "arcface";

    private protected override double SmallestPenalty => 1 - Math.Cos(Margin);

    private protected override Tensor Penalise(Tensor cosine)
    {
        Tensor sine = (1 - cosine.square()).clamp_min(SmallestSquare).sqrt();
        Tensor widened = (cosine * Math.Cos(Margin)) - (sine * Math.Sin(Margin));
        return where(cosine.detach().gt(-Math.Cos(Margin)), widened, cosine - (Margin * Math.Sin(Margin)));
    }
}
