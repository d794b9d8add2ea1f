using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary>The numbers of a convolution, one per spatial dimension, with the word in <c>padding:</c> resolved.</summary>
/// <param name="Kernel">The kernel's sizes.</param>
/// <param name="Stride">The strides.</param>
/// <param name="Padding">The zeros before and behind; where <paramref name="SameWord"/> is true they do not say it, and Torch's own <c>same</c> is meant.</param>
/// <param name="Dilation">The distances between the kernel's elements.</param>
/// <param name="SameWord">Whether <c>padding: same</c> cannot be said in equal numbers before and behind: stride 1 and an even effective kernel.</param>
public sealed record ConvGeometry(long[] Kernel, long[] Stride, long[] Padding, long[] Dilation, bool SameWord)
{
    /// <summary>The number of values that the kernel covers, in one channel.</summary>
    public long KernelSize
    {
        get
        {
            long size = 1;
            foreach (long extent in Kernel)
            {
                size = Shape.Multiply(size, extent);
            }

            return size;
        }
    }

    /// <summary>The keys of the geometry, in documented order.</summary>
    /// <param name="rank">The number of spatial dimensions.</param>
    public static IReadOnlyList<CatalogKey> Keys(int rank) =>
    [
        Window("kernel", "The kernel's size, one number or one per dimension.", "3", rank),
        Window("stride", "The step of the kernel, one number or one per dimension.", "1", rank),
        new("padding", KeyType.Integers, "Zeros on both sides, in values; 'valid' is none. 'same' keeps the size at stride 1; at a larger stride it pads (e - 1) / 2, rounded down, on both sides, where e = dilation * (kernel - 1) + 1, which gives ceil(size / stride) for odd e.")
        {
            Default = "same",
            Values = ["same", "valid"],
            Minimum = 0,
            Maximum = LayerKeys.LargestWindow,
            Repeat = rank,
        },
        Window("dilation", "The distance between the kernel's elements, one number or one per dimension.", "1", rank),
    ];

    /// <summary>Reads the geometry from a convolution's arguments.</summary>
    /// <param name="arguments">The arguments <c>kernel</c>, <c>stride</c>, <c>padding</c> and <c>dilation</c>.</param>
    /// <param name="rank">The number of spatial dimensions.</param>
    public static ConvGeometry Of(EquatableArray<Argument> arguments, int rank)
    {
        long[] kernel = Spread(arguments.Get("kernel"), rank);
        long[] stride = Spread(arguments.Get("stride"), rank);
        long[] dilation = Spread(arguments.Get("dilation"), rank);
        Argument padding = arguments.Get("padding");
        if (padding.Type == ArgumentType.Integers || padding.Type == ArgumentType.Integer)
        {
            return new ConvGeometry(kernel, stride, Spread(padding, rank), dilation, false);
        }

        long[] zeros = new long[rank];
        bool sameWord = false;
        if (padding.Text == "same")
        {
            bool allOne = true;
            bool anyEven = false;
            for (int i = 0; i < rank; i++)
            {
                long effective = Effective(kernel[i], dilation[i]);
                zeros[i] = (effective - 1) / 2;
                allOne &= stride[i] == 1;
                anyEven |= effective % 2 == 0;
            }

            sameWord = allOne && anyEven;
        }

        return new ConvGeometry(kernel, stride, zeros, dilation, sameWord);
    }

    /// <summary>The size that leaves along one dimension; zero or less where the kernel is larger than the padded input.</summary>
    public long Output(long input, int dimension)
    {
        if (SameWord)
        {
            return input;
        }

        long room = input + (2 * Padding[dimension]) - Effective(Kernel[dimension], Dilation[dimension]);
        return room < 0 ? 0 : (room / Stride[dimension]) + 1;
    }

    /// <summary>The spatial sizes that leave, behind a place for the channels; or why the kernel does not fit.</summary>
    /// <param name="input">The shape that arrives, channels first.</param>
    /// <param name="output">The sizes from index 1 on.</param>
    public LayerShape? Outputs(EquatableArray<long> input, out long[] output)
    {
        output = new long[input.Count];
        for (int i = 0; i < Kernel.Length; i++)
        {
            output[i + 1] = Output(input[i + 1], i);
            if (output[i + 1] < 1)
            {
                return LayerShape.Fails($"at least {Effective(Kernel[i], Dilation[i]) - (2 * Padding[i])} values along each side that its kernel covers", "use a smaller kernel, or more padding", "kernel");
            }
        }

        return null;
    }

    /// <summary>The number of places behind the channels of a shape.</summary>
    public static long Positions(long[] shape)
    {
        long positions = 1;
        for (int i = 1; i < shape.Length; i++)
        {
            positions = Shape.Multiply(positions, shape[i]);
        }

        return positions;
    }

    /// <summary>The stretch of input that a dilated kernel covers.</summary>
    public static long Effective(long kernel, long dilation) => (dilation * (kernel - 1)) + 1;

    private static CatalogKey Window(string name, string summary, string value, int rank) =>
        new(name, KeyType.Integers, summary) { Default = value, Minimum = 1, Maximum = LayerKeys.LargestWindow, Repeat = rank };

    /// <summary>One number per dimension; a single number stands for all.</summary>
    internal static long[] Spread(Argument argument, int rank)
    {
        long[] given = argument.AsIntegers();
        if (given.Length == rank)
        {
            return given;
        }

        long[] spread = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            spread[i] = given[Math.Min(i, given.Length - 1)];
        }

        return spread;
    }
}
