using System.Globalization;
using System.Text;
using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Tests.Truth;

/// <summary>Writes random valid specs. It tracks shapes by itself, from the layers' published definitions, so that a spec that the compiler refuses is a fault of one of the two.</summary>
internal sealed class RandomSpec(int seed)
{
    private static readonly string[] Activations = [.. SpecCatalog.Find(Category.Layer, "dense")!.Keys.Single(key => key.Name == "activation").Values.Where(value => value != "linear")];

    private readonly Random random = new(seed);
    private int names;

    /// <summary>The kinds that were written, with how often.</summary>
    public Dictionary<string, int> Kinds { get; } = [];

    /// <summary>One spec as YAML.</summary>
    public string Next(string family)
    {
        names = 0;
        StringBuilder yaml = new();
        string form = Pick("shared", "shared", "separate", "partial", "named");
        int[] input = Pick<int[]>([1, 28, 28], [3, 17, 12], [2, 20], [4, 33], [24]);
        yaml.Append(CultureInfo.InvariantCulture, $"siamese: 1\nmodel: {family}\nsummary: Random.\n");
        int embedding = random.Next(2, 20);
        string end = $"  - flatten\n  - dense: {{ units: {embedding} }}\n";
        if (form == "named")
        {
            int[] other = Pick<int[]>([1, 16, 16], [2, 20], [12]);
            yaml.Append("towers:\n");
            AppendNamed(yaml, "photo", input, embedding);
            AppendNamed(yaml, "sketch", other, embedding);
            if (random.Next(2) == 0)
            {
                yaml.Append(CultureInfo.InvariantCulture, $"trunk:\n  - dense: {{ units: {random.Next(2, 9)}, activation: {Activation()} }}\n");
                Count("dense");
            }
        }
        else
        {
            yaml.Append(CultureInfo.InvariantCulture, $"input: {{ shape: [{string.Join(", ", input)}] }}\nsharing: {form}\ntower:\n");
            Layers(yaml, "  ", Beginning(yaml, "  ", input), random.Next(1, 7), 0, form == "partial");
            yaml.Append(end);
            Count("flatten");
            Count("dense");
            if (form == "partial")
            {
                // At least one layer is a tower's own, and one is tied.
                yaml.Append(CultureInfo.InvariantCulture, $"  - dense: {{ units: {embedding}, shared: false }}\n");
                Count("dense");
            }
        }

        Count(form);
        yaml.Append(Pick(
            "head: { concat: { layers: [{ dense: { units: 7, activation: relu } }, dense: 1] } }\nloss: bce\n",
            "head: { l1: { layers: [dense: 1] } }\nloss: bce\n",
            "head: { product: { layers: [{ dense: 5 }, tanh, { dense: 1 }] } }\nloss: bce\n",
            "head: euclidean\nloss: contrastive\n",
            "head: { euclidean: { calibrated: true } }\nloss: bce\n",
            "head: squared_euclidean\nloss: prototypical\n",
            "head: cosine\nloss: nt_xent\n",
            "head: euclidean\nloss: triplet\n"));
        return yaml.ToString();
    }

    private void AppendNamed(StringBuilder yaml, string name, int[] input, int embedding)
    {
        yaml.Append(CultureInfo.InvariantCulture, $"  {name}:\n    input: {{ shape: [{string.Join(", ", input)}] }}\n    layers:\n");
        Layers(yaml, "      ", Beginning(yaml, "      ", input), random.Next(1, 5), 0, false);
        yaml.Append(CultureInfo.InvariantCulture, $"      - flatten\n      - dense: {embedding}\n");
        Count("flatten");
        Count("dense");
    }

    /// <summary>A convolution where there is something to convolve: their geometry has the most cases.</summary>
    private int[] Beginning(StringBuilder yaml, string indent, int[] shape) => shape.Length == 1 ? shape : Convolution(shape, shape.Length == 2 ? "conv1d" : "conv2d", (kind, keys) =>
    {
        yaml.Append(CultureInfo.InvariantCulture, $"{indent}- {kind}: {{ {keys} }}\n");
        Count(kind);
        return kind;
    });

    private int[] Layers(StringBuilder yaml, string indent, int[] shape, int count, int depth, bool partial)
    {
        for (int i = 0; i < count; i++)
        {
            shape = Layer(yaml, indent, shape, depth, partial && random.Next(2) == 0);
        }

        return shape;
    }

    private int[] Layer(StringBuilder yaml, string indent, int[] shape, int depth, bool own)
    {
        string extra = own ? ", shared: false" : "";
        if (random.Next(4) == 0)
        {
            extra += $", name: layer-{++names}x";
        }

        string first = extra.Length > 2 ? extra[2..] : "";
        string choice = Pick<string>(shape.Length switch
        {
            3 => ["conv2d", "conv2d", "max_pool", "avg_pool", "batch_norm", "layer_norm", "dropout", "act", "residual", "repeat", "flatten", "global_avg_pool", "global_max_pool", "reshape"],
            2 => ["conv1d", "conv1d", "max_pool", "avg_pool", "batch_norm", "layer_norm", "dropout", "act", "residual", "repeat", "flatten", "global_avg_pool", "global_max_pool", "reshape"],
            _ => ["dense", "dense", "dense", "batch_norm", "layer_norm", "dropout", "act", "residual", "repeat", "l2_normalize", "flatten", "reshape"],
        });
        if (depth >= 2 && choice is "residual" or "repeat")
        {
            choice = "act";
        }

        if (choice is "max_pool" or "avg_pool" && shape[1..].Min() < 4)
        {
            choice = "batch_norm";
        }

        string Write(string kind, string keys)
        {
            string all = keys.Length == 0 ? first : keys + extra;
            yaml.Append(CultureInfo.InvariantCulture, $"{indent}- {(all.Length == 0 ? kind : $"{kind}: {{ {all} }}")}\n");
            Count(kind);
            return kind;
        }

        switch (choice)
        {
            case "dense":
                int units = random.Next(2, 30);
                Write("dense", $"units: {units}, bias: {Pick("true", "false")}, activation: {Maybe()}");
                return [units];
            case "conv1d" or "conv2d":
                return Convolution(shape, choice, Write);
            case "max_pool" or "avg_pool":
                int size = random.Next(2, 4);
                int step = random.Next(1, 4);
                int border = choice == "max_pool" ? random.Next(0, (size / 2) + 1) : 0;
                Write(choice, $"size: {size}, stride: {step}, padding: {border}");
                return [shape[0], .. shape[1..].Select(n => ((n + (2 * border) - size) / step) + 1)];
            case "batch_norm":
                Write(choice, random.Next(2) == 0 ? "" : "affine: false");
                return shape;
            case "dropout":
                Write(choice, "rate: 0.3");
                return shape;
            case "act":
                string activation = Pick(Activations);
                Write(activation, "");
                return shape;
            case "flatten":
                Write(choice, "");
                return [shape.Aggregate(1, (a, b) => a * b)];
            case "global_avg_pool" or "global_max_pool":
                Write(choice, "");
                return [shape[0]];
            case "reshape":
                int total = shape.Aggregate(1, (a, b) => a * b);
                int half = total % 2 == 0 ? 2 : 1;
                int[] target = Pick<int[]>([total], [half, total / half]);
                Write(choice, $"shape: [{string.Join(", ", target)}]");
                return target;
            case "residual":
                return Residual(yaml, indent, shape, depth);
            case "repeat":
                int times = random.Next(2, 4);
                yaml.Append(CultureInfo.InvariantCulture, $"{indent}- repeat:\n{indent}    times: {times}\n{indent}    layers:\n");
                Count("repeat");
                Preserving(yaml, indent + "      ", shape, random.Next(1, 3), depth + 1);
                return shape;
            default:
                Write(choice, "");
                return shape;
        }
    }

    private int[] Convolution(int[] shape, string kind, Func<string, string, string> write)
    {
        int kernel = Pick(1, 2, 2, 3, 4, 4, 5);
        int dilation = random.Next(1, 3);
        int extent = (dilation * (kernel - 1)) + 1;
        bool same = shape[1..].Min() < extent || random.Next(2) == 0;
        int stride = random.Next(1, 3);
        int border = (extent - 1) / 2;
        if (same && shape[1..].Min() + (2 * border) < extent)
        {
            stride = 1;
        }

        int groups = shape[0] % 2 == 0 && random.Next(3) == 0 ? 2 : 1;
        int filters = groups * random.Next(1, 7);
        string padding = same ? "same" : Pick("valid", "1");
        border = same ? border : padding == "1" ? 1 : 0;
        Count(same ? $"same kernel {(extent % 2 == 0 ? "even" : "odd")} stride {stride}" : "kernel without same");
        write(kind, $"filters: {filters}, kernel: {kernel}, stride: {stride}, padding: {padding}, dilation: {dilation}, groups: {groups}, bias: {Pick("true", "false")}, activation: {Maybe()}");

        // 'same' keeps every size at stride 1; at a larger one it pads alike on both sides, rounded down.
        return [filters, .. shape[1..].Select(n => same && stride == 1 ? n : ((n + (2 * border) - extent) / stride) + 1)];
    }

    private int[] Residual(StringBuilder yaml, string indent, int[] shape, int depth)
    {
        yaml.Append(CultureInfo.InvariantCulture, $"{indent}- residual:\n{indent}    activation: {Maybe()}\n{indent}    layers:\n");
        Count("residual");
        if (random.Next(2) == 0 || depth > 0)
        {
            Preserving(yaml, indent + "      ", shape, random.Next(1, 4), depth + 1);
            return shape;
        }

        int width = random.Next(2, 9);
        string layer = shape.Length switch { 1 => $"dense: {width}", 2 => $"conv1d: {{ filters: {width}, kernel: 3 }}", _ => $"conv2d: {{ filters: {width}, kernel: 3 }}" };
        string shortcut = shape.Length switch { 1 => $"dense: {{ units: {width}, bias: false }}", 2 => $"conv1d: {{ filters: {width}, kernel: 1, bias: false }}", _ => $"conv2d: {{ filters: {width}, kernel: 1, bias: false }}" };
        Preserving(yaml, indent + "      ", shape, random.Next(0, 3), depth + 1);
        yaml.Append(CultureInfo.InvariantCulture, $"{indent}      - {layer}\n{indent}    shortcut:\n{indent}      - {shortcut}\n");
        string kind = shape.Length switch { 1 => "dense", 2 => "conv1d", _ => "conv2d" };
        Count(kind);
        Count(kind);
        return [width, .. shape[1..]];
    }

    /// <summary>Layers that give back the shape they get, perhaps nested.</summary>
    private void Preserving(StringBuilder yaml, string indent, int[] shape, int count, int depth)
    {
        for (int i = 0; i < count; i++)
        {
            string kind = Pick("width", "batch_norm", "dropout", "act", "layer_norm", depth < 3 ? "residual" : "act", depth < 3 ? "repeat" : "act");
            switch (kind)
            {
                case "residual":
                    yaml.Append(CultureInfo.InvariantCulture, $"{indent}- residual:\n{indent}    layers:\n");
                    Count(kind);
                    Preserving(yaml, indent + "      ", shape, random.Next(1, 3), depth + 1);
                    break;
                case "repeat":
                    yaml.Append(CultureInfo.InvariantCulture, $"{indent}- repeat:\n{indent}    times: 2\n{indent}    layers:\n");
                    Count(kind);
                    Preserving(yaml, indent + "      ", shape, 1, depth + 1);
                    break;
                case "width":
                    string layer = shape.Length switch
                    {
                        1 => $"dense: {{ units: {shape[0]}, activation: {Activation()} }}",
                        2 => $"conv1d: {{ filters: {shape[0]}, kernel: 3, activation: {Activation()} }}",
                        _ => $"conv2d: {{ filters: {shape[0]}, kernel: 3, activation: {Activation()} }}",
                    };
                    yaml.Append(CultureInfo.InvariantCulture, $"{indent}- {layer}\n");
                    Count(shape.Length switch { 1 => "dense", 2 => "conv1d", _ => "conv2d" });
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

    private string Activation()
    {
        string kind = Pick(Activations);
        Count(kind);
        return kind;
    }

    private string Maybe() => random.Next(2) == 0 ? "linear" : Activation();

    private T Pick<T>(params T[] items) => items[random.Next(items.Length)];

    private void Count(string kind) => Kinds[kind] = Kinds.GetValueOrDefault(kind) + 1;
}
