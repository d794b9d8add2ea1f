using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>adaptive_max_pool</c> and <c>adaptive_avg_pool</c>: windows that follow from the size wanted.</summary>
/// <param name="takesMaximum">Whether it takes the largest value, not the mean.</param>
public sealed class AdaptivePoolEntry(bool takesMaximum) : ResizingEntry
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
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape)
    {
        TensorFacts facts = input with { UnitLength = false };
        return takesMaximum ? facts.Mixed() : facts;
    }

    /// <inheritdoc/>
    private protected override long Places(long before, long number) => number;
}
