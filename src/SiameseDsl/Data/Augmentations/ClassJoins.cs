using SiameseDsl.Sampling;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Data.Augmentations;

/// <summary>
/// One random way to join two classes for each of some classes: a straight cut near the centre, the first class on its one side and the second on the other, or both laid over each other.
/// The same for all images of the joined class.
/// </summary>
internal sealed class ClassJoins(ComposedClasses settings, RandomSource random)
{
    // How far from the centre a cut may lie, as a part of the shorter side: both classes keep enough to be known by.
    private const double Reach = 0.1;

    /// <summary>Joins images two and two as their class says, drawn anew at each call: (N, C, H, W) float32 twice -> a new tensor of the same shape.</summary>
    /// <param name="first">Images of the first classes.</param>
    /// <param name="second">Images of the second classes, row by row.</param>
    /// <param name="numbers">The joined class of each row, from 0.</param>
    /// <param name="classes">How many joined classes there are.</param>
    public Tensor Apply(Tensor first, Tensor second, ReadOnlySpan<long> numbers, int classes)
    {
        (int height, int width) = ((int)first.shape[2], (int)first.shape[3]);
        float[] masks = new float[classes * height * width];
        bool[] overlaid = new bool[classes];
        for (int k = 0; k < classes; k++)
        {
            overlaid[k] = random.NextDouble() < settings.Overlay;
            DrawCut(masks.AsSpan(k * height * width, height * width), height, width);
        }

        using var scope = NewDisposeScope();
        Tensor rows = tensor(numbers.ToArray(), device: first.device);
        Tensor mask = tensor(masks, [classes, 1, height, width], device: first.device).index_select(0, rows);
        Tensor laid = tensor(overlaid, device: first.device).index_select(0, rows).reshape(-1, 1, 1, 1);
        return where(laid, maximum(first, second), (mask * first) + ((1 - mask) * second)).MoveToOuterDisposeScope();
    }

    /// <summary>How much of the first class each pixel has: 1 on the one side of a straight line, 0 on the other, and what lies between along it.</summary>
    private void DrawCut(Span<float> mask, int height, int width)
    {
        (double sin, double cos) = Math.SinCos(2 * Math.PI * random.NextDouble());
        double offset = Reach * Math.Min(height, width) * ((2 * random.NextDouble()) - 1);
        for (int i = 0; i < mask.Length; i++)
        {
            double x = (i % width) + 0.5 - (width / 2.0);
            double y = (i / width) + 0.5 - (height / 2.0);
            mask[i] = (float)Math.Clamp((x * cos) + (y * sin) - offset + 0.5, 0, 1);
        }
    }
}
