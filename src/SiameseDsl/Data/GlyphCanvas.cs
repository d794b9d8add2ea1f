namespace SiameseDsl.Data;

/// <summary>A square grey canvas that a round pen draws on with soft edges, in whole numbers only: 256 units to a pixel, ink 255.</summary>
internal sealed class GlyphCanvas(int size)
{
    private const int Pixel = 256;

    /// <summary>The pixels, row by row.</summary>
    public byte[] Pixels { get; } = new byte[size * size];

    /// <summary>Draws a line with a pen of this radius.</summary>
    public void Draw(GlyphPoint[] line, int radius)
    {
        for (int i = 0; i + 1 < line.Length; i++)
        {
            DrawSegment(line[i], line[i + 1], radius);
        }
    }

    private void DrawSegment(GlyphPoint a, GlyphPoint b, int radius)
    {
        int reach = radius + (Pixel / 2);
        int left = Math.Max(0, (Math.Min(a.X, b.X) - reach) / Pixel);
        int right = Math.Min(size - 1, (Math.Max(a.X, b.X) + reach) / Pixel);
        int top = Math.Max(0, (Math.Min(a.Y, b.Y) - reach) / Pixel);
        int bottom = Math.Min(size - 1, (Math.Max(a.Y, b.Y) + reach) / Pixel);
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                byte ink = Ink(SquaredDistance((x * Pixel) + (Pixel / 2), (y * Pixel) + (Pixel / 2), a, b), radius);
                ref byte pixel = ref Pixels[(y * size) + x];
                pixel = Math.Max(pixel, ink);
            }
        }
    }

    /// <summary>Full ink inside the pen, none outside, falling evenly over the pixel at its edge.</summary>
    private static byte Ink(long squaredDistance, int radius)
    {
        int inner = radius - (Pixel / 2);
        int outer = radius + (Pixel / 2);
        if (squaredDistance >= (long)outer * outer)
        {
            return 0;
        }

        int distance = Root((int)squaredDistance);
        return distance <= inner ? (byte)255 : (byte)((outer - distance) * 255 / Pixel);
    }

    private static long SquaredDistance(int x, int y, GlyphPoint a, GlyphPoint b)
    {
        long alongX = b.X - a.X;
        long alongY = b.Y - a.Y;
        long length = (alongX * alongX) + (alongY * alongY);
        long part = length == 0 ? 0 : Math.Clamp(((x - a.X) * alongX) + ((y - a.Y) * alongY), 0, length);
        long awayX = x - a.X - (length == 0 ? 0 : alongX * part / length);
        long awayY = y - a.Y - (length == 0 ? 0 : alongY * part / length);
        return (awayX * awayX) + (awayY * awayY);
    }

    /// <summary>The square root, rounded down.</summary>
    private static int Root(int value)
    {
        int root = 0;
        for (int bit = 1 << 15; bit != 0; bit >>= 1)
        {
            int next = root | bit;
            if ((long)next * next <= value)
            {
                root = next;
            }
        }

        return root;
    }
}
