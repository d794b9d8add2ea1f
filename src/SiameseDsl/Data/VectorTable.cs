using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace SiameseDsl.Data;

/// <summary>Labelled vectors of one width: row i takes the values from i * Width on.</summary>
internal sealed record VectorTable(float[] Values, int Width, int[] Labels, string[] ClassNames) : SampleTable(Labels, ClassNames)
{
    public override int[] Sizes => [Width];

    public override ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(Values.AsSpan());

    public override Tensor Gather(int[] part) => tensor(Copy(Values, Width, part), [part.Length, Width]);

    /// <summary>Standardised: each column minus its mean and divided by its standard deviation, both of the training rows alone. A column that is constant there becomes zero in them.</summary>
    public override SampleTable Prepare(int[] train)
    {
        float[] ready = new float[Values.Length];
        for (int column = 0; column < Width; column++)
        {
            (double mean, double scale) = Standard(column, train);
            for (int i = column; i < ready.Length; i += Width)
            {
                ready[i] = (float)((Values[i] - mean) * scale);
            }
        }

        return this with { Values = ready };
    }

    private (double Mean, double Scale) Standard(int column, int[] train)
    {
        float first = Values[(train[0] * Width) + column];
        if (Array.TrueForAll(train, row => Values[(row * Width) + column] == first))
        {
            return (first, 1);
        }

        double mean = train.Average(row => (double)Values[(row * Width) + column]);
        double variance = train.Average(row => Math.Pow(Values[(row * Width) + column] - mean, 2));
        return (mean, 1 / Math.Sqrt(variance));
    }
}
