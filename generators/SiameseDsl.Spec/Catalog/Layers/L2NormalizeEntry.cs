using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>l2_normalize</c>: brings vectors to length 1.</summary>
public sealed class L2NormalizeEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "l2_normalize";

    /// <inheritdoc/>
    public override string Summary => "Divides a vector by its Euclidean length; in other shapes each row of the last dimension by its own.";

    /// <inheritdoc/>
    public override string NameStem => "normalize";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } = [];

    /// <inheritdoc/>
    public override bool HasField => false;

    /// <inheritdoc/>
    public override SequenceLayout Reads(EquatableArray<Argument> arguments) => SequenceLayout.FeaturesLast;

    /// <inheritdoc/>
    public override bool TreatsStepsAlike(EquatableArray<Argument> arguments, EquatableArray<long> input) => input.Count == 2;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => new() { Output = input };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape)
    {
        TensorFacts facts = input with { Minimum = input.Minimum >= 0 ? 0 : -1, Maximum = input.Maximum <= 0 ? 0 : 1, UnitLength = true };
        return facts.Mixed();
    }
}
