using SiameseDsl.Spec.Catalog.Layers;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>The arguments of the factories and constructors of modules: only those that differ from TorchSharp's defaults are written, so that a line reads as a person would type it.</summary>
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
        ArgumentList list = Window(layer, layer.Output[0], names);
        if (layer.Arguments.Find("groups") is { } groups && groups.AsInteger() != 1)
        {
            list.Add("groups", Literal.Integer(groups.AsInteger()));
        }

        return list.AddFalse("bias", layer.Arguments.Find("bias")).ToString();
    }

    /// <summary><c>Conv2d(64, 64, kernel_size: 3, padding: 1, groups: 64, bias: false), Conv2d(64, 128, kernel_size: 1)</c>.</summary>
    public static string SeparableConvolution(LayerPlan layer, Names names)
    {
        string type = $"Conv{layer.Input.Count - 1}d";
        long middle = layer.Input[0] * layer.Arguments.Get("multiplier").AsInteger();
        string each = Window(layer, middle, names).Add("groups", Literal.Integer(layer.Input[0])).Add("bias", "false").ToString();
        string mixed = new ArgumentList(Literal.Integer(middle), Literal.Integer(layer.Output[0])).Add("kernel_size", "1").AddFalse("bias", layer.Arguments.Find("bias")).ToString();
        return $"{type}({each}), {type}({mixed})";
    }

    /// <summary><c>64</c>.</summary>
    public static string BatchNorm(LayerPlan layer, Names names) =>
        new ArgumentList(Literal.Integer(layer.Input[0]))
            .AddNumber("eps", layer.Arguments.Find("eps"), 1e-5)
            .AddNumber("momentum", layer.Arguments.Find("momentum"), 0.1)
            .AddFalse("affine", layer.Arguments.Find("affine"))
            .ToString();

    /// <summary><c>100</c>, or <c>[64, 14, 14]</c> for a map.</summary>
    public static string LayerNorm(LayerPlan layer, Names names)
    {
        var normalized = LayerNormEntry.Normalized(layer.Input, layer.Arguments);
        return new ArgumentList(normalized.Count == 1 ? Literal.Integer(normalized[0]) : Literal.Shape(normalized))
            .AddNumber("eps", layer.Arguments.Find("eps"), 1e-5)
            .ToString();
    }

    /// <summary><c>8, 64</c>.</summary>
    public static string GroupNorm(LayerPlan layer, Names names) =>
        new ArgumentList(Literal.Integer(layer.Arguments.Get("groups").AsInteger()), Literal.Integer(layer.Input[0]))
            .AddNumber("eps", layer.Arguments.Find("eps"), 1e-5)
            .AddFalse("affine", layer.Arguments.Find("affine"))
            .ToString();

    /// <summary><c>64</c>.</summary>
    public static string InstanceNorm(LayerPlan layer, Names names) =>
        new ArgumentList(Literal.Integer(layer.Input[0]))
            .AddNumber("eps", layer.Arguments.Find("eps"), 1e-5)
            .AddTrue("affine", layer.Arguments.Find("affine"))
            .ToString();

    /// <summary><c>0.5</c>.</summary>
    public static string Dropout(LayerPlan layer, Names names) => Literal.Number(layer.Arguments.Get("rate"));

    /// <summary><c>1</c>, or <c>64</c> with a slope for each channel.</summary>
    public static string Prelu(LayerPlan layer, Names names) =>
        new ArgumentList(layer.Arguments.Get("per_channel").AsBoolean() ? Literal.Integer(layer.Input[0]) : "1")
            .AddNumber("init", layer.Arguments.Find("slope"), 0.25)
            .ToString();

    /// <summary><c>27, 64</c>.</summary>
    public static string EmbeddingTable(LayerPlan layer, Names names)
    {
        ArgumentList list = new(Literal.Integer(layer.Arguments.Get(EmbeddingEntry.Vocabulary).AsInteger()), Literal.Integer(layer.Output[1]));
        return (layer.Arguments.Get("padding") is { Type: not ArgumentType.Null } padding ? list.Add("padding_idx", Literal.Integer(padding.AsInteger())) : list).ToString();
    }

    /// <summary><c>16, 64</c>.</summary>
    public static string Positions(LayerPlan layer, Names names) => $"{Literal.Integer(layer.Input[0])}, {Literal.Integer(layer.Input[1])}";

    /// <summary><c>28, 64, numLayers: 2, batchFirst: true</c>.</summary>
    public static string Recurrent(LayerPlan layer, Names names)
    {
        ArgumentList list = new(Literal.Integer(layer.Input[1]), Literal.Integer(layer.Arguments.Get("units").AsInteger()));
        return list.AddNumber("numLayers", layer.Arguments.Find("layers"), 1)
            .Add("batchFirst", "true")
            .AddNumber("dropout", layer.Arguments.Find("dropout"), 0)
            .AddTrue("bidirectional", layer.Arguments.Find("bidirectional"))
            .ToString();
    }

    /// <summary><c>width: 64, blocks: 2, heads: 4, feedForward: 256</c>.</summary>
    public static string Transformer(LayerPlan layer, Names names)
    {
        long width = layer.Input[1];
        ArgumentList list = new("width: " + Literal.Integer(width));
        list.Add("blocks", Literal.Integer(layer.Arguments.Get("blocks").AsInteger()))
            .Add("heads", Literal.Integer(layer.Arguments.Get("heads").AsInteger()))
            .Add("feedForward", Literal.Integer(TransformerEntry.FeedForward(layer.Arguments, width)))
            .AddNumber("dropout", layer.Arguments.Find("dropout"), 0.1);
        if (layer.Arguments.Get("inner").Text == "relu")
        {
            list.Add("relu", "true");
        }

        return list.AddFalse("normFirst", layer.Arguments.Find("norm_first")).ToString();
    }

    /// <summary>Channels and geometry of a convolution.</summary>
    private static ArgumentList Window(LayerPlan layer, long filters, Names names)
    {
        var geometry = ConvGeometry.Of(layer.Arguments, layer.Input.Count - 1);
        bool square = Extents.IsSquare(geometry.Kernel) && Extents.IsSquare(geometry.Stride) && Extents.IsSquare(geometry.Dilation) && (geometry.SameWord || Extents.IsSquare(geometry.Padding));
        ArgumentList list = new(Literal.Integer(layer.Input[0]), Literal.Integer(filters));
        list.Add("kernel_size", Extents.Write(geometry.Kernel, square));
        if (!Extents.IsAll(geometry.Stride, 1))
        {
            list.Add("stride", Extents.Write(geometry.Stride, square));
        }

        if (geometry.SameWord)
        {
            list.Add("padding", names["Padding"] + ".Same");
        }
        else if (!Extents.IsAll(geometry.Padding, 0))
        {
            list.Add("padding", Extents.Write(geometry.Padding, square));
        }

        if (!Extents.IsAll(geometry.Dilation, 1))
        {
            list.Add("dilation", Extents.Write(geometry.Dilation, square));
        }

        return list;
    }
}
