using static TorchSharp.torch;

namespace SiameseDsl.Modules;

/// <summary>Images in the embedding space of <typeparamref name="TModel"/> as one tensor (N, D). Dispose it when it is no longer needed; an element taken out by its index lives on.</summary>
public sealed class EmbeddingBatch<TModel> : IDisposable
    where TModel : SiameseModule
{
    /// <summary>Takes the tensor over: (N, D), float32.</summary>
    /// <exception cref="ArgumentException">The tensor is no matrix.</exception>
    public EmbeddingBatch(Tensor values, WeightFingerprint fingerprint)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(fingerprint);
        if (values.dim() != 2)
        {
            throw new ArgumentException($"Embeddings are a matrix (N, D), but the tensor has {values.dim()} dimensions.", nameof(values));
        }

        Values = values.DetachFromDisposeScope();
        Fingerprint = fingerprint;
        Count = checked((int)values.shape[0]);
        Size = checked((int)values.shape[1]);
    }

    /// <summary>All embeddings, (N, D). Belongs to this object.</summary>
    public Tensor Values { get; }

    /// <summary>N, the number of embeddings.</summary>
    public int Count { get; }

    /// <summary>D, the number of values in each.</summary>
    public int Size { get; }

    /// <summary>The fingerprint of the weights that made them.</summary>
    public WeightFingerprint Fingerprint { get; }

    /// <summary>One embedding, copied out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such embedding.</exception>
    public Embedding<TModel> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            using var row = Values[index];
            using var host = row.cpu();
            return new Embedding<TModel>(host.data<float>().ToArray(), Fingerprint);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Values.Dispose();
}
