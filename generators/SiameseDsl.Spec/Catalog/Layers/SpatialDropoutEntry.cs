using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>spatial_dropout</c>: sets whole channels to zero at random during training (Tompson et al. 2015).</summary>
public sealed class SpatialDropoutEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "spatial_dropout";

    /// <inheritdoc/>
    public override string Summary => "Sets whole channels of (C, L), (C, H, W) or (C, D, H, W) to zero with a probability during training and scales the others up; does nothing in evaluation.";

    /// <inheritdoc/>
    public override string NameStem => "drop";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } = [DropoutEntry.Rate("The probability that a channel is set to zero.")];

    /// <inheritdoc/>
    public override string? MainKey => "rate";

    /// <inheritdoc/>
    public override bool HasField => true;

    /// <inheritdoc/>
    public override SequenceLayout Reads(EquatableArray<Argument> arguments) => SequenceLayout.ChannelsFirst;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) =>
        input.Count < 2 ? LayerShape.Fails(LayerWords.AnySpatial, "use 'dropout'") : new LayerShape { Output = input };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) =>
        DropoutEntry.Widen(input, arguments.Get("rate").AsNumber());

    /// <inheritdoc/>
    public override bool SameWeights(EquatableArray<long> first, EquatableArray<long> second, EquatableArray<Argument> arguments) => first.Count == second.Count;
}
