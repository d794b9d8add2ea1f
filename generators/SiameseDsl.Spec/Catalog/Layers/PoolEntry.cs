using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>max_pool</c> and <c>avg_pool</c>: the largest value or the mean of each window.</summary>
/// <param name="takesMaximum">Whether it takes the largest value, not the mean.</param>
public sealed class PoolEntry(bool takesMaximum) : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind { get; } = takesMaximum ? "max_pool" : "avg_pool";

    /// <inheritdoc/>
    public override string Summary { get; } = takesMaximum
        ? "The largest value of each window of a sequence (C, L), an image (C, H, W) or a volume (C, D, H, W)."
        : "The mean of each window of a sequence (C, L), an image (C, H, W) or a volume (C, D, H, W), padded zeros included.";

    /// <inheritdoc/>
    public override string NameStem => "pool";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
    [
        new("size", KeyType.Integers, "The window's size, one number or one per dimension.") { Default = "2", Minimum = 1, Maximum = LayerKeys.LargestWindow },
        new("stride", KeyType.Integers, "The step of the window, one number or one per dimension; the window's size where it is absent.") { Minimum = 1, Maximum = LayerKeys.LargestWindow },
        new("padding", KeyType.Integers, "What is added on both sides, at most half the window, one number or one per dimension.") { Default = "0", Minimum = 0, Maximum = LayerKeys.LargestWindow },
    ];

    /// <inheritdoc/>
    public override string? MainKey => "size";

    /// <inheritdoc/>
    public override bool HasField => false;

    /// <summary>The window's sizes, one per spatial dimension.</summary>
    public static long[] Size(EquatableArray<Argument> arguments, int rank) => ConvGeometry.Spread(arguments.Get("size"), rank);

    /// <summary>The steps, one per spatial dimension.</summary>
    public static long[] Stride(EquatableArray<Argument> arguments, int rank)
    {
        Argument? stride = arguments.Find("stride");
        return stride is null || stride.Type == ArgumentType.Null ? Size(arguments, rank) : ConvGeometry.Spread(stride, rank);
    }

    /// <summary>The padding, one number per spatial dimension.</summary>
    public static long[] Padding(EquatableArray<Argument> arguments, int rank) => ConvGeometry.Spread(arguments.Get("padding"), rank);

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

        foreach (CatalogKey key in Keys)
        {
            Argument? argument = arguments.Find(key.Name);
            if (argument is not null && argument.Type != ArgumentType.Null && argument.AsIntegers().Length is int count && count != 1 && count != rank)
            {
                return LayerShape.Fails($"an input with {count} spatial dimensions for its '{key.Name}: [{argument.Text}]'", $"give one number, or {rank}", key.Name);
            }
        }

        long[] size = Size(arguments, rank);
        long[] stride = Stride(arguments, rank);
        long[] padding = Padding(arguments, rank);
        long[] output = new long[rank + 1];
        output[0] = input[0];
        for (int i = 0; i < rank; i++)
        {
            if (padding[i] > size[i] / 2)
            {
                return LayerShape.Contradicts($"a padding of at most half its window of {size[i]} (it has {padding[i]})", $"use at most {size[i] / 2}", "padding");
            }

            long room = input[i + 1] + (2 * padding[i]) - size[i];
            if (room < 0)
            {
                return LayerShape.Fails($"at least {size[i] - (2 * padding[i])} values along each side that its window covers", "use a smaller 'size', or fewer pools", "size");
            }

            output[i + 1] = (room / stride[i]) + 1;
        }

        return new LayerShape { Output = new EquatableArray<long>(output) };
    }

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape)
    {
        TensorFacts facts = input with { UnitLength = false };
        if (takesMaximum)
        {
            return facts.Mixed();
        }

        foreach (long padding in Padding(arguments, inputShape.Count - 1))
        {
            if (padding > 0)
            {
                return facts with { Minimum = Math.Min(0, facts.Minimum), Maximum = Math.Max(0, facts.Maximum) };
            }
        }

        return facts;
    }
}
