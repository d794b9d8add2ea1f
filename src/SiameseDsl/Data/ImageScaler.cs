using System.Collections.Concurrent;

namespace SiameseDsl.Data;

/// <summary>
/// Brings images to the model's size by averaging over areas, and to grey or colour; in whole numbers, so that every machine gets the same bytes.
/// Many threads may share one.
/// </summary>
internal sealed class ImageScaler(ImageShape shape)
{
    /// <summary>Which source places a target place covers, for each pair of lengths met so far: most images of a data set have one size.</summary>
    private readonly ConcurrentDictionary<(int Source, int Target), (int From, int[] Weights)[]> known = [];

    /// <summary>Writes <paramref name="image"/> channel by channel into <paramref name="target"/>; the proportions follow the shape.</summary>
    public void Fit(RawImage image, Span<byte> target)
    {
        (int From, int[] Weights)[] rows = known.GetOrAdd((image.Height, shape.Height), key => Cover(key.Source, key.Target));
        (int From, int[] Weights)[] columns = known.GetOrAdd((image.Width, shape.Width), key => Cover(key.Source, key.Target));
        int[] wide = new int[image.Height * shape.Width];
        long area = (long)image.Height * image.Width;
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            byte[] plane = Plane(image, shape.Channels == 1 ? -1 : channel);
            for (int y = 0; y < image.Height; y++)
            {
                ReadOnlySpan<byte> row = plane.AsSpan(y * image.Width, image.Width);
                for (int x = 0; x < columns.Length; x++)
                {
                    int sum = 0;
                    (int from, int[] weights) = columns[x];
                    for (int k = 0; k < weights.Length; k++)
                    {
                        sum += row[from + k] * weights[k];
                    }

                    wide[(y * shape.Width) + x] = sum;
                }
            }

            for (int y = 0; y < rows.Length; y++)
            {
                (int from, int[] weights) = rows[y];
                for (int x = 0; x < shape.Width; x++)
                {
                    long sum = 0;
                    for (int k = 0; k < weights.Length; k++)
                    {
                        sum += (long)wide[((from + k) * shape.Width) + x] * weights[k];
                    }

                    target[(((channel * shape.Height) + y) * shape.Width) + x] = (byte)((sum + (area / 2)) / area);
                }
            }
        }
    }

    /// <summary>
    /// The source places that each target place covers, and how much of each. A source place counts <paramref name="target"/> units,
    /// a target place <paramref name="source"/>: nothing is rounded, and the weights of a target place add up to <paramref name="source"/>.
    /// </summary>
    private static (int From, int[] Weights)[] Cover(int source, int target)
    {
        var covers = new (int From, int[] Weights)[target];
        for (int i = 0; i < target; i++)
        {
            long start = (long)i * source;
            long end = start + source;
            int from = (int)(start / target);
            int to = (int)((end + target - 1) / target);
            int[] weights = new int[to - from];
            for (int k = from; k < to; k++)
            {
                weights[k - from] = (int)(Math.Min(end, (k + 1L) * target) - Math.Max(start, (long)k * target));
            }

            covers[i] = (from, weights);
        }

        return covers;
    }

    /// <summary>One channel of the image, or its luma (ITU-R BT.601) for channel -1; a grey image gives its grey for every channel.</summary>
    private static byte[] Plane(RawImage image, int channel)
    {
        if (image.Channels == 1)
        {
            return image.Pixels;
        }

        byte[] plane = new byte[image.Height * image.Width];
        for (int i = 0; i < plane.Length; i++)
        {
            ReadOnlySpan<byte> pixel = image.Pixels.AsSpan(3 * i, 3);
            plane[i] = channel < 0 ? (byte)(((299 * pixel[0]) + (587 * pixel[1]) + (114 * pixel[2]) + 500) / 1000) : pixel[channel];
        }

        return plane;
    }
}
