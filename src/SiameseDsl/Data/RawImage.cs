namespace SiameseDsl.Data;

/// <summary>A decoded image: 1 (grey) or 3 (red, green, blue) bytes a pixel, row by row.</summary>
internal sealed record RawImage(byte[] Pixels, int Channels, int Height, int Width);
