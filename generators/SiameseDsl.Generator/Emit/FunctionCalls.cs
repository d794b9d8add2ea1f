using SiameseDsl.Spec.Catalog.Layers;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>Calls of TorchSharp's functions that have more arguments than the tensor.</summary>
internal static class FunctionCalls
{
    /// <summary><c>max_pool2d(x, 2)</c>.</summary>
    public static string Pool(string stem, LayerPlan layer, string x)
    {
        int rank = layer.Input.Count - 1;
        long[] size = Extents.Spread(layer.Arguments.Get("size"), rank);
        long[] stride = layer.Arguments.Find("stride") is { Type: not ArgumentType.Null } given ? Extents.Spread(given, rank) : size;
        long[] padding = Extents.Spread(layer.Arguments.Find("padding"), rank);
        bool square = Extents.IsSquare(size) && Extents.IsSquare(stride) && Extents.IsSquare(padding);

        // Over volumes TorchSharp takes arrays only, and the maximum calls its steps 'strides'.
        Func<long[], string> write = rank == 3 ? Extents.Array : values => Extents.Write(values, square);
        ArgumentList list = new(x, write(size));
        if (!Extents.IsSame(stride, size))
        {
            list.Add(rank == 3 && stem == "max_pool" ? "strides" : "stride", write(stride));
        }

        if (!Extents.IsAll(padding, 0))
        {
            list.Add("padding", write(padding));
        }

        return $"{stem}{rank}d({list})";
    }

    /// <summary><c>adaptive_avg_pool2d(x, [4, 4])</c>.</summary>
    public static string AdaptivePool(string stem, LayerPlan layer, Names names, string x)
    {
        int rank = layer.Input.Count - 1;
        if (rank == 3 && stem == "adaptive_max_pool")
        {
            return $"{names["Pooling"]}.AdaptiveMaxPool3d({x}, {Extents.Array(Extents.BehindChannels(layer.Output))})";
        }

        return $"{stem}{rank}d({x}, {(rank == 1 ? Literal.Integer(layer.Output[1]) : Extents.Array(Extents.BehindChannels(layer.Output)))})";
    }

    /// <summary><c>0, 2, 3, 1</c>: the order of the dimensions with the batch in front.</summary>
    public static string Order(LayerPlan layer)
    {
        long[] order = layer.Arguments.Get("order").AsIntegers();
        long[] batched = new long[order.Length + 1];
        for (int i = 0; i < order.Length; i++)
        {
            batched[i + 1] = order[i] + 1;
        }

        return Extents.Join(batched);
    }

    /// <summary><c>pad(x, (1, 1, 2, 2), PaddingModes.Reflect)</c>: the last dimension first.</summary>
    public static string Pad(LayerPlan layer, Names names, string x)
    {
        int rank = layer.Input.Count - 1;
        long[] before = PadEntry.Before(layer.Arguments, rank);
        long[] after = PadEntry.After(layer.Arguments, rank);
        long[] sides = new long[2 * rank];
        for (int i = 0; i < rank; i++)
        {
            sides[2 * i] = before[rank - 1 - i];
            sides[(2 * i) + 1] = after[rank - 1 - i];
        }

        string mode = layer.Arguments.Get("mode").Text switch
        {
            "reflect" => $", {names["PaddingModes"]}.Reflect",
            "replicate" => $", {names["PaddingModes"]}.Replicate",
            "circular" => $", {names["PaddingModes"]}.Circular",
            _ => "",
        };
        return $"pad({x}, {(rank == 3 ? $"new long[] {{ {Extents.Join(sides)} }}" : $"({Extents.Join(sides)})")}{mode})";
    }

    /// <summary><c>interpolate(x, size: [56, 56])</c>.</summary>
    public static string Upsample(LayerPlan layer, Names names, string x)
    {
        string size = Extents.Array(Extents.BehindChannels(layer.Output));
        if (layer.Arguments.Get("mode").Text == "nearest")
        {
            return $"interpolate({x}, size: {size})";
        }

        string mode = layer.Input.Count switch { 2 => "Linear", 3 => "Bilinear", _ => "Trilinear" };
        return $"interpolate({x}, size: {size}, mode: {names["InterpolationMode"]}.{mode}, align_corners: false)";
    }
}
