using static TorchSharp.torch;

namespace SiameseDsl.Data;

/// <summary>Labelled samples of one shape in plain memory, before they are cut into parts.</summary>
internal abstract record SampleTable(int[] Labels, string[] ClassNames)
{
    /// <summary>The number of samples.</summary>
    public int Count => Labels.Length;

    /// <summary>The sizes of one sample.</summary>
    public abstract int[] Sizes { get; }

    /// <summary>All values as they lie in memory, sample after sample, for the hash over the data.</summary>
    public abstract ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The samples at these places: (N, ...). The caller disposes.</summary>
    public abstract Tensor Gather(int[] part);

    /// <summary>The table as the model gets it, once it is known which samples train.</summary>
    public virtual SampleTable Prepare(int[] train) => this;

    /// <summary>The values of the samples at these places, one sample behind the other.</summary>
    protected static T[] Copy<T>(T[] values, int size, int[] part)
    {
        T[] copy = new T[(long)part.Length * size];
        for (int i = 0; i < part.Length; i++)
        {
            values.AsSpan(part[i] * size, size).CopyTo(copy.AsSpan(i * size));
        }

        return copy;
    }
}
