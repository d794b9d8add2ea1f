using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>separable_conv1d</c> and <c>separable_conv2d</c>: a convolution of each channel by itself, then one of kernel 1 that mixes the channels (Chollet 2017).</summary>
/// <param name="rank">The number of spatial dimensions.</param>
public sealed class SeparableConvEntry(int rank) : LayerEntry
{
    /// <summary>The number of spatial dimensions.</summary>
    public int Rank => rank;

    /// <inheritdoc/>
    public override string Kind { get; } = $"separable_conv{rank}d";

    /// <inheritdoc/>
    public override string Summary { get; } = rank == 1
        ? "A convolution of each channel of a sequence by itself, then one of kernel 1 that mixes the channels: (C, L) becomes (filters, L')."
        : "A convolution of each channel of an image by itself, then one of kernel 1 that mixes the channels: (C, H, W) becomes (filters, H', W').";

    /// <inheritdoc/>
    public override string NameStem => "conv";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
    [
        LayerKeys.Size("filters", "The number of output channels."),
        .. ConvGeometry.Keys(rank),
        new("multiplier", KeyType.Integer, "Kernels for each channel.") { Default = "1", Minimum = 1, Maximum = LayerKeys.LargestWindow },
        LayerKeys.Bias,
        LayerKeys.Activation,
    ];

    /// <inheritdoc/>
    public override string? MainKey => "filters";

    /// <inheritdoc/>
    public override bool HasField => true;

    /// <inheritdoc/>
    public override bool TakesInit => true;

    /// <inheritdoc/>
    public override SequenceLayout Reads(EquatableArray<Argument> arguments) => SequenceLayout.ChannelsFirst;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments)
    {
        if (input.Count != rank + 1)
        {
            return LayerShape.Fails(LayerWords.Spatial(rank), input.Count == 1 ? "put it before 'flatten', or a 'reshape' before it" : null);
        }

        var geometry = ConvGeometry.Of(arguments, rank);
        if (geometry.Outputs(input, out long[] output) is { } problem)
        {
            return problem;
        }

        long filters = output[0] = arguments.Get("filters").AsInteger();
        long middle = Shape.Multiply(input[0], arguments.Get("multiplier").AsInteger());
        long weights = Shape.Add(Shape.Multiply(middle, geometry.KernelSize), Shape.Multiply(middle, filters));
        return new LayerShape
        {
            Output = new EquatableArray<long>(output),
            // The first convolution has no bias: the second would only pass it on.
            Parameters = arguments.Get("bias").AsBoolean() ? Shape.Add(weights, filters) : weights,
            Macs = Shape.Multiply(weights, ConvGeometry.Positions(output)),
            Inner = Shape.Multiply(middle, ConvGeometry.Positions(output)),
        };
    }

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input.Unbounded();
}
