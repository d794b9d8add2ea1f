namespace SiameseDsl.Data;

/// <summary>Labelled images of one size as plain bytes, before they are cut into parts: image i takes the bytes from i * Channels * Height * Width on, channel by channel.</summary>
internal sealed record ImageTable(byte[] Pixels, ImageShape Shape, int[] Labels, string[] ClassNames)
{
    public int Count => Labels.Length;

    public ReadOnlySpan<byte> Image(int index) => Pixels.AsSpan(index * Shape.Size, Shape.Size);
}
