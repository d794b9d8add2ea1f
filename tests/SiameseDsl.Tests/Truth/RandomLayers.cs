using System.Globalization;
using System.Text;
using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Tests.Truth;

/// <summary>
/// Writes random lists of layers. It tracks shapes by itself, from the layers' published definitions, so that a spec that the compiler refuses is a fault of one of the two.
/// Composites are written here, all other kinds by their <see cref="LayerCase"/>.
/// </summary>
internal sealed class RandomLayers(Random random, StringBuilder spec, Dictionary<string, int> kinds)
{
    private const int Deepest = 3;

    private static readonly string[] Activations = [.. SpecCatalog.Find(Category.Layer, "dense")!.Keys.Single(key => key.Name == "activation").Values.Where(value => value != "linear")];

    private readonly StringBuilder blocks = new();
    private StringBuilder yaml = spec;
    private int names;
    private int uses;

    /// <summary>Every kind that is written here or by a case.</summary>
    public static IEnumerable<string> Kinds => LayerCase.All.Keys.Concat(["embedding", "residual", "parallel", "repeat"]);

    /// <summary>The blocks that the layers use, as the spec declares them.</summary>
    public string Blocks => blocks.Length == 0 ? "" : $"blocks:\n{blocks}";

    /// <summary>Some layers over <paramref name="shape"/>; gives the shape that leaves.</summary>
    public int[] Write(string indent, int[] shape, int count, bool partial, int depth = 0)
    {
        if (count > 1 && random.Next(4) == 0)
        {
            return Block(indent, shape, count - 1, partial, depth);
        }

        for (int i = 0; i < count; i++)
        {
            shape = Layer(indent, shape, depth, partial && random.Next(2) == 0);
        }

        return shape;
    }

    /// <summary>A convolution where there is something to convolve: their geometry has the most cases.</summary>
    public int[] Begin(string indent, int[] shape) => shape.Length == 1 ? shape : Layer(indent, shape, "conv" + (shape.Length - 1) + "d", "");

    /// <summary>The table that tokens begin with.</summary>
    public int[] Embed(string indent, int length)
    {
        int size = random.Next(2, 9);
        yaml.Append(CultureInfo.InvariantCulture, $"{indent}- embedding: {{ size: {size}{(random.Next(2) == 0 ? ", padding: 0" : "")} }}\n");
        Count("embedding");
        return [length, size];
    }

    /// <summary>The end of a tower: a vector of this size.</summary>
    public void End(string indent, int embedding)
    {
        yaml.Append(indent).Append("- flatten\n");
        Count("flatten");
        Dense(indent, embedding);
    }

    /// <summary>A dense layer, with further keys.</summary>
    public void Dense(string indent, int units, string extra = "")
    {
        yaml.Append(CultureInfo.InvariantCulture, $"{indent}- dense: {{ units: {units}, activation: {Maybe()}{extra} }}\n");
        Count("dense");
    }

    /// <summary>Counts what was written.</summary>
    public void Count(string kind) => kinds[kind] = kinds.GetValueOrDefault(kind) + 1;

    /// <summary>Layers that stand in a block of their own, the first with a number from a parameter; the use has a name, gives the parameter, or neither.</summary>
    private int[] Block(string indent, int[] shape, int count, bool partial, int depth)
    {
        Count("block");
        Count("dropout");
        string block = $"block-{++uses}";
        string[] given = ["", $": {{ name: use-{uses} }}", ": 0.25", ": { rate: 0.1, name: other-" + uses + " }"];
        yaml.Append(CultureInfo.InvariantCulture, $"{indent}- {block}{given[random.Next(given.Length)]}\n");
        StringBuilder outer = yaml;
        yaml = new StringBuilder();
        shape = Write("      ", shape, count, partial, depth);
        blocks.Append(CultureInfo.InvariantCulture, $"  {block}:\n    params: {{ rate: 0.5 }}\n    layers:\n      - dropout: $rate\n{yaml}");
        yaml = outer;
        return shape;
    }

    private int[] Layer(string indent, int[] shape, int depth, bool own)
    {
        string[] composites = depth < Deepest ? ["residual", "parallel", "repeat"] : [];
        string kind = Rare([.. LayerCase.All.Where(one => one.Value.Fits(shape)).Select(one => one.Key), .. composites]);
        string extra = (own ? ", shared: false" : "") + (random.Next(4) == 0 ? $", name: layer-{++names}x" : "");
        switch (kind)
        {
            case "residual":
                Count(kind);
                return Residual(indent, shape, depth);
            case "parallel":
                Count(kind);
                return Parallel(indent, shape, depth);
            case "repeat":
                Count(kind);
                yaml.Append(CultureInfo.InvariantCulture, $"{indent}- repeat:\n{indent}    times: {random.Next(2, 4)}\n{indent}    layers:\n");
                Preserving(indent + "      ", shape, random.Next(1, 3), depth + 1);
                return shape;
            default:
                return Layer(indent, shape, kind, extra);
        }
    }

    private int[] Layer(string indent, int[] shape, string kind, string extra)
    {
        Count(kind);
        (string keys, int[] output) = LayerCase.All[kind].Write(this, random, shape);
        string all = keys.Length > 0 ? keys + extra : extra.Length > 0 ? extra[2..] : "";
        yaml.Append(CultureInfo.InvariantCulture, $"{indent}- {(all.Length == 0 ? kind : $"{kind}: {{ {all} }}")}\n");
        return output;
    }

    /// <summary>One of the kinds, rather one that was seldom written so far.</summary>
    private string Rare(string[] fitting)
    {
        string[] drawn = [.. Enumerable.Range(0, 4).Select(_ => fitting[random.Next(fitting.Length)])];
        return drawn.MinBy(kind => kinds.GetValueOrDefault(kind))!;
    }

    private int[] Residual(string indent, int[] shape, int depth)
    {
        yaml.Append(CultureInfo.InvariantCulture, $"{indent}- residual:\n{indent}    activation: {Maybe()}\n{indent}    layers:\n");
        if (random.Next(2) == 0)
        {
            Preserving(indent + "      ", shape, random.Next(1, 4), depth + 1);
            return shape;
        }

        int width = random.Next(2, 9);
        Preserving(indent + "      ", shape, random.Next(0, 3), depth + 1);
        Widen(indent + "      ", shape, width);
        yaml.Append(CultureInfo.InvariantCulture, $"{indent}    shortcut:\n");
        return Widen(indent + "      ", shape, width);
    }

    /// <summary>Two or three branches: a sum of equal shapes, or shapes that differ in the dimension that they are joined along.</summary>
    private int[] Parallel(string indent, int[] shape, int depth)
    {
        int count = random.Next(2, 4);
        bool sum = random.Next(3) == 0;
        bool features = shape.Length < 3 && random.Next(2) == 0;
        yaml.Append(CultureInfo.InvariantCulture, $"{indent}- parallel:\n{indent}    join: {(sum ? "sum" : "concat")}\n{indent}    over: {(features ? "features" : "channels")}\n{indent}    activation: {Maybe()}\n{indent}    branches:\n");
        int joined = 0;
        for (int i = 0; i < count; i++)
        {
            if (random.Next(4) == 0)
            {
                yaml.Append(CultureInfo.InvariantCulture, $"{indent}    - []\n");
                joined += features ? shape[^1] : shape[0];
                continue;
            }

            yaml.Append(CultureInfo.InvariantCulture, $"{indent}    -\n");
            Preserving(indent + "      ", shape, random.Next(1, 3), depth + 1);
            joined += sum ? 0 : features ? Last(indent + "      ", shape, random.Next(2, 7))[^1] : Widen(indent + "      ", shape, random.Next(2, 7))[0];
        }

        return sum ? shape : features ? [.. shape[..^1], joined] : [joined, .. shape[1..]];
    }

    /// <summary>A layer that changes the number of channels and nothing else.</summary>
    private int[] Widen(string indent, int[] shape, int width)
    {
        (string kind, string layer) = shape.Length switch
        {
            1 => ("dense", $"dense: {{ units: {width}, bias: {Flag()} }}"),
            int n => ($"conv{n - 1}d", $"conv{n - 1}d: {{ filters: {width}, kernel: {(random.Next(2) == 0 ? 1 : 3)}, bias: {Flag()} }}"),
        };
        yaml.Append(CultureInfo.InvariantCulture, $"{indent}- {layer}\n");
        Count(kind);
        return [width, .. shape[1..]];
    }

    /// <summary>A layer that changes the last dimension of a vector or a sequence and nothing else.</summary>
    private int[] Last(string indent, int[] shape, int width)
    {
        Dense(indent, width);
        return [.. shape[..^1], width];
    }

    /// <summary>Layers that give back the shape they get, perhaps nested.</summary>
    private void Preserving(string indent, int[] shape, int count, int depth)
    {
        for (int i = 0; i < count; i++)
        {
            string[] composites = depth < Deepest ? ["residual", "repeat", "parallel"] : [];
            string kind = Rare(["width", "dropout", "layer_norm", "act", .. composites]);
            switch (kind)
            {
                case "residual":
                    yaml.Append(CultureInfo.InvariantCulture, $"{indent}- residual:\n{indent}    layers:\n");
                    Count(kind);
                    Preserving(indent + "      ", shape, random.Next(1, 3), depth + 1);
                    break;
                case "repeat":
                    yaml.Append(CultureInfo.InvariantCulture, $"{indent}- repeat:\n{indent}    times: 2\n{indent}    layers:\n");
                    Count(kind);
                    Preserving(indent + "      ", shape, 1, depth + 1);
                    break;
                case "parallel":
                    yaml.Append(CultureInfo.InvariantCulture, $"{indent}- parallel:\n{indent}    join: sum\n{indent}    branches:\n{indent}    - []\n{indent}    -\n");
                    Count(kind);
                    Preserving(indent + "      ", shape, 1, depth + 1);
                    break;
                case "width":
                    Widen(indent, shape, shape[0]);
                    break;
                case "act":
                    yaml.Append(CultureInfo.InvariantCulture, $"{indent}- {Activation()}\n");
                    break;
                default:
                    yaml.Append(CultureInfo.InvariantCulture, $"{indent}- {kind}\n");
                    Count(kind);
                    break;
            }
        }
    }

    /// <summary>One of the activations that a layer can have inside it.</summary>
    public string Activation()
    {
        string kind = Rare(Activations);
        Count(kind);
        return kind;
    }

    /// <summary>An activation, or none.</summary>
    public string Maybe() => random.Next(2) == 0 ? "linear" : Activation();

    private string Flag() => random.Next(2) == 0 ? "true" : "false";
}
