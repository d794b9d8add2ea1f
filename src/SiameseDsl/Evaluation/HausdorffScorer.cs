using SiameseDsl.Data;
using static TorchSharp.torch;

namespace SiameseDsl.Evaluation;

/// <summary>
/// Omniglot's baseline without learning: the negative modified Hausdorff distance (Dubuisson and Jain, 1994) between the ink of two drawings, each moved to its centre of mass, as in
/// the demonstration that comes with the official runs. The distance is the larger of both directed ones, a directed one the mean over the ink pixels of one drawing of the Euclidean
/// distance, in pixels, to the nearest ink pixel of the other.
/// </summary>
public sealed class HausdorffScorer : IPairScorer
{
    private const byte Ink = 128;

    private readonly (float X, float Y)[][] drawings;
    private readonly float farthest;

    /// <summary>Scores pairs of <paramref name="samples"/>, which stays the caller's.</summary>
    /// <param name="samples">Grey images, (N, 1, H, W) bytes, ink = 255.</param>
    /// <exception cref="ArgumentException">The samples are no grey images in bytes.</exception>
    public HausdorffScorer(SampleSet samples)
    {
        if (samples.Samples.dtype != ScalarType.Byte || samples.SampleShape is not [1, var height, var width])
        {
            throw new ArgumentException("The modified Hausdorff distance needs grey images, (N, 1, H, W) bytes.", nameof(samples));
        }

        farthest = MathF.Sqrt((height * height) + (width * width));
        drawings = new (float, float)[samples.Count][];
        using Tensor whole = samples.Samples.cpu().contiguous();
        ReadOnlySpan<byte> pixels = whole.data<byte>().ToArray();
        int size = (int)(height * width);
        for (int i = 0; i < drawings.Length; i++)
        {
            drawings[i] = CentredInk(pixels.Slice(i * size, size), (int)width);
        }
    }

    /// <inheritdoc/>
    public float[] Score(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        int[] a = left.ToArray();
        int[] b = right.ToArray();
        var scores = new float[a.Length];
        Parallel.For(0, scores.Length, i => scores[i] = -Distance(drawings[a[i]], drawings[b[i]]));
        return scores;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }

    private static (float X, float Y)[] CentredInk(ReadOnlySpan<byte> pixels, int width)
    {
        var ink = new List<(float X, float Y)>();
        double x = 0;
        double y = 0;
        for (int i = 0; i < pixels.Length; i++)
        {
            if (pixels[i] >= Ink)
            {
                ink.Add((i % width, i / width));
                x += i % width;
                y += i / width;
            }
        }

        float centreX = (float)(x / ink.Count);
        float centreY = (float)(y / ink.Count);
        return [.. ink.Select(point => (point.X - centreX, point.Y - centreY))];
    }

    private float Distance((float X, float Y)[] a, (float X, float Y)[] b)
    {
        if (a.Length == 0 || b.Length == 0)
        {
            // An empty drawing is like another empty one, and as far as can be from any ink.
            return a.Length == b.Length ? 0 : farthest;
        }

        return Math.Max(Directed(a, b), Directed(b, a));
    }

    private static float Directed((float X, float Y)[] from, (float X, float Y)[] to)
    {
        double sum = 0;
        foreach ((float x, float y) in from)
        {
            float nearest = float.MaxValue;
            foreach ((float otherX, float otherY) in to)
            {
                float dx = x - otherX;
                float dy = y - otherY;
                nearest = Math.Min(nearest, (dx * dx) + (dy * dy));
            }

            sum += Math.Sqrt(nearest);
        }

        return (float)(sum / from.Length);
    }
}
