using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog;

/// <summary>Stands in for a kind that the catalog does not know, so that the layers around it can still be looked at. It never leaves the compiler.</summary>
public sealed class UnknownEntry(string kind) : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => kind;

    /// <inheritdoc/>
    public override string Summary => "An unknown kind.";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys => [];

    /// <inheritdoc/>
    public override bool HasField => false;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => new() { Output = input };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input;
}
