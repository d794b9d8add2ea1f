using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>batch_norm</c>: normalises each channel over the batch (Ioffe and Szegedy 2015).</summary>
public sealed class BatchNormEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "batch_norm";

    /// <inheritdoc/>
    public override string Summary => "Normalises each channel over the batch, by running statistics in evaluation. Takes vectors (D), sequences (C, L) and images (C, H, W).";

    /// <inheritdoc/>
    public override string NameStem => "bn";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
    [
        new("eps", KeyType.Number, "Added to the variance.") { Default = "1e-5", Minimum = 0, ExclusiveMinimum = true, Maximum = 1 },
        new("momentum", KeyType.Number, "The share of a new batch in the running statistics.") { Default = "0.1", Minimum = 0, Maximum = 1 },
        new("affine", KeyType.Boolean, "Whether a learned scale and shift for each channel follow.") { Default = "true" },
    ];

    /// <inheritdoc/>
    public override bool HasField => true;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => input.Count is < 1 or > 3
        ? LayerShape.Fails("a vector, a sequence or an image")
        : new LayerShape { Output = input, Parameters = arguments.Get("affine").AsBoolean() ? Shape.Multiply(2, input[0]) : 0 };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input.Unbounded();

    /// <inheritdoc/>
    public override bool SameWeights(EquatableArray<long> first, EquatableArray<long> second, EquatableArray<Argument> arguments) => first.Count == second.Count && first[0] == second[0];
}
