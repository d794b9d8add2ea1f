using System.Globalization;

namespace SiameseDsl.Tests.Truth;

/// <summary>How one kind of layer is written at random: over which shapes, with which keys, and what shape then leaves.</summary>
/// <param name="Fits">Whether the layer takes this shape.</param>
/// <param name="Write">The keys in YAML, and the shape that leaves.</param>
internal sealed record LayerCase(Func<int[], bool> Fits, Func<RandomLayers, Random, int[], (string Keys, int[] Output)> Write)
{
    private static readonly Func<int[], bool> Any = _ => true;
    private static readonly Func<int[], bool> Spatial = shape => shape.Length > 1;
    private static readonly Func<int[], bool> Sequence = shape => shape.Length == 2;

    /// <summary>All kinds but the composites.</summary>
    public static IReadOnlyDictionary<string, LayerCase> All { get; } = new Dictionary<string, LayerCase>
    {
        ["dense"] = new(shape => shape.Length < 3, (layers, random, shape) =>
        {
            int units = random.Next(2, 30);
            return ($"units: {units}, bias: {Flag(random)}, activation: {layers.Maybe()}", [.. shape[..^1], units]);
        }),
        ["conv1d"] = new(Sequence, (layers, random, shape) => Convolution(layers, random, shape, separable: false)),
        ["conv2d"] = new(shape => shape.Length == 3, (layers, random, shape) => Convolution(layers, random, shape, separable: false)),
        ["conv3d"] = new(shape => shape.Length == 4, (layers, random, shape) => Convolution(layers, random, shape, separable: false)),
        ["separable_conv1d"] = new(Sequence, (layers, random, shape) => Convolution(layers, random, shape, separable: true)),
        ["separable_conv2d"] = new(shape => shape.Length == 3, (layers, random, shape) => Convolution(layers, random, shape, separable: true)),
        ["batch_norm"] = Same(Any, random => random.Next(2) == 0 ? "" : "affine: false"),
        ["layer_norm"] = Same(Any, random => Pick(random, "", "over: features", "eps: 0.001")),
        ["group_norm"] = new(Spatial, (_, random, shape) => ($"groups: {(shape[0] % 2 == 0 ? random.Next(1, 3) : 1)}, affine: {Flag(random)}", shape)),
        ["instance_norm"] = Same(shape => Spatial(shape) && shape[1..].Aggregate(1, (a, b) => a * b) > 1, random => $"affine: {Flag(random)}"),
        ["dropout"] = Same(Any, _ => "rate: 0.3"),
        ["spatial_dropout"] = Same(Spatial, _ => "rate: 0.3"),
        ["alpha_dropout"] = Same(Any, _ => "rate: 0.2"),
        ["max_pool"] = new(Roomy, (_, random, shape) => Pool(random, shape)),
        ["avg_pool"] = new(Roomy, (_, random, shape) => Pool(random, shape)),
        ["adaptive_max_pool"] = new(Spatial, (_, random, shape) => AdaptivePool(random, shape)),
        ["adaptive_avg_pool"] = new(Spatial, (_, random, shape) => AdaptivePool(random, shape)),
        ["global_avg_pool"] = new(Spatial, (_, _, shape) => ("", [shape[0]])),
        ["global_max_pool"] = new(Spatial, (_, _, shape) => ("", [shape[0]])),
        ["flatten"] = new(Any, (_, _, shape) => ("", [shape.Aggregate(1, (a, b) => a * b)])),
        ["reshape"] = new(Any, (_, random, shape) =>
        {
            int total = shape.Aggregate(1, (a, b) => a * b);
            int half = total % 2 == 0 ? 2 : 1;
            int[] target = Pick<int[]>(random, [total], [half, total / half], [1, half, total / half], [half, 1, 1, total / half]);
            return ($"shape: [{string.Join(", ", target)}]", target);
        }),
        ["positions"] = Same(Sequence, random => $"encoding: {Pick(random, "learned", "sinusoidal")}"),
        ["lstm"] = new(Short, (_, random, shape) => Recurrent(random, shape)),
        ["gru"] = new(Short, (_, random, shape) => Recurrent(random, shape)),
        ["transformer"] = Same(Short, shape => shape[1], (random, width) =>
        {
            int[] heads = [.. Enumerable.Range(1, 4).Where(count => width % count == 0)];
            return $"blocks: {random.Next(1, 3)}, heads: {Pick(random, heads)}, inner: {Pick(random, "gelu", "relu")}, norm_first: {Flag(random)}{Pick(random, "", ", feed_forward: 9", ", dropout: 0")}";
        }),
        ["sequence_pool"] = new(Sequence, (_, random, shape) => ($"take: {Pick(random, "mean", "max", "last", "first")}", [shape[1]])),
        ["transpose"] = new(Sequence, (_, _, shape) => ("", [shape[1], shape[0]])),
        ["permute"] = new(Any, (_, random, shape) =>
        {
            int[] order = [.. Enumerable.Range(0, shape.Length)];
            random.Shuffle(order);
            return ($"order: [{string.Join(", ", order)}]", [.. order.Select(place => shape[place])]);
        }),
        ["pad"] = new(Spatial, (_, random, shape) =>
        {
            string mode = Pick(random, "zeros", "replicate", "circular", "reflect");
            int most = mode switch { "reflect" => shape[1..].Min() - 1, "circular" => shape[1..].Min(), _ => 3 };
            int before = random.Next(0, Math.Min(3, most) + 1);
            int after = random.Next(0, Math.Min(3, most) + 1);
            return ($"size: {before}, after: {after}, mode: {mode}", [shape[0], .. shape[1..].Select(n => before + n + after)]);
        }),
        ["upsample"] = new(shape => Spatial(shape) && shape.Aggregate(1, (a, b) => a * b) < 2000, (_, random, shape) =>
        {
            int[] factors = [.. shape[1..].Select(_ => random.Next(1, 3))];
            return ($"factor: [{string.Join(", ", factors)}], mode: {Pick(random, "nearest", "linear")}", [shape[0], .. shape[1..].Zip(factors, (n, factor) => n * factor)]);
        }),
        ["leaky_relu"] = Same(Any, random => Pick(random, "", "slope: 0", "slope: 0.3")),
        ["elu"] = Same(Any, random => Pick(random, "", "alpha: 2")),
        ["celu"] = Same(Any, random => Pick(random, "", "alpha: 0.5")),
        ["hardtanh"] = Same(Any, random => Pick(random, "", "min: -2.5, max: 0.5")),
        ["softshrink"] = Same(Any, random => Pick(random, "", "lambda: 0.1")),
        ["hardshrink"] = Same(Any, random => Pick(random, "", "lambda: 0.1")),
        ["threshold"] = Same(Any, random => Pick(random, "", "threshold: 0.2, value: -1", "threshold: 0.2, value: 1.5")),
        ["relu"] = Same(Any),
        ["relu6"] = Same(Any),
        ["selu"] = Same(Any),
        ["gelu"] = Same(Any),
        ["silu"] = Same(Any),
        ["mish"] = Same(Any),
        ["sigmoid"] = Same(Any),
        ["hardsigmoid"] = Same(Any),
        ["log_sigmoid"] = Same(Any),
        ["tanh"] = Same(Any),
        ["tanhshrink"] = Same(Any),
        ["softplus"] = Same(Any),
        ["softsign"] = Same(Any),
        ["hardswish"] = Same(Any),
        ["softmax"] = Same(Any, random => $"over: {Pick(random, "features", "channels")}"),
        ["log_softmax"] = Same(Any, random => $"over: {Pick(random, "features", "channels")}"),
        ["glu"] = new(shape => shape[0] % 2 == 0 || shape[^1] % 2 == 0, (_, _, shape) => shape[0] % 2 == 0
            ? ("over: channels", [shape[0] / 2, .. shape[1..]])
            : ("over: features", [.. shape[..^1], shape[^1] / 2])),
        ["prelu"] = Same(Any, random => $"per_channel: {Flag(random)}"),
        ["l2_normalize"] = Same(Any),
    };

    private static LayerCase Same(Func<int[], bool> fits, Func<int[], int> measure, Func<Random, int, string> keys) => new(fits, (_, random, shape) => (keys(random, measure(shape)), shape));

    private static LayerCase Same(Func<int[], bool> fits, Func<Random, string>? keys = null) => new(fits, (_, random, shape) => (keys?.Invoke(random) ?? "", shape));

    private static bool Short(int[] shape) => Sequence(shape) && shape[0] <= 40 && shape[1] <= 80;

    private static (string Keys, int[] Output) Recurrent(Random random, int[] shape)
    {
        int units = random.Next(2, 9);
        int layers = random.Next(1, 3);
        bool both = random.Next(2) == 0;
        bool sequence = random.Next(2) == 0;
        int width = both ? 2 * units : units;
        string keys = $"units: {units}, layers: {layers}, bidirectional: {(both ? "true" : "false")}, returns: {(sequence ? "sequence" : "last")}{(layers > 1 ? ", dropout: 0.2" : "")}";
        return (keys, sequence ? [shape[0], width] : [width]);
    }

    private static bool Roomy(int[] shape) => Spatial(shape) && shape[1..].Min() >= 4;

    private static (string Keys, int[] Output) Convolution(RandomLayers layers, Random random, int[] shape, bool separable)
    {
        int kernel = Pick(random, 1, 2, 2, 2, 3, 4, 4, 4, 5);
        int dilation = Pick(random, 1, 1, 1, 2);
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
        string padding = same ? "same" : Pick(random, "valid", "1");
        border = same ? border : padding == "1" ? 1 : 0;
        layers.Count(same ? $"same kernel {(extent % 2 == 0 ? "even" : "odd")} stride {stride}" : "kernel without same");
        string own = separable ? $"multiplier: {groups}" : $"groups: {groups}";
        string keys = string.Create(CultureInfo.InvariantCulture, $"filters: {filters}, kernel: {kernel}, stride: {stride}, padding: {padding}, dilation: {dilation}, {own}, bias: {Flag(random)}, activation: {layers.Maybe()}");

        // 'same' keeps every size at stride 1; at a larger one it pads alike on both sides, rounded down.
        return (keys, [filters, .. shape[1..].Select(n => same && stride == 1 ? n : ((n + (2 * border) - extent) / stride) + 1)]);
    }

    private static (string Keys, int[] Output) Pool(Random random, int[] shape)
    {
        int size = random.Next(2, 4);
        int step = random.Next(1, 4);
        int border = random.Next(0, (size / 2) + 1);
        return ($"size: {size}, stride: {step}, padding: {border}", [shape[0], .. shape[1..].Select(n => ((n + (2 * border) - size) / step) + 1)]);
    }

    private static (string Keys, int[] Output) AdaptivePool(Random random, int[] shape)
    {
        int[] size = [.. shape[1..].Select(_ => random.Next(1, 6))];
        return ($"size: [{string.Join(", ", size)}]", [shape[0], .. size]);
    }

    private static string Flag(Random random) => random.Next(2) == 0 ? "true" : "false";

    private static T Pick<T>(Random random, params T[] items) => items[random.Next(items.Length)];
}
