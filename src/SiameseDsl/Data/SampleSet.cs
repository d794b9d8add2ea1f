using static TorchSharp.torch;

namespace SiameseDsl.Data;

/// <summary>Labelled samples that stay in memory: one tensor, one class number a sample. Batches are gathered by index, never item by item.</summary>
public sealed class SampleSet : IDisposable
{
    /// <summary>Takes the tensor over.</summary>
    /// <param name="samples">(N, C, H, W) bytes for images (0 = background, 255 = ink), (N, L) int64 for tokens, or float32 of any shape.</param>
    /// <param name="labels">The class number of each sample, an index into <paramref name="classNames"/>.</param>
    /// <param name="classNames">The classes' names.</param>
    /// <exception cref="ArgumentException">The counts do not agree, a label has no name, or the samples are of another type.</exception>
    public SampleSet(Tensor samples, int[] labels, IReadOnlyList<string> classNames)
        : this(samples, labels, classNames, rounds: 1)
    {
    }

    private SampleSet(Tensor samples, int[] labels, IReadOnlyList<string> classNames, int rounds)
    {
        if (samples.shape[0] * rounds != labels.Length)
        {
            throw new ArgumentException($"There are {samples.shape[0]} samples but {labels.Length} labels.", nameof(labels));
        }

        if (samples.dtype is not (ScalarType.Byte or ScalarType.Float32 or ScalarType.Int64))
        {
            throw new ArgumentException($"Samples are bytes, float32 or int64 (tokens), not {samples.dtype}.", nameof(samples));
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
        Rounds = rounds;
    }

    /// <summary>All samples: (N, ...) as bytes, float32 or int64.</summary>
    public Tensor Samples { get; }

    /// <summary>How many times the set goes through <see cref="Samples"/>, each time under class numbers of its own: 1, except in training with further classes.</summary>
    internal int Rounds { get; }

    /// <summary>The class number of each sample.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>The classes' names; a class number is an index into them.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The shape of one sample, without the batch dimension.</summary>
    public IReadOnlyList<long> SampleShape { get; }

    /// <summary>The number of samples.</summary>
    public int Count => Labels.Count;

    /// <summary>The samples at <paramref name="indices"/> as float32, bytes scaled to 0..1, or int64 for tokens: (B, ...). The caller disposes.</summary>
    public Tensor Gather(ReadOnlySpan<long> indices)
    {
        using Tensor index = tensor(indices.ToArray(), ScalarType.Int64);
        return Gather(index);
    }

    /// <summary>The samples at <paramref name="indices"/> (B), int64, as float32, bytes scaled to 0..1, or int64 for tokens: (B, ...). The caller disposes.</summary>
    public Tensor Gather(Tensor indices)
    {
        using Tensor? rows = Rounds == 1 ? null : indices.remainder(Samples.shape[0]);
        Tensor picked = Samples.index_select(0, rows ?? indices);
        if (picked.dtype != ScalarType.Byte)
        {
            return picked;
        }

        using (picked)
        {
            return picked.to(ScalarType.Float32).mul_(1f / 255f);
        }
    }

    /// <summary>The same samples several times over, which share one memory: sample i comes back as i + N in round 1, its class c as c + classes, and so on.</summary>
    /// <param name="rounds">How many times, the first included.</param>
    /// <param name="mark">What a class's name gets in each round from 1 on.</param>
    internal SampleSet InRounds(int rounds, Func<int, string> mark) => new(
        Samples.alias(),
        [.. Enumerable.Range(0, rounds).SelectMany(round => Labels.Select(label => label + (round * ClassNames.Count)))],
        [.. Enumerable.Range(0, rounds).SelectMany(round => ClassNames.Select(name => round == 0 ? name : name + mark(round)))],
        rounds * Rounds);

    /// <inheritdoc/>
    public void Dispose() => Samples.Dispose();
}
