using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SiameseDsl.Layers;

/// <summary>
/// Adds a fixed vector of sines and cosines to each step of a sequence (Vaswani et al. 2017): at step t the features 2i and 2i + 1 get
/// sin and cos of t / 10000^(2i / D). (N, L, D) -> (N, L, D).
/// </summary>
public sealed class SinusoidalPositions : Module<Tensor, Tensor>
{
    private readonly Tensor waves;

    /// <summary>Positions for sequences of this length and width.</summary>
    public SinusoidalPositions(int length, int width)
        : base(nameof(SinusoidalPositions))
    {
        var values = new float[length * width];
        for (int step = 0; step < length; step++)
        {
            for (int feature = 0; feature < width; feature++)
            {
                double angle = step / Math.Pow(10_000, (double)(feature - (feature % 2)) / width);
                values[(step * width) + feature] = (float)(feature % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
            }
        }

        waves = tensor(values, [length, width]).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input + waves.to(input.dtype);
}
