using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog;

/// <summary>A layer kind: besides its keys, its shape rule, its counts and what it does to the derived facts.</summary>
public abstract class LayerEntry : CatalogEntry
{
    /// <inheritdoc/>
    public override Category Category => Category.Layer;

    /// <summary>The stem of automatic names: <c>conv</c> gives <c>conv1</c>, <c>conv2</c>, ... Defaults to the kind.</summary>
    public virtual string NameStem => Kind;

    /// <summary>Whether the layer owns a module (weights, running statistics or a random state) and therefore a field.</summary>
    public abstract bool HasField { get; }

    /// <summary>Infers the output's shape and the counts, or says why the input does not fit.</summary>
    public abstract LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments);

    /// <summary>Carries the derived facts across the layer.</summary>
    public abstract TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape);
}

/// <summary>What a shape rule gives.</summary>
public readonly record struct LayerShape
{
    /// <summary>The shape that leaves, without the batch dimension.</summary>
    public EquatableArray<long> Output { get; init; }

    /// <summary>Trainable values.</summary>
    public long Parameters { get; init; }

    /// <summary>Multiply-accumulates for one sample.</summary>
    public long Macs { get; init; }

    /// <summary>Why the input does not fit (a clause that begins with what was expected, without layer names), or <see langword="null"/>.</summary>
    public string? Problem { get; init; }

    /// <summary>The key to blame, or <see langword="null"/> for the layer itself.</summary>
    public string? ProblemKey { get; init; }
}
