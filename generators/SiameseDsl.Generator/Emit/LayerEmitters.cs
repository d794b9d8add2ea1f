using SiameseDsl.Spec.Catalog.Layers;
using SiameseDsl.Spec.Plans;
using static SiameseDsl.Generator.Emit.FactoryArguments;
using static SiameseDsl.Generator.Emit.FunctionCalls;

namespace SiameseDsl.Generator.Emit;

/// <summary>The table of all layer kinds: one line a kind. A new layer of the catalog gets its line here.</summary>
internal static class LayerEmitters
{
    private static readonly Dictionary<string, LayerEmitter> Table = new(StringComparer.Ordinal)
    {
        // Layers with weights or state: the TorchSharp module and its factory's arguments.
        ["dense"] = Module(_ => "Linear", Dense),
        ["conv1d"] = Module(_ => "Conv1d", Convolution),
        ["conv2d"] = Module(_ => "Conv2d", Convolution),
        ["conv3d"] = Module(_ => "Conv3d", Convolution),
        ["separable_conv1d"] = Separable("SeparableConv1d"),
        ["separable_conv2d"] = Separable("SeparableConv2d"),
        ["batch_norm"] = Module(layer => "BatchNorm" + Spatial(layer), BatchNorm, Placement.Follows),
        ["layer_norm"] = Module(_ => "LayerNorm", LayerNorm, Placement.Follows),
        ["group_norm"] = Module(_ => "GroupNorm", GroupNorm, Placement.Follows),
        ["instance_norm"] = Module(layer => "InstanceNorm" + Spatial(layer), InstanceNorm, Placement.Follows),
        ["dropout"] = Module(_ => "Dropout", Dropout),
        ["spatial_dropout"] = Module(layer => "Dropout" + Spatial(layer), Dropout),
        ["alpha_dropout"] = Module(_ => "AlphaDropout", Dropout),
        ["prelu"] = Module(_ => "PReLU", Prelu, Placement.Follows),

        // Sequences.
        ["embedding"] = Module(_ => "EmbeddingTable", EmbeddingTable) with { Factory = "Embedding" },
        ["positions"] = Own(layer => PositionsEntry.IsLearned(layer.Arguments) ? "LearnedPositions" : "SinusoidalPositions", Positions) with { Placement = Placement.Follows },
        ["lstm"] = Module(_ => "LSTM", Recurrent) with { Result = State, HasManyWeights = true },
        ["gru"] = Module(_ => "GRU", Recurrent) with { Result = State, HasManyWeights = true },
        ["transformer"] = Own(_ => "TransformerStack", Transformer) with { HasManyWeights = true },
        ["sequence_pool"] = Method((layer, x) => layer.Arguments.Get("take").Text switch
        {
            "mean" => $"{x}.mean([1])",
            "max" => $"{x}.amax([1])",
            "last" => $"{x}.select(1, -1)",
            _ => $"{x}.select(1, 0)",
        }),

        // Pools.
        ["max_pool"] = Function((layer, x) => Pool("max_pool", layer, x), Placement.Follows),
        ["avg_pool"] = Function((layer, x) => Pool("avg_pool", layer, x), Placement.Follows),
        ["adaptive_max_pool"] = Function((layer, names, x) => AdaptivePool("adaptive_max_pool", layer, names, x), Placement.Follows),
        ["adaptive_avg_pool"] = Function((layer, names, x) => AdaptivePool("adaptive_avg_pool", layer, names, x), Placement.Follows),
        ["global_avg_pool"] = Method((layer, x) => $"{x}.mean({Places(layer)})"),
        ["global_max_pool"] = Method((layer, x) => $"{x}.amax({Places(layer)})"),

        // Shapes.
        ["flatten"] = Method((_, x) => $"{x}.flatten(1)"),
        ["reshape"] = Method((layer, x) => $"{x}.reshape(-1, {Literal.Shape(layer.Output).Trim('[', ']')})"),
        ["transpose"] = Method((_, x) => $"{x}.transpose(1, 2)"),
        ["permute"] = Method((layer, x) => $"{x}.permute({Order(layer)})"),
        ["pad"] = Function(Pad),
        ["upsample"] = Function(Upsample),
        ["l2_normalize"] = Function((layer, x) => $"normalize({x}, p: 2, dim: {(layer.Input.Count == 1 ? "1" : "-1")})"),

        // Activations. torch and torch.nn.functional both have a sigmoid, so it is called by its full name.
        ["linear"] = Function((_, x) => x, Placement.Follows),
        ["relu"] = Activation("relu"),
        ["relu6"] = Activation("relu6"),
        ["leaky_relu"] = Activation("leaky_relu", "slope"),
        ["elu"] = Activation("elu", "alpha"),
        ["celu"] = Activation("celu", "alpha"),
        ["selu"] = Activation("selu"),
        ["gelu"] = Activation("gelu"),
        ["silu"] = Activation("silu"),
        ["mish"] = Activation("mish"),
        ["sigmoid"] = new() { Call = (_, names, x) => $"{names["torch"]}.sigmoid({x})", Placement = Placement.Follows },
        ["tanh"] = new() { Call = (_, names, x) => $"{names["torch"]}.tanh({x})", Placement = Placement.Follows },
        ["hardsigmoid"] = Activation("hardsigmoid"),
        ["log_sigmoid"] = Activation("logsigmoid"),
        // The hardtanh of TorchSharp 0.107 gives back what it takes.
        ["hardtanh"] = new()
        {
            Call = (layer, names, x) => $"{names["torch"]}.clamp({x}, {Literal.Number(layer.Arguments.Get("min"))}, {Literal.Number(layer.Arguments.Get("max"))})",
            Placement = Placement.Follows,
        },
        ["tanhshrink"] = Activation("tanhshrink"),
        ["softplus"] = Activation("softplus"),
        ["softsign"] = Activation("softsign"),
        ["softshrink"] = Activation("softshrink", "lambda"),
        ["hardshrink"] = Activation("hardshrink", "lambda"),
        ["hardswish"] = Activation("hardswish"),
        ["threshold"] = Activation("threshold", "threshold", "value"),
        ["softmax"] = Function((layer, x) => $"softmax({x}, {SoftmaxEntry.Dimension(layer.Input.Count, layer.Arguments)})", Placement.Follows),
        ["log_softmax"] = Function((layer, x) => $"log_softmax({x}, {SoftmaxEntry.Dimension(layer.Input.Count, layer.Arguments)})", Placement.Follows),
        ["glu"] = Function((layer, x) => $"glu({x}, {GluEntry.Dimension(layer.Input.Count, layer.Arguments) + 1})", Placement.Follows),

        // A class of the user's; its type and what makes it come from the user's own code.
        ["custom"] = new() { Module = _ => "", IsCustom = true },

        // Fixed transforms of an input.
        ["rotate"] = Method((layer, x) => $"{x}.rot90({Literal.Integer(layer.Arguments.Get("degrees").AsInteger() / 90)}, (2, 3))"),
        ["invert"] = Method((_, x) => $"1 - {x}"),
        ["resize"] = Function((layer, names, x) =>
            $"interpolate({x}, size: [{layer.Arguments.Get("size").Text.Replace(",", ", ")}], mode: {names["InterpolationMode"]}.Bilinear, align_corners: false)"),
    };

    /// <summary>How the layer is written.</summary>
    /// <exception cref="InvalidOperationException">The catalog has a kind that this table lacks.</exception>
    public static LayerEmitter Of(LayerPlan layer) => Table.TryGetValue(layer.Kind, out LayerEmitter? emitter)
        ? emitter
        : throw new InvalidOperationException($"No emitter knows the layer kind '{layer.Kind}'.");

    private static LayerEmitter Module(Func<LayerPlan, string> type, Func<LayerPlan, Names, string> construct, Placement placement = Placement.Starts) =>
        new() { Module = type, Construct = construct, Placement = placement };

    /// <summary>A module of SiameseDsl's own, which has a constructor where TorchSharp has a factory.</summary>
    private static LayerEmitter Own(Func<LayerPlan, string> type, Func<LayerPlan, Names, string> construct) =>
        new() { Module = type, Construct = construct, IsOwn = true };

    private static LayerEmitter Separable(string type) => Own(_ => type, SeparableConvolution) with { Weights = ["DepthwiseWeight", "PointwiseWeight"], Bias = "Bias" };

    /// <summary>A function of each value, with the values of these keys behind it.</summary>
    private static LayerEmitter Activation(string function, params string[] keys) => Function(
        (layer, x) =>
        {
            ArgumentList list = new(x);
            foreach (string key in keys)
            {
                list.Add(Literal.Number(layer.Arguments.Get(key)));
            }

            return $"{function}({list})";
        },
        Placement.Follows);

    private static LayerEmitter Method(Func<LayerPlan, string, string> call) => new() { Call = (layer, _, x) => call(layer, x) };

    private static LayerEmitter Function(Func<LayerPlan, string, string> call, Placement placement = Placement.Starts) =>
        Function((layer, _, x) => call(layer, x), placement);

    private static LayerEmitter Function(Func<LayerPlan, Names, string, string> call, Placement placement = Placement.Starts) => new()
    {
        Call = (layer, names, x) =>
        {
            names.UseStatic("torch.nn.functional");
            return call(layer, names, x);
        },
        Placement = placement,
    };

    /// <summary>Which of a recurrent layer's results is meant: the outputs of all steps, or of the states the last layer's, both directions side by side.</summary>
    private static string State(LayerPlan layer) =>
        RecurrentEntry.ReturnsSequence(layer.Arguments) ? ".Item1"
        : layer.Arguments.Get("bidirectional").AsBoolean() ? ".Item2.narrow(0, -2, 2).transpose(0, 1).flatten(1)"
        : ".Item2.select(0, -1)";

    /// <summary>The dimensions behind the channels, in a batch.</summary>
    private static string Places(LayerPlan layer) => layer.Input.Count switch { 4 => "[2, 3, 4]", 3 => "[2, 3]", _ => "[2]" };

    /// <summary>The ending of types and functions for these spatial dimensions; a vector goes with the sequences.</summary>
    private static string Spatial(LayerPlan layer) => $"{Math.Max(1, layer.Input.Count - 1)}d";
}
