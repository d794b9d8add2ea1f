using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>conv1d</c> and <c>conv2d</c>: a convolution over (C, L) or (C, H, W).</summary>
/// <param name="rank">The number of spatial dimensions.</param>
public sealed class ConvEntry(int rank) : LayerEntry
{
    private static readonly string[] Inputs = ["", "a sequence (channels, length)", "an image (channels, height, width)"];

    /// <summary>The number of spatial dimensions.</summary>
    public int Rank => rank;

    /// <inheritdoc/>
    public override string Kind { get; } = rank == 1 ? "conv1d" : "conv2d";

    /// <inheritdoc/>
    public override string Summary { get; } = rank == 1
        ? "A convolution over a sequence: (C, L) becomes (filters, L')."
        : "A convolution over an image: (C, H, W) becomes (filters, H', W').";

    /// <inheritdoc/>
    public override string NameStem => "conv";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
    [
        LayerKeys.Size("filters", "The number of output channels."),
        Window("kernel", "The kernel's size, one number or one per dimension.", "3", 1, rank),
        Window("stride", "The step of the kernel, one number or one per dimension.", "1", 1, rank),
        new("padding", KeyType.Integers, "Zeros on both sides, in values; 'valid' is none. 'same' keeps the size at stride 1; at a larger stride it pads (e - 1) / 2, rounded down, on both sides, where e = dilation * (kernel - 1) + 1, which gives ceil(size / stride) for odd e.")
        {
            Default = "same",
            Values = ["same", "valid"],
            Minimum = 0,
            Maximum = LayerKeys.LargestWindow,
            Repeat = rank,
        },
        Window("dilation", "The distance between the kernel's elements, one number or one per dimension.", "1", 1, rank),
        new("groups", KeyType.Integer, "The number of groups of channels that do not mix; must divide the channels and the filters.") { Default = "1", Minimum = 1, Maximum = LayerKeys.LargestSize },
        LayerKeys.Bias,
        LayerKeys.Activation,
    ];

    /// <inheritdoc/>
    public override string? MainKey => "filters";

    /// <inheritdoc/>
    public override bool HasField => true;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments)
    {
        if (input.Count != rank + 1)
        {
            return LayerShape.Fails(Inputs[rank], input.Count == 1 ? "put it before 'flatten', or a 'reshape' before it" : null);
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
        long[] output = new long[rank + 1];
        output[0] = filters;
        long positions = 1;
        long weights = Shape.Multiply(filters, input[0] / groups);
        for (int i = 0; i < rank; i++)
        {
            output[i + 1] = geometry.Output(input[i + 1], i);
            if (output[i + 1] < 1)
            {
                return LayerShape.Fails(
                    $"at least {ConvGeometry.Effective(geometry.Kernel[i], geometry.Dilation[i]) - (2 * geometry.Padding[i])} values along each side that its kernel covers",
                    "use a smaller kernel, or more padding",
                    "kernel");
            }

            positions = Shape.Multiply(positions, output[i + 1]);
            weights = Shape.Multiply(weights, geometry.Kernel[i]);
        }

        return new LayerShape
        {
            Output = new EquatableArray<long>(output),
            Parameters = arguments.Get("bias").AsBoolean() ? Shape.Add(weights, filters) : weights,
            Macs = Shape.Multiply(weights, positions),
        };
    }

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input.Unbounded();

    private static CatalogKey Window(string name, string summary, string value, double minimum, int rank) =>
        new(name, KeyType.Integers, summary) { Default = value, Minimum = minimum, Maximum = LayerKeys.LargestWindow, Repeat = rank };
}
