using System.Buffers.Binary;
using System.IO.Compression;

namespace SiameseDsl.Data;

/// <summary>
/// The shortest way through a PNG of one grey bit a pixel, not interlaced: the kind that Omniglot consists of, tens of thousands at a time.
/// Whatever is unusual is left to the general decoder, which also says what is wrong with it.
/// </summary>
internal static class MonochromePng
{
    private const ulong Signature = 0x89504E470D0A1A0A;
    private const uint DataChunk = 0x49444154;
    private const uint EndChunk = 0x49454E44;

    /// <summary>The image, 0 or 255 a pixel; <see langword="null"/> where this is no such PNG or a damaged one.</summary>
    public static RawImage? TryRead(byte[] bytes)
    {
        ReadOnlySpan<byte> head = bytes;
        bool plain = head.Length > 33 && BinaryPrimitives.ReadUInt64BigEndian(head) == Signature
            && head[8..16].SequenceEqual("\0\0\0\rIHDR"u8)
            && head[24..29].SequenceEqual((ReadOnlySpan<byte>)[1, 0, 0, 0, 0]);
        if (!plain)
        {
            return null;
        }

        int width = BinaryPrimitives.ReadInt32BigEndian(head[16..]);
        int height = BinaryPrimitives.ReadInt32BigEndian(head[20..]);
        if (width is < 1 or > 1024 || height is < 1 or > 1024 || FindData(bytes) is not { } data)
        {
            return null;
        }

        int stride = 1 + ((width + 7) / 8);
        byte[] rows = new byte[stride * height];
        try
        {
            using ZLibStream inflated = new(data, CompressionMode.Decompress);
            if (inflated.ReadAtLeast(rows, rows.Length, throwOnEndOfStream: false) < rows.Length)
            {
                return null;
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }

        return Unfilter(rows, stride) ? new RawImage(Spread(rows, stride, height, width), 1, height, width) : null;
    }

    /// <summary>The compressed data; <see langword="null"/> where a chunk leaves the file, data comes in several chunks, or colours are keyed out.</summary>
    private static MemoryStream? FindData(byte[] bytes)
    {
        MemoryStream? data = null;
        long at = 33;
        while (at + 12 <= bytes.Length)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan((int)at));
            uint kind = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan((int)at + 4));
            if (at + 12 + length > bytes.Length || kind == 0x74524E53)
            {
                return null;
            }

            switch (kind)
            {
                case EndChunk:
                    return data;
                case DataChunk when data is not null:
                    return null;
                case DataChunk:
                    data = new MemoryStream(bytes, (int)at + 8, (int)length, writable: false);
                    break;
            }

            at += 12 + length;
        }

        return null;
    }

    /// <summary>Undoes the rows' filters in place; at one bit a pixel the neighbour to the left is the byte before.</summary>
    private static bool Unfilter(byte[] rows, int stride)
    {
        for (int start = 0; start < rows.Length; start += stride)
        {
            byte filter = rows[start];
            for (int i = start + 1; i < start + stride && filter != 0; i++)
            {
                int left = i > start + 1 ? rows[i - 1] : 0;
                int up = start > 0 ? rows[i - stride] : 0;
                int corner = i > start + 1 && start > 0 ? rows[i - stride - 1] : 0;
                int predicted = filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => -1 };
                if (predicted < 0)
                {
                    return false;
                }

                rows[i] = (byte)(rows[i] + predicted);
            }
        }

        return true;
    }

    private static int Paeth(int left, int up, int corner)
    {
        int toLeft = Math.Abs(up - corner);
        int toUp = Math.Abs(left - corner);
        int toCorner = Math.Abs(left + up - (2 * corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private static byte[] Spread(byte[] rows, int stride, int height, int width)
    {
        byte[] pixels = new byte[height * width];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                pixels[(y * width) + x] = (byte)(-((rows[(y * stride) + 1 + (x >> 3)] >> (7 - (x & 7))) & 1));
            }
        }

        return pixels;
    }
}
