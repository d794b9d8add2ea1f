using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>batch_norm</c>: normalises each channel over the batch (Ioffe and Szegedy 2015).</summary>
public sealed class BatchNormEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "batch_norm";

    /// <inheritdoc/>
    public override string Summary => "Normalises each channel over the batch, by running statistics in evaluation. Takes vectors (D), sequences (C, L), images (C, H, W) and volumes (C, D, H, W).";

    /// <inheritdoc/>
    public override string NameStem => "bn";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
    [
        LayerKeys.Epsilon,
        new("momentum", KeyType.Number, "The share of a new batch in the running statistics.") { Default = "0.1", Minimum = 0, Maximum = 1 },
        LayerKeys.Affine("true"),
    ];

    /// <inheritdoc/>
    public override bool HasField => true;

    /// <inheritdoc/>
    public override SequenceLayout Reads(EquatableArray<Argument> arguments) => SequenceLayout.ChannelsFirst;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) =>
        new() { Output = input, Parameters = arguments.Get("affine").AsBoolean() ? Shape.Multiply(2, input[0]) : 0 };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input.Unbounded();

    /// <inheritdoc/>
    public override bool SameWeights(EquatableArray<long> first, EquatableArray<long> second, EquatableArray<Argument> arguments) => first.Count == second.Count && first[0] == second[0];
}
