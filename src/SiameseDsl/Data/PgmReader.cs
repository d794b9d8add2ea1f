using System.Globalization;

namespace SiameseDsl.Data;

/// <summary>Reads PGM: P2 (numbers as text) and P5 (bytes, or two bytes a pixel above a maximum of 255), comments included; grey is scaled to 0..255.</summary>
internal static class PgmReader
{
    /// <summary>Reads one image; <paramref name="name"/> is for messages.</summary>
    /// <exception cref="SiameseException">The header or the pixels are damaged or cut off.</exception>
    public static RawImage Read(byte[] bytes, string name)
    {
        int at = 2;
        int width = ReadNumber(bytes, ref at, "width", name);
        int height = ReadNumber(bytes, ref at, "height", name);
        int maximum = ReadNumber(bytes, ref at, "maximum", name);
        ImageDecoder.RequireSize(width, height, name);
        if (maximum is < 1 or > 65535)
        {
            throw new SiameseException($"The file '{name}' is a damaged PGM image: its maximum is {maximum}, expected 1 to 65535.");
        }

        int bytesEach = maximum > 255 ? 2 : 1;
        bool isText = bytes[1] == '2';

        // One white space ends the header of P5; the pixels start right behind it.
        at++;
        long needed = (long)width * height * (isText ? 1 : bytesEach);
        if (bytes.Length - at < needed)
        {
            throw new SiameseException($"The file '{name}' is a PGM image of {width}x{height} pixels that is cut off: {Math.Max(0, bytes.Length - at)} bytes follow its header, {needed} are needed.");
        }

        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.Length; i++)
        {
            int value = isText ? ReadNumber(bytes, ref at, "pixel", name) : bytesEach == 1 ? bytes[at + i] : (bytes[at + (2 * i)] << 8) | bytes[at + (2 * i) + 1];
            if (value > maximum)
            {
                throw new SiameseException($"The file '{name}' is a damaged PGM image: pixel {i} is {value}, above its maximum of {maximum}.");
            }

            pixels[i] = (byte)(((value * 255) + (maximum / 2)) / maximum);
        }

        return new RawImage(pixels, 1, height, width);
    }

    private static int ReadNumber(byte[] bytes, ref int at, string what, string name)
    {
        while (at < bytes.Length && (IsSpace(bytes[at]) || bytes[at] == '#'))
        {
            if (bytes[at] == '#')
            {
                int line = bytes.AsSpan(at).IndexOf((byte)'\n');
                at = line < 0 ? bytes.Length : at + line;
            }
            else
            {
                at++;
            }
        }

        int start = at;
        while (at < bytes.Length && char.IsAsciiDigit((char)bytes[at]))
        {
            at++;
        }

        if (!int.TryParse(bytes.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out int value))
        {
            throw new SiameseException($"The file '{name}' is a damaged PGM image: at byte {start} its {what} is missing or no number.");
        }

        return value;
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or (>= 9 and <= 13);
}
