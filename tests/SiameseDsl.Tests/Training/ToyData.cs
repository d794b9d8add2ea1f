using SiameseDsl.Data;
using SiameseDsl.Sampling;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Training;

/// <summary>Small noisy patterns, one prototype a class: easy to learn, quick to draw.</summary>
internal static class ToyData
{
    public static SampleSet Create(int classes = 6, int samples = 20, int side = 6, ulong seed = 5, double noise = 0.35)
    {
        var random = new RandomSource(seed);
        int pixels = side * side;
        float[] values = new float[classes * samples * pixels];
        int[] labels = new int[classes * samples];
        for (int c = 0; c < classes; c++)
        {
            float[] prototype = [.. Enumerable.Range(0, pixels).Select(_ => random.NextSingle())];
            for (int s = 0; s < samples; s++)
            {
                int row = (c * samples) + s;
                labels[row] = c;
                for (int p = 0; p < pixels; p++)
                {
                    values[(row * pixels) + p] = prototype[p] + (float)(noise * ((2 * random.NextDouble()) - 1));
                }
            }
        }

        return new SampleSet(tensor(values, [classes * samples, 1, side, side]), labels, [.. Enumerable.Range(0, classes).Select(c => $"class {c}")]);
    }

    /// <summary>Words of their own for each class, some of whose tokens are replaced: (N, length) int64.</summary>
    public static SampleSet CreateTokens(int classes = 6, int samples = 20, int length = 6, int vocabulary = 12, ulong seed = 5, double replaced = 0.15)
    {
        var random = new RandomSource(seed);
        long[] tokens = new long[classes * samples * length];
        for (int c = 0; c < classes; c++)
        {
            long[] word = [.. Enumerable.Range(0, length).Select(_ => (long)random.Next(vocabulary))];
            for (int i = c * samples * length; i < (c + 1) * samples * length; i++)
            {
                tokens[i] = random.NextDouble() < replaced ? random.Next(vocabulary) : word[i % length];
            }
        }

        return new SampleSet(tensor(tokens, [classes * samples, length]), [.. Enumerable.Range(0, classes * samples).Select(i => i / samples)], [.. Enumerable.Range(0, classes).Select(c => $"class {c}")]);
    }
}
