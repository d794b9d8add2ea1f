using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary>A layer that keeps the channels of a sequence, an image or a volume and gives them as many places as its main key says: one number for all dimensions, or one for each.</summary>
public abstract class ResizingEntry : LayerEntry
{
    /// <inheritdoc/>
    public sealed override bool HasField => false;

    /// <summary>The places behind the layer, of those before it and the key's number for the dimension.</summary>
    private protected abstract long Places(long before, long number);

    /// <inheritdoc/>
    public sealed override SequenceLayout Reads(EquatableArray<Argument> arguments) => SequenceLayout.ChannelsFirst;

    /// <inheritdoc/>
    public sealed override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments)
    {
        int rank = input.Count - 1;
        if (rank is not (1 or 2 or 3))
        {
            return LayerShape.Fails(LayerWords.AnySpatial, "put it before 'flatten'");
        }

        Argument numbers = arguments.Get(MainKey!);
        if (numbers.AsIntegers().Length is int count && count != 1 && count != rank)
        {
            return LayerShape.Fails($"an input with {count} spatial dimensions for its '{MainKey}: [{numbers.Text}]'", $"give one number, or {rank}", MainKey);
        }

        return new LayerShape { Output = new EquatableArray<long>([input[0], .. ConvGeometry.Spread(numbers, rank).Select((number, i) => Places(input[i + 1], number))]) };
    }
}
