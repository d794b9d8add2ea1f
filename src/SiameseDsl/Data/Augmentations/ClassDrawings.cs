using SiameseDsl.Sampling;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Data.Augmentations;

/// <summary>Invents a character for each of some classes, as <see cref="GlyphGenerator"/> does, and draws it anew for each image.</summary>
internal sealed class ClassDrawings(DrawnClasses settings, RandomSource random)
{
    /// <summary>Draws images, all characters invented anew at each call: a new tensor (N, C, H, W) float32, ink 1 on 0, the same in every channel.</summary>
    /// <param name="numbers">The class of each image, from 0.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="like">Images whose shape beside the count the drawings take.</param>
    public Tensor Draw(long[] numbers, int classes, Tensor like)
    {
        (int height, int width) = ((int)like.shape[2], (int)like.shape[3]);
        int side = Math.Min(height, width);
        RandomSource all = new(random.NextUInt64());
        GlyphSkeleton[] characters = [.. Enumerable.Range(0, classes).Select(k => GlyphSkeleton.Invent(all.Fork((ulong)k)))];
        byte[] pixels = new byte[numbers.Length * height * width];
        int indent = (((height - side) / 2) * width) + ((width - side) / 2);

        // Each drawing has a source of its own, so that the number of threads changes nothing.
        Parallel.For(0, numbers.Length, i =>
        {
            RandomSource own = all.Fork((ulong)(classes + i));
            int thickness = (int)(256 * (settings.ThicknessMinimum + ((settings.ThicknessMaximum - settings.ThicknessMinimum) * own.NextDouble())));
            var hand = new GlyphHand(own);
            var canvas = new GlyphCanvas(side);
            foreach (GlyphStroke stroke in characters[numbers[i]].Strokes)
            {
                canvas.Draw(hand.Draw(stroke, side), thickness / 2);
            }

            for (int y = 0; y < side; y++)
            {
                canvas.Pixels.AsSpan(y * side, side).CopyTo(pixels.AsSpan((i * height * width) + indent + (y * width)));
            }
        });

        using var scope = NewDisposeScope();
        return tensor(pixels, [numbers.Length, 1, height, width], device: like.device).to(ScalarType.Float32).mul_(1f / 255).expand(-1, like.shape[1], -1, -1).MoveToOuterDisposeScope();
    }
}
