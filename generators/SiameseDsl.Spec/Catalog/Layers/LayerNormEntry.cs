using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>layer_norm</c>: normalises each sample by itself (Ba, Kiros and Hinton 2016).</summary>
public sealed class LayerNormEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "layer_norm";

    /// <inheritdoc/>
    public override string Summary => "Normalises each sample by itself, with a learned scale and shift: over all values of a vector, a sequence (C, L) or an image (C, H, W).";

    /// <inheritdoc/>
    public override string NameStem => "norm";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } = [new("eps", KeyType.Number, "Added to the variance.") { Default = "1e-5", Minimum = 0, ExclusiveMinimum = true, Maximum = 1 }];

    /// <inheritdoc/>
    public override bool HasField => true;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => input.Count is < 1 or > 3
        ? LayerShape.Fails("a vector, a sequence or an image")
        : new LayerShape { Output = input, Parameters = Shape.Multiply(2, Shape.Elements(input)) };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input.Unbounded().Mixed();

    /// <inheritdoc/>
    public override bool SameWeights(EquatableArray<long> first, EquatableArray<long> second, EquatableArray<Argument> arguments) => first == second;
}
