using System.Text;
using SiameseDsl.Spec.Catalog.Layers;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>The arguments of TorchSharp's factories: only those that differ from TorchSharp's defaults are written, so that a line reads as a person would type it.</summary>
internal static class FactoryArguments
{
    /// <summary><c>784, 1000</c>.</summary>
    public static string Dense(LayerPlan layer, Names names) =>
        new ArgumentList(Literal.Integer(layer.Input[layer.Input.Count - 1]), Literal.Integer(layer.Output[layer.Output.Count - 1]))
            .AddFalse("hasBias", layer.Arguments.Find("bias"))
            .ToString();

    /// <summary><c>64, 64, kernel_size: 3, padding: 1</c>.</summary>
    public static string Convolution(LayerPlan layer, Names names)
    {
        var geometry = ConvGeometry.Of(layer.Arguments, layer.Input.Count - 1);
        bool square = IsSquare(geometry.Kernel) && IsSquare(geometry.Stride) && IsSquare(geometry.Dilation) && (geometry.SameWord || IsSquare(geometry.Padding));
        ArgumentList list = new(Literal.Integer(layer.Input[0]), Literal.Integer(layer.Output[0]));
        list.Add("kernel_size", Extent(geometry.Kernel, square));
        if (!IsAll(geometry.Stride, 1))
        {
            list.Add("stride", Extent(geometry.Stride, square));
        }

        if (geometry.SameWord)
        {
            list.Add("padding", names["Padding"] + ".Same");
        }
        else if (!IsAll(geometry.Padding, 0))
        {
            list.Add("padding", Extent(geometry.Padding, square));
        }

        if (!IsAll(geometry.Dilation, 1))
        {
            list.Add("dilation", Extent(geometry.Dilation, square));
        }

        if (layer.Arguments.Find("groups") is { } groups && groups.AsInteger() != 1)
        {
            list.Add("groups", Literal.Integer(groups.AsInteger()));
        }

        return list.AddFalse("bias", layer.Arguments.Find("bias")).ToString();
    }

    /// <summary><c>64</c>.</summary>
    public static string BatchNorm(LayerPlan layer, Names names) =>
        new ArgumentList(Literal.Integer(layer.Input[0]))
            .AddNumber("eps", layer.Arguments.Find("eps"), 1e-5)
            .AddNumber("momentum", layer.Arguments.Find("momentum"), 0.1)
            .AddFalse("affine", layer.Arguments.Find("affine"))
            .ToString();

    /// <summary><c>100</c>, or <c>[64, 14, 14]</c> for a map.</summary>
    public static string LayerNorm(LayerPlan layer, Names names) =>
        new ArgumentList(layer.Input.Count == 1 ? Literal.Integer(layer.Input[0]) : Literal.Shape(layer.Input))
            .AddNumber("eps", layer.Arguments.Find("eps"), 1e-5)
            .ToString();

    /// <summary><c>0.5</c>.</summary>
    public static string Dropout(LayerPlan layer, Names names) => Literal.Number(layer.Arguments.Get("rate"));

    /// <summary><c>max_pool2d(x, 2)</c>.</summary>
    public static string Pool(string stem, LayerPlan layer, string x)
    {
        int rank = layer.Input.Count - 1;
        long[] size = Spread(layer.Arguments.Get("size"), rank);
        long[] stride = layer.Arguments.Find("stride") is { Type: not ArgumentType.Null } given ? Spread(given, rank) : size;
        long[] padding = Spread(layer.Arguments.Find("padding"), rank, 0);
        bool square = IsSquare(size) && IsSquare(stride) && IsSquare(padding);
        ArgumentList list = new(x, Extent(size, square));
        if (!IsSame(stride, size))
        {
            list.Add("stride", Extent(stride, square));
        }

        if (!IsAll(padding, 0))
        {
            list.Add("padding", Extent(padding, square));
        }

        return $"{stem}{(rank == 1 ? "1d" : "2d")}({list})";
    }

    private static long[] Spread(Argument? argument, int rank, long otherwise = 0)
    {
        long[] values = argument is null || argument.Type == ArgumentType.Null ? [otherwise] : argument.AsIntegers();
        if (values.Length == rank)
        {
            return values;
        }

        long[] spread = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            spread[i] = values[0];
        }

        return spread;
    }

    private static string Extent(long[] values, bool square)
    {
        if (square)
        {
            return Literal.Integer(values[0]);
        }

        StringBuilder text = new("(");
        for (int i = 0; i < values.Length; i++)
        {
            text.Append(i > 0 ? ", " : "").Append(Literal.Integer(values[i]));
        }

        return text.Append(')').ToString();
    }

    private static bool IsSquare(long[] values) => IsAll(values, values[0]);

    private static bool IsAll(long[] values, long value)
    {
        foreach (long one in values)
        {
            if (one != value)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSame(long[] left, long[] right)
    {
        for (int i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A list of arguments, the later ones named.</summary>
    private sealed class ArgumentList
    {
        private readonly StringBuilder text = new();

        public ArgumentList(params string[] positional)
        {
            foreach (string one in positional)
            {
                text.Append(text.Length > 0 ? ", " : "").Append(one);
            }
        }

        public ArgumentList Add(string name, string value)
        {
            text.Append(", ").Append(name).Append(": ").Append(value);
            return this;
        }

        public ArgumentList AddFalse(string name, Argument? argument) => argument is { Text: "false" } ? Add(name, "false") : this;

        public ArgumentList AddNumber(string name, Argument? argument, double usual) =>
            argument is null || argument.Type == ArgumentType.Null || argument.AsNumber() == usual ? this : Add(name, Literal.Number(argument));

        public override string ToString() => text.ToString();
    }
}
