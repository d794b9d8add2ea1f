using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>sequence_pool</c>: one vector for a sequence of vectors.</summary>
public sealed class SequencePoolEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "sequence_pool";

    /// <inheritdoc/>
    public override string Summary => "One vector for a sequence: (L, D) becomes (D), the mean or the largest of all steps, or the last or first step.";

    /// <inheritdoc/>
    public override string NameStem => "pool";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
        [new("take", KeyType.Enum, "The 'mean' or the largest value ('max') of each feature over all steps, or the 'last' or 'first' step.") { Default = "mean", Values = ["mean", "max", "last", "first"] }];

    /// <inheritdoc/>
    public override string? MainKey => "take";

    /// <inheritdoc/>
    public override bool HasField => false;

    /// <inheritdoc/>
    public override SequenceLayout Reads(EquatableArray<Argument> arguments) => SequenceLayout.FeaturesLast;

    /// <inheritdoc/>
    public override bool ForgetsSteps(EquatableArray<Argument> arguments) => arguments.Get("take").Text is "mean" or "max";

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => input.Count != 2
        ? LayerShape.Fails("a sequence (length, features)", input.Count > 2 ? "use 'global_avg_pool' or 'global_max_pool'" : null)
        : new LayerShape { Output = EquatableArray.Of(input[1]) };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => arguments.Get("take").Text switch
    {
        "mean" => input with { UnitLength = false },
        "max" => input.Mixed() with { UnitLength = false },
        // One of the steps as it is.
        _ => input,
    };
}
