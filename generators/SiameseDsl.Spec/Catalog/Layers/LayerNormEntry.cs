using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>layer_norm</c>: normalises each sample, or each step, by itself (Ba, Kiros and Hinton 2016).</summary>
public sealed class LayerNormEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "layer_norm";

    /// <inheritdoc/>
    public override string Summary => "Normalises each sample by itself, with a learned scale and shift for each value: over all values of a vector, a sequence, an image or a volume, or over the features of each step (L, D).";

    /// <inheritdoc/>
    public override string NameStem => "norm";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
    [
        LayerKeys.Epsilon,
        new("over", KeyType.Enum, "What is normalised together: 'all' values of a sample, or its 'features', the last dimension.") { Default = "all", Values = ["all", "features"] },
    ];

    /// <inheritdoc/>
    public override bool HasField => true;

    /// <summary>The dimensions that are normalised together.</summary>
    public static EquatableArray<long> Normalized(EquatableArray<long> input, EquatableArray<Argument> arguments) =>
        arguments.Find("over")?.Text == "features" ? EquatableArray.Of(input[input.Count - 1]) : input;

    /// <inheritdoc/>
    public override SequenceLayout Reads(EquatableArray<Argument> arguments) => arguments.Get("over").Text == "features" ? SequenceLayout.FeaturesLast : SequenceLayout.None;

    /// <inheritdoc/>
    public override bool TreatsStepsAlike(EquatableArray<Argument> arguments, EquatableArray<long> input) => input.Count == 2 && arguments.Get("over").Text == "features";

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) =>
        new() { Output = input, Parameters = Shape.Multiply(2, Shape.Elements(Normalized(input, arguments))) };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input.Unbounded().Mixed();

    /// <inheritdoc/>
    public override bool SameWeights(EquatableArray<long> first, EquatableArray<long> second, EquatableArray<Argument> arguments) => Normalized(first, arguments) == Normalized(second, arguments);
}
