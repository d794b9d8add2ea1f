using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>global_avg_pool</c> and <c>global_max_pool</c>: one value per channel.</summary>
/// <param name="takesMaximum">Whether it takes the largest value, not the mean.</param>
public sealed class GlobalPoolEntry(bool takesMaximum) : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind { get; } = takesMaximum ? "global_max_pool" : "global_avg_pool";

    /// <inheritdoc/>
    public override string Summary { get; } = takesMaximum
        ? "The largest value of each channel: (C, L), (C, H, W) or (C, D, H, W) becomes (C)."
        : "The mean of each channel: (C, L), (C, H, W) or (C, D, H, W) becomes (C).";

    /// <inheritdoc/>
    public override string NameStem => "pool";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } = [];

    /// <inheritdoc/>
    public override bool HasField => false;

    /// <inheritdoc/>
    public override SequenceLayout Reads(EquatableArray<Argument> arguments) => SequenceLayout.ChannelsFirst;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => input.Count is not (2 or 3 or 4)
        ? LayerShape.Fails(LayerWords.AnySpatial, "put it before 'flatten'")
        : new LayerShape { Output = EquatableArray.Of(input[0]) };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape)
    {
        TensorFacts facts = input with { UnitLength = false };
        return takesMaximum ? facts.Mixed() : facts;
    }
}
