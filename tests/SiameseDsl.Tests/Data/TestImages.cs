using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace SiameseDsl.Tests.Data;

/// <summary>Writes small images of the kinds that are read, independently of the readers.</summary>
internal static class TestImages
{
    /// <summary>A PNG of 8 bits a channel: 1 grey, 2 grey and alpha, 3 colour, 4 colour and alpha.</summary>
    public static byte[] Png(int width, int height, int channels, Func<int, int, int, int> value)
    {
        byte[] rows = new byte[height * (1 + (width * channels))];
        int at = 0;
        for (int y = 0; y < height; y++)
        {
            at++;
            for (int i = 0; i < width * channels; i++)
            {
                rows[at++] = (byte)value(i / channels, y, i % channels);
            }
        }

        return Png(width, height, 8, channels switch { 1 => 0, 2 => 4, 3 => 2, _ => 6 }, rows);
    }

    /// <summary>A one-bit grey PNG whose rows are filtered in turn by filter 0 to 4.</summary>
    public static byte[] OneBitPng(int width, int height, Func<int, int, bool> isWhite)
    {
        int stride = (width + 7) / 8;
        byte[][] plain = [.. Enumerable.Range(0, height).Select(_ => new byte[stride])];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                plain[y][x / 8] |= (byte)(isWhite(x, y) ? 0x80 >> (x % 8) : 0);
            }
        }

        using MemoryStream rows = new();
        for (int y = 0; y < height; y++)
        {
            int filter = y % 5;
            rows.WriteByte((byte)filter);
            for (int i = 0; i < stride; i++)
            {
                int a = i > 0 ? plain[y][i - 1] : 0;
                int b = y > 0 ? plain[y - 1][i] : 0;
                int c = i > 0 && y > 0 ? plain[y - 1][i - 1] : 0;
                int p = a + b - c;
                int nearest = new[] { a, b, c }.MinBy(candidate => Math.Abs(p - candidate));
                rows.WriteByte((byte)(plain[y][i] - filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => nearest }));
            }
        }

        return Png(width, height, 1, 0, rows.ToArray());
    }

    /// <summary>Any PNG from its filtered rows.</summary>
    public static byte[] Png(int width, int height, int depth, int colour, byte[] rows)
    {
        using MemoryStream packed = new();
        using (ZLibStream zip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(rows);
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = (byte)depth;
        header[9] = (byte)colour;
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>A BMP of 24 bits.</summary>
    public static byte[] Bmp(int width, int height, Func<int, int, (byte R, byte G, byte B)> value)
    {
        int stride = ((3 * width) + 3) / 4 * 4;
        byte[] file = new byte[54 + (stride * height)];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        file[26] = 1;
        file[28] = 24;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (byte r, byte g, byte b) = value(x, y);
                ((ReadOnlySpan<byte>)[b, g, r]).CopyTo(file.AsSpan(54 + ((height - 1 - y) * stride) + (3 * x)));
            }
        }

        return file;
    }

    /// <summary>The smallest JPEG: one grey block of 8x8, all of one value from 192 to 255 (its difference from 128 has seven bits).</summary>
    public static byte[] Jpeg(byte value)
    {
        byte[] quantisers = new byte[64];
        Array.Fill(quantisers, (byte)8);
        int bits = ((value - 128) << 8) | 0x7F;
        return
        [
            0xFF, 0xD8,
            0xFF, 0xDB, 0, 67, 0, .. quantisers,
            0xFF, 0xC0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0,
            0xFF, 0xC4, 0, 20, 0x00, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7,
            0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0xFF, 0xDA, 0, 8, 1, 1, 0x00, 0, 63, 0,
            (byte)(bits >> 8), (byte)bits,
            0xFF, 0xD9,
        ];
    }

    /// <summary>A PGM of bytes.</summary>
    public static byte[] Pgm(int width, int height, Func<int, int, int> value) =>
        [.. Encoding.ASCII.GetBytes($"P5\n# made by a test\n{width} {height}\n255\n"), .. Enumerable.Range(0, width * height).Select(i => (byte)value(i % width, i / width))];

    private static byte[] Chunk(string kind, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(kind), .. content];
        byte[] chunk = new byte[body.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(body.Length + 4), Crc(body));
        return chunk;
    }

    private static uint Crc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
