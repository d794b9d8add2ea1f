using static TorchSharp.torch;

namespace SiameseDsl.Data;

/// <summary>Labelled images of one size as plain bytes: image i takes the bytes from i * Channels * Height * Width on, channel by channel.</summary>
internal sealed record ImageTable(byte[] Pixels, ImageShape Shape, int[] Labels, string[] ClassNames) : SampleTable(Labels, ClassNames)
{
    public override int[] Sizes => [Shape.Channels, Shape.Height, Shape.Width];

    public override ReadOnlySpan<byte> Bytes => Pixels;

    public ReadOnlySpan<byte> Image(int index) => Pixels.AsSpan(index * Shape.Size, Shape.Size);

    public override Tensor Gather(int[] part) => tensor(Copy(Pixels, Shape.Size, part), [part.Length, Shape.Channels, Shape.Height, Shape.Width]);
}
