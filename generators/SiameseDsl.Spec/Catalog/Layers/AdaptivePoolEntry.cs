using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>adaptive_max_pool</c> and <c>adaptive_avg_pool</c>: windows that follow from the size wanted.</summary>
/// <param name="takesMaximum">Whether it takes the largest value, not the mean.</param>
public sealed class AdaptivePoolEntry(bool takesMaximum) : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind { get; } = takesMaximum ? "adaptive_max_pool" : "adaptive_avg_pool";

    /// <inheritdoc/>
    public override string Summary { get; } = (takesMaximum ? "The largest value" : "The mean")
        + " of each of as many windows as wanted, of a sequence (C, L), an image (C, H, W) or a volume (C, D, H, W): the size behind it is the same for every input.";

    /// <inheritdoc/>
    public override string NameStem => "pool";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
        [new("size", KeyType.Integers, "The size that leaves, one number or one per dimension.") { Required = true, Minimum = 1, Maximum = LayerKeys.LargestWindow }];

    /// <inheritdoc/>
    public override string? MainKey => "size";

    /// <inheritdoc/>
    public override bool HasField => false;

    /// <inheritdoc/>
    public override SequenceLayout Reads(EquatableArray<Argument> arguments) => SequenceLayout.ChannelsFirst;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments)
    {
        int rank = input.Count - 1;
        if (rank is not (1 or 2 or 3))
        {
            return LayerShape.Fails(LayerWords.AnySpatial, "put it before 'flatten'");
        }

        Argument size = arguments.Get("size");
        if (size.AsIntegers().Length is int count && count != 1 && count != rank)
        {
            return LayerShape.Fails($"an input with {count} spatial dimensions for its 'size: [{size.Text}]'", $"give one number, or {rank}", "size");
        }

        return new LayerShape { Output = new EquatableArray<long>([input[0], .. ConvGeometry.Spread(size, rank)]) };
    }

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape)
    {
        TensorFacts facts = input with { UnitLength = false };
        return takesMaximum ? facts.Mixed() : facts;
    }
}
