using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SiameseDsl.Modules;

/// <summary>Initialisations that TorchSharp lacks, in its manner: they fill a tensor in place and return it.</summary>
public static class InitialWeights
{
    /// <summary>
    /// Fills a weight (at least two dimensions) normally with the variance 2 / (fan-in + fan-out) times the square of <paramref name="gain"/> (Glorot and Bengio, 2010).
    /// TorchSharp's own function of this name draws uniformly.
    /// </summary>
    public static Tensor xavier_normal_(Tensor weight, double gain = 1)
    {
        (long fanIn, long fanOut) = init.CalculateFanInAndFanOut(weight);
        return init.normal_(weight, 0, gain * Math.Sqrt(2.0 / (fanIn + fanOut)));
    }

    /// <summary>Fills a weight normally with the deviation <paramref name="std"/> and draws values beyond two deviations anew. TorchSharp's <c>trunc_normal_</c> ends at one deviation, whatever its bounds.</summary>
    public static Tensor truncated_normal_(Tensor weight, double std)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        init.normal_(weight);
        for (Tensor beyond = weight.abs() > 2; beyond.any().item<bool>(); beyond = weight.abs() > 2)
        {
            weight.copy_(where(beyond, randn_like(weight), weight));
        }

        return weight.mul_(std);
    }
}
