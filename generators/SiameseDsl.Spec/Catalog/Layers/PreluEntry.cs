using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>prelu</c>: a leaky relu whose slope is learned (He et al. 2015).</summary>
public sealed class PreluEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "prelu";

    /// <inheritdoc/>
    public override string Summary => "x above zero, a learned slope * x below: one slope, or one for each channel.";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
    [
        new("per_channel", KeyType.Boolean, "Whether each channel (of a vector: each value) has a slope of its own.") { Default = "false" },
        new("slope", KeyType.Number, "The slope before training.") { Default = "0.25", Minimum = -1, Maximum = 1 },
    ];

    /// <inheritdoc/>
    public override bool HasField => true;

    /// <inheritdoc/>
    public override SequenceLayout Reads(EquatableArray<Argument> arguments) => arguments.Get("per_channel").AsBoolean() ? SequenceLayout.ChannelsFirst : SequenceLayout.None;

    /// <inheritdoc/>
    public override bool TreatsStepsAlike(EquatableArray<Argument> arguments, EquatableArray<long> input) => !arguments.Get("per_channel").AsBoolean();

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => new() { Output = input, Parameters = arguments.Get("per_channel").AsBoolean() ? input[0] : 1 };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) =>
        // The slope may become anything, also negative.
        input.Minimum >= 0 ? input.Mixed() with { UnitLength = false } : input.Unbounded().Mixed();

    /// <inheritdoc/>
    public override bool SameWeights(EquatableArray<long> first, EquatableArray<long> second, EquatableArray<Argument> arguments) => !arguments.Get("per_channel").AsBoolean() || first[0] == second[0];
}
