using System.Buffers.Binary;
using StbImageSharp;

namespace SiameseDsl.Data;

/// <summary>Decodes PNG, JPEG, BMP and PGM by what the bytes say, not by the file's name. Transparent pixels lie on white, as on paper.</summary>
internal static class ImageDecoder
{
    private const int LargestSide = 1 << 14;
    private const int LargestArea = 1 << 26;

    /// <summary>The file names that count as images.</summary>
    public static bool HasImageName(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is ".png" or ".jpg" or ".jpeg" or ".bmp" or ".pgm";

    /// <summary>Decodes <paramref name="bytes"/>; <paramref name="name"/> is for messages.</summary>
    /// <exception cref="SiameseException">The bytes are no image of these kinds, are cut off, or claim an absurd size.</exception>
    public static RawImage Decode(byte[] bytes, string name)
    {
        if (bytes.Length >= 2 && bytes[0] == 'P' && bytes[1] is (byte)'2' or (byte)'5')
        {
            return PgmReader.Read(bytes, name);
        }

        if (MonochromePng.TryRead(bytes) is { } drawing)
        {
            return drawing;
        }

        if (!IsKnown(bytes))
        {
            throw new SiameseException($"The file '{name}' is no image: PNG, JPEG, BMP or PGM expected{(bytes.Length == 0 ? ", but it is empty" : "")}.");
        }

        if (bytes.Length >= 24 && bytes[0] == 0x89)
        {
            // The general decoder has a limit of its own, but does not say so.
            RequireSize(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(20)), name);
        }

        try
        {
            using MemoryStream stream = new(bytes, writable: false);
            ImageInfo? info = ImageInfo.FromStream(stream);
            if (info is null)
            {
                throw new SiameseException($"The file '{name}' is a damaged image: its header cannot be read.");
            }

            RequireSize(info.Value.Width, info.Value.Height, name);
            ImageExtent.Require(bytes, info.Value.Width, info.Value.Height, name);
            return Flatten(ImageResult.FromMemory(bytes));
        }
        catch (Exception error) when (error is not (SiameseException or OutOfMemoryException))
        {
            // The decoder has no error type of its own: a damaged image surfaces as whatever its bytes led to.
            throw new SiameseException($"The file '{name}' is a damaged image ({error.Message.TrimEnd('.')}).", error);
        }
    }

    /// <summary>Refuses sizes that no photograph or drawing has, before memory is taken for them.</summary>
    /// <exception cref="SiameseException">The size is not positive or too large.</exception>
    public static void RequireSize(long width, long height, string name)
    {
        if (width is < 1 or > LargestSide || height is < 1 or > LargestSide || width * height > LargestArea)
        {
            throw new SiameseException($"The file '{name}' claims to be an image of {width}x{height} pixels; at most {LargestSide} to a side and {LargestArea} in all are read.");
        }
    }

    private static bool IsKnown(byte[] bytes) =>
        bytes.Length >= 8 && (BinaryPrimitives.ReadUInt64BigEndian(bytes) == 0x89504E470D0A1A0A
            || (bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF)
            || (bytes[0] == 'B' && bytes[1] == 'M'));

    private static RawImage Flatten(ImageResult image)
    {
        int from = (int)image.Comp;
        bool hasAlpha = from is 2 or 4;
        int to = hasAlpha ? from - 1 : from;
        if (!hasAlpha)
        {
            return new RawImage(image.Data, to, image.Height, image.Width);
        }

        byte[] pixels = new byte[to * image.Width * image.Height];
        for (int i = 0; i < image.Width * image.Height; i++)
        {
            int alpha = image.Data[(i * from) + to];
            for (int c = 0; c < to; c++)
            {
                pixels[(i * to) + c] = (byte)(((image.Data[(i * from) + c] * alpha) + (255 * (255 - alpha)) + 127) / 255);
            }
        }

        return new RawImage(pixels, to, image.Height, image.Width);
    }
}
