using static TorchSharp.torch;

namespace SiameseDsl.Data;

/// <summary>Labelled samples that stay in memory: one tensor, one class number a sample. Batches are gathered by index, never item by item.</summary>
public sealed class SampleSet : IDisposable
{
    /// <summary>Takes the tensor over.</summary>
    /// <param name="samples">(N, C, H, W) bytes for images (0 = background, 255 = ink), or float32 of any shape.</param>
    /// <param name="labels">The class number of each sample, an index into <paramref name="classNames"/>.</param>
    /// <param name="classNames">The classes' names.</param>
    /// <exception cref="ArgumentException">The counts do not agree, or a label has no name.</exception>
    public SampleSet(Tensor samples, int[] labels, IReadOnlyList<string> classNames)
    {
        if (samples.shape[0] != labels.Length)
        {
            throw new ArgumentException($"There are {samples.shape[0]} samples but {labels.Length} labels.", nameof(labels));
        }

        foreach (int label in labels)
        {
            if (label < 0 || label >= classNames.Count)
            {
                throw new ArgumentException($"The label {label} has no class name; there are {classNames.Count} classes.", nameof(labels));
            }
        }

        Samples = samples.DetachFromDisposeScope();
        Labels = labels;
        ClassNames = classNames;
        SampleShape = samples.shape[1..];
    }

    /// <summary>All samples: (N, ...) as bytes or float32.</summary>
    public Tensor Samples { get; }

    /// <summary>The class number of each sample.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>The classes' names; a class number is an index into them.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The shape of one sample, without the batch dimension.</summary>
    public IReadOnlyList<long> SampleShape { get; }

    /// <summary>The number of samples.</summary>
    public int Count => Labels.Count;

    /// <summary>The samples at <paramref name="indices"/> as float32, bytes scaled to 0..1: (B, ...). The caller disposes.</summary>
    public Tensor Gather(ReadOnlySpan<long> indices)
    {
        using Tensor index = tensor(indices.ToArray(), ScalarType.Int64);
        return Gather(index);
    }

    /// <summary>The samples at <paramref name="indices"/> (B), int64, as float32, bytes scaled to 0..1: (B, ...). The caller disposes.</summary>
    public Tensor Gather(Tensor indices)
    {
        Tensor picked = Samples.index_select(0, indices);
        if (picked.dtype != ScalarType.Byte)
        {
            return picked;
        }

        using (picked)
        {
            return picked.to(ScalarType.Float32).mul_(1f / 255f);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Samples.Dispose();
}
