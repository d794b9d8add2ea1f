using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>pad</c>: further values around a sequence, an image or a volume.</summary>
public sealed class PadEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "pad";

    /// <inheritdoc/>
    public override string Summary => "Puts zeros, or values taken from the input, around a sequence (C, L), an image (C, H, W) or a volume (C, D, H, W).";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
    [
        new("size", KeyType.Integers, "The values before the first one, one number or one per dimension.") { Default = "1", Minimum = 0, Maximum = LayerKeys.LargestWindow },
        new("after", KeyType.Integers, "The values behind the last one, one number or one per dimension; 'size' where it is absent.") { Minimum = 0, Maximum = LayerKeys.LargestWindow },
        new("mode", KeyType.Enum, "'zeros', 'reflect' (mirrored at the edge), 'replicate' (the edge again) or 'circular' (from the other end).") { Default = "zeros", Values = ["zeros", "reflect", "replicate", "circular"] },
    ];

    /// <inheritdoc/>
    public override string? MainKey => "size";

    /// <inheritdoc/>
    public override bool HasField => false;

    /// <summary>The values before the first one, one number per spatial dimension.</summary>
    public static long[] Before(EquatableArray<Argument> arguments, int rank) => ConvGeometry.Spread(arguments.Get("size"), rank);

    /// <summary>The values behind the last one, one number per spatial dimension.</summary>
    public static long[] After(EquatableArray<Argument> arguments, int rank) =>
        arguments.Find("after") is { Type: not ArgumentType.Null } after ? ConvGeometry.Spread(after, rank) : Before(arguments, rank);

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

        foreach (string key in (string[])["size", "after"])
        {
            if (arguments.Find(key) is { Type: not ArgumentType.Null } argument && argument.AsIntegers().Length is int count && count != 1 && count != rank)
            {
                return LayerShape.Fails($"an input with {count} spatial dimensions for its '{key}: [{argument.Text}]'", $"give one number, or {rank}", key);
            }
        }

        long[] before = Before(arguments, rank);
        long[] after = After(arguments, rank);
        string mode = arguments.Get("mode").Text;
        long[] output = [.. input];
        for (int i = 0; i < rank; i++)
        {
            long largest = mode switch { "reflect" => input[i + 1] - 1, "circular" => input[i + 1], _ => long.MaxValue };
            if (before[i] > largest || after[i] > largest)
            {
                return LayerShape.Fails($"more than {Math.Max(before[i], after[i]) - (mode == "circular" ? 1 : 0)} values along each side for its mode '{mode}'", "pad less, or use the mode 'zeros' or 'replicate'", "mode");
            }

            output[i + 1] = Shape.Add(Shape.Add(before[i], input[i + 1]), after[i]);
        }

        return new LayerShape { Output = new EquatableArray<long>(output) };
    }

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => inputShape == outputShape ? input
        : arguments.Get("mode").Text == "zeros" ? input with { Minimum = Math.Min(0, input.Minimum), Maximum = Math.Max(0, input.Maximum), UnitLength = false }
        : input with { UnitLength = false };
}
