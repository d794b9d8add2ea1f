namespace SiameseDsl.Data;

/// <summary>Brings an image to the model's size by averaging over areas, and to grey or colour; in whole numbers, so that every machine gets the same bytes.</summary>
internal static class ImageScaler
{
    /// <summary>Writes <paramref name="image"/> as <paramref name="shape"/>, channel by channel, into <paramref name="target"/>; the proportions follow the shape.</summary>
    public static void Fit(RawImage image, ImageShape shape, Span<byte> target)
    {
        (int From, int To, int[] Weights)[] rows = Cover(image.Height, shape.Height);
        (int From, int To, int[] Weights)[] columns = Cover(image.Width, shape.Width);
        long[] wide = new long[image.Height * shape.Width];
        long area = (long)image.Height * image.Width;
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            byte[] plane = Plane(image, shape.Channels == 1 ? -1 : channel);
            for (int y = 0; y < image.Height; y++)
            {
                for (int x = 0; x < columns.Length; x++)
                {
                    wide[(y * shape.Width) + x] = Sum(plane, y * image.Width, columns[x]);
                }
            }

            for (int y = 0; y < rows.Length; y++)
            {
                for (int x = 0; x < shape.Width; x++)
                {
                    long sum = 0;
                    for (int row = rows[y].From; row < rows[y].To; row++)
                    {
                        sum += wide[(row * shape.Width) + x] * rows[y].Weights[row - rows[y].From];
                    }

                    target[(((channel * shape.Height) + y) * shape.Width) + x] = (byte)((sum + (area / 2)) / area);
                }
            }
        }
    }

    private static long Sum(byte[] plane, int offset, (int From, int To, int[] Weights) cover)
    {
        long sum = 0;
        for (int x = cover.From; x < cover.To; x++)
        {
            sum += plane[offset + x] * cover.Weights[x - cover.From];
        }

        return sum;
    }

    /// <summary>
    /// The source places that each target place covers, and how much of each. A source place counts <paramref name="target"/> units,
    /// a target place <paramref name="source"/>: nothing is rounded, and the weights of a target place add up to <paramref name="source"/>.
    /// </summary>
    private static (int From, int To, int[] Weights)[] Cover(int source, int target)
    {
        var covers = new (int From, int To, int[] Weights)[target];
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

            covers[i] = (from, to, weights);
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
