using SiameseDsl.Heads;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// A loss over similarities that are divided by a temperature. The temperature may be learned (Radford et al., 2021): then ln(1/t) is the loss's parameter <c>log_scale</c>,
/// and 1/t is kept at or below 100.
/// </summary>
public abstract class TemperatureLoss : SimilarityLoss
{
    private const double LargestScale = 100;

    private readonly double initial;
    private readonly Parameter? log_scale;

    /// <summary>A loss with a temperature.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not positive, or it is to be learned and below 0.01.</exception>
    protected TemperatureLoss(Similarity similarity, double temperature, bool learned)
        : base(similarity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        initial = temperature;
        if (learned)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(temperature, 1 / LargestScale);
            log_scale = new Parameter(full([1], -Math.Log(temperature), ScalarType.Float32));
            log_scale.DetachFromDisposeScope();
        }

        RegisterComponents();
    }

    /// <summary>Whether the temperature is learned.</summary>
    public bool Learned => log_scale is not null;

    /// <summary>The temperature t as it is now.</summary>
    public double Temperature => log_scale is null ? initial : Math.Exp(-log_scale.item<float>());

    /// <summary>Similarities over the temperature.</summary>
    private protected Tensor Scaled(Tensor similarities)
    {
        if (log_scale is null)
        {
            return similarities / initial;
        }

        using (no_grad())
        {
            log_scale.clamp_max_(Math.Log(LargestScale));
        }

        return similarities * log_scale.exp();
    }
}
