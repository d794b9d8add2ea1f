using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>conv1d</c>, <c>conv2d</c> and <c>conv3d</c>: a convolution over (C, L), (C, H, W) or (C, D, H, W).</summary>
/// <param name="rank">The number of spatial dimensions.</param>
public sealed class ConvEntry(int rank) : LayerEntry
{
    /// <summary>The number of spatial dimensions.</summary>
    public int Rank => rank;

    /// <inheritdoc/>
    public override string Kind { get; } = $"conv{rank}d";

    /// <inheritdoc/>
    public override string Summary { get; } = rank switch
    {
        1 => "A convolution over a sequence: (C, L) becomes (filters, L').",
        2 => "A convolution over an image: (C, H, W) becomes (filters, H', W').",
        _ => "A convolution over a volume: (C, D, H, W) becomes (filters, D', H', W').",
    };

    /// <inheritdoc/>
    public override string NameStem => "conv";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
    [
        LayerKeys.Size("filters", "The number of output channels."),
        .. ConvGeometry.Keys(rank),
        new("groups", KeyType.Integer, "The number of groups of channels that do not mix; must divide the channels and the filters.") { Default = "1", Minimum = 1, Maximum = LayerKeys.LargestSize },
        LayerKeys.Bias,
        LayerKeys.Activation,
    ];

    /// <inheritdoc/>
    public override string? MainKey => "filters";

    /// <inheritdoc/>
    public override bool HasField => true;

    /// <inheritdoc/>
    public override SequenceLayout Reads(EquatableArray<Argument> arguments) => SequenceLayout.ChannelsFirst;

    /// <inheritdoc/>
    public override bool TakesInit => true;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments)
    {
        if (input.Count != rank + 1)
        {
            return LayerShape.Fails(LayerWords.Spatial(rank), input.Count == 1 ? "put it before 'flatten', or a 'reshape' before it" : null);
        }

        long filters = arguments.Get("filters").AsInteger();
        long groups = arguments.Get("groups").AsInteger();
        if (input[0] % groups != 0)
        {
            return LayerShape.Fails($"a number of channels that its {groups} groups divide", $"choose a divisor of {input[0]} for 'groups'", "groups");
        }

        if (filters % groups != 0)
        {
            return LayerShape.Contradicts($"a number of filters that its {groups} groups divide (it has {filters})", "change 'filters' or 'groups'", "groups");
        }

        var geometry = ConvGeometry.Of(arguments, rank);
        if (geometry.Outputs(input, out long[] output) is { } problem)
        {
            return problem;
        }

        output[0] = filters;
        long weights = Shape.Multiply(Shape.Multiply(filters, input[0] / groups), geometry.KernelSize);
        return new LayerShape
        {
            Output = new EquatableArray<long>(output),
            Parameters = arguments.Get("bias").AsBoolean() ? Shape.Add(weights, filters) : weights,
            Macs = Shape.Multiply(weights, ConvGeometry.Positions(output)),
        };
    }

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input.Unbounded();
}
