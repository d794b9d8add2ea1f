using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>flatten</c>: any shape becomes a vector.</summary>
public sealed class FlattenEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "flatten";

    /// <inheritdoc/>
    public override string Summary => "Lays all values of a sample behind each other: (C, H, W) becomes (C * H * W).";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } = [];

    /// <inheritdoc/>
    public override bool HasField => false;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => new() { Output = EquatableArray.Of(Shape.Elements(input)) };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) =>
        inputShape == outputShape ? input : input with { UnitLength = false };
}
