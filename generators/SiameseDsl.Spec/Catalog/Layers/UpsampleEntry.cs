using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>upsample</c>: makes a sequence, an image or a volume larger.</summary>
public sealed class UpsampleEntry : ResizingEntry
{
    /// <inheritdoc/>
    public override string Kind => "upsample";

    /// <inheritdoc/>
    public override string Summary => "Makes a sequence (C, L), an image (C, H, W) or a volume (C, D, H, W) larger by a whole factor, by repeating values or by linear interpolation.";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
    [
        new("factor", KeyType.Integers, "How many times as large, one number or one per dimension.") { Default = "2", Minimum = 1, Maximum = LayerKeys.LargestWindow },
        new("mode", KeyType.Enum, "'nearest' repeats values, 'linear' draws lines between them.") { Default = "nearest", Values = ["nearest", "linear"] },
    ];

    /// <inheritdoc/>
    public override string? MainKey => "factor";

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => inputShape == outputShape ? input : input with { UnitLength = false };

    /// <inheritdoc/>
    private protected override long Places(long before, long number) => Shape.Multiply(before, number);
}
