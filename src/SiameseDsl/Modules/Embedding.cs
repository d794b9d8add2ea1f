namespace SiameseDsl.Modules;

/// <summary>One image in the embedding space of <typeparamref name="TModel"/>: a plain value that owns its floats, safe to keep and to store. It knows which weights made it.</summary>
public sealed class Embedding<TModel> : IEquatable<Embedding<TModel>>
    where TModel : SiameseModule
{
    private readonly float[] values;

    /// <summary>An embedding from stored values; copies them.</summary>
    /// <param name="values">The D values.</param>
    /// <param name="fingerprint">The fingerprint of the weights that made them.</param>
    public Embedding(ReadOnlySpan<float> values, WeightFingerprint fingerprint)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        this.values = values.ToArray();
        Fingerprint = fingerprint;
    }

    /// <summary>The D values.</summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>D, the number of values.</summary>
    public int Size => values.Length;

    /// <summary>The fingerprint of the weights that made it.</summary>
    public WeightFingerprint Fingerprint { get; }

    /// <summary>A copy of the values.</summary>
    public float[] ToArray() => [.. values];

    /// <summary>Whether both hold the same values, made by the same weights.</summary>
    public bool Equals(Embedding<TModel>? other) => other is not null && Fingerprint == other.Fingerprint && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Embedding<TModel>);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Fingerprint, values.Length, values.Length > 0 ? values[0] : 0f, values.Length > 0 ? values[^1] : 0f);

    /// <inheritdoc/>
    public override string ToString() => $"{typeof(TModel).Name} embedding of {Size} values, weights {Fingerprint}";
}
