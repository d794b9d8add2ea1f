using System.Buffers.Binary;

namespace SiameseDsl.Data;

/// <summary>Whether an image file can hold what its header claims, before memory is taken for it, and whether it is all there: the general decoder fills what is missing with grey or black without a word.</summary>
internal static class ImageExtent
{
    // What the best compression makes of an image: deflate 1,032 bytes of one; a JPEG's bit at least one block of 64 pixels.
    private const long MostOfDeflate = 1032;
    private const long MostOfJpeg = 64 * 8;

    /// <summary>Refuses a PNG, JPEG or BMP whose bytes cannot make so many pixels, or that is cut off.</summary>
    /// <exception cref="SiameseException">The file lies or is cut off.</exception>
    public static void Require(byte[] bytes, int width, int height, string name)
    {
        long area = (long)width * height;
        bool fits = bytes[0] switch
        {
            0x89 => area * PngBits(bytes) / 8 <= bytes.Length * MostOfDeflate,
            0xFF => area <= bytes.Length * MostOfJpeg,
            _ => (((long)width * BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(28))) + 31) / 32 * 4 * height <= bytes.Length - (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(10)),
        };
        if (!fits)
        {
            throw new SiameseException($"The file '{name}' claims to be an image of {width}x{height} pixels, which its {bytes.Length} bytes cannot hold; it is damaged or cut off.");
        }

        if ((bytes[0] == 0x89 && !PngEnds(bytes)) || (bytes[0] == 0xFF && !JpegEnds(bytes)))
        {
            throw new SiameseException($"The file '{name}' is an image of {width}x{height} pixels that is cut off: its end is missing.");
        }
    }

    private static int PngBits(byte[] bytes)
    {
        int channels = bytes[25] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        return channels * bytes[24];
    }

    private static bool PngEnds(byte[] bytes)
    {
        long at = 8;
        while (at + 12 <= bytes.Length)
        {
            if (bytes.AsSpan((int)at + 4, 4).SequenceEqual("IEND"u8))
            {
                return true;
            }

            at += 12 + (long)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan((int)at));
        }

        return false;
    }

    /// <summary>Goes from segment to segment, because a thumbnail in one of them has an end of its own.</summary>
    private static bool JpegEnds(byte[] bytes)
    {
        int at = 2;
        while (at + 2 <= bytes.Length)
        {
            if (bytes[at] != 0xFF)
            {
                // Within a scan.
                at++;
                continue;
            }

            switch (bytes[at + 1])
            {
                case 0xD9:
                    return true;
                case 0xFF:
                    at++;
                    break;
                case 0 or 1 or (>= 0xD0 and <= 0xD7):
                    at += 2;
                    break;
                case var _ when at + 4 > bytes.Length:
                    return false;
                default:
                    at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
                    break;
            }
        }

        return false;
    }
}
