using System.Globalization;

namespace SiameseDsl.Data;

/// <summary>The size of an image in memory.</summary>
internal readonly record struct ImageShape(int Channels, int Height, int Width)
{
    private const int Largest = 4096;

    public int Size => Channels * Height * Width;

    /// <summary>The shape that a model's input asks of images that can be resized.</summary>
    /// <exception cref="SiameseException">The input is no image of one of the <paramref name="channels"/>, or absurdly large.</exception>
    public static ImageShape FromInput(IReadOnlyList<long> input, string dataSet, params ReadOnlySpan<int> channels)
    {
        bool fits = input.Count == 3 && channels.Contains((int)Math.Clamp(input[0], 0, int.MaxValue)) && input[1] is > 0 and <= Largest && input[2] is > 0 and <= Largest;
        if (!fits)
        {
            throw new SiameseException(
                $"The model's input ({Join(input)}) does not fit the data set '{dataSet}': its images are resized to any height and width up to {Largest}, but with {string.Join(" or ", channels.ToArray())} channel(s), as ({channels[0]}, height, width).");
        }

        return new ImageShape((int)input[0], (int)input[1], (int)input[2]);
    }

    /// <summary>Refuses a model whose input is not exactly this shape.</summary>
    /// <exception cref="SiameseException">The input is another shape.</exception>
    public void RequireInput(IReadOnlyList<long> input, string dataSet)
    {
        if (!input.SequenceEqual([Channels, Height, Width]))
        {
            throw new SiameseException($"The model's input ({Join(input)}) does not fit the data set '{dataSet}', whose images are {this}; use other data or change the spec's input shape.");
        }
    }

    public override string ToString() => $"({Join([Channels, Height, Width])})";

    private static string Join(IReadOnlyList<long> shape) => string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
}
