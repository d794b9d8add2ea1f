using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>upsample</c>: makes a sequence, an image or a volume larger.</summary>
public sealed class UpsampleEntry : LayerEntry
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

        Argument factor = arguments.Get("factor");
        if (factor.AsIntegers().Length is int count && count != 1 && count != rank)
        {
            return LayerShape.Fails($"an input with {count} spatial dimensions for its 'factor: [{factor.Text}]'", $"give one number, or {rank}", "factor");
        }

        long[] factors = ConvGeometry.Spread(factor, rank);
        return new LayerShape { Output = new EquatableArray<long>([input[0], .. factors.Select((times, i) => Shape.Multiply(input[i + 1], times))]) };
    }

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => inputShape == outputShape ? input : input with { UnitLength = false };
}
