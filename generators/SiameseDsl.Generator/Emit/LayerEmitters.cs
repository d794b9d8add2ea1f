using SiameseDsl.Spec.Plans;
using static SiameseDsl.Generator.Emit.FactoryArguments;

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
        ["batch_norm"] = Module(layer => layer.Input.Count == 3 ? "BatchNorm2d" : "BatchNorm1d", BatchNorm, Placement.Follows),
        ["layer_norm"] = Module(_ => "LayerNorm", LayerNorm, Placement.Follows),
        ["dropout"] = Module(_ => "Dropout", Dropout),

        // Pools.
        ["max_pool"] = Function((layer, x) => Pool("max_pool", layer, x), Placement.Follows),
        ["avg_pool"] = Function((layer, x) => Pool("avg_pool", layer, x), Placement.Follows),
        ["global_avg_pool"] = Method((layer, x) => $"{x}.mean({Places(layer)})"),
        ["global_max_pool"] = Method((layer, x) => $"{x}.amax({Places(layer)})"),

        // Shapes.
        ["flatten"] = Method((_, x) => $"{x}.flatten(1)"),
        ["reshape"] = Method((layer, x) => $"{x}.reshape(-1, {Literal.Shape(layer.Output).Trim('[', ']')})"),
        ["l2_normalize"] = Function((layer, x) => $"normalize({x}, p: 2, dim: {(layer.Input.Count == 1 ? "1" : "-1")})"),

        // Activations. torch and torch.nn.functional both have a sigmoid, so it is called by its full name.
        ["linear"] = Function((_, x) => x, Placement.Follows),
        ["relu"] = Function((_, x) => $"relu({x})", Placement.Follows),
        ["leaky_relu"] = Function((layer, x) => $"leaky_relu({x}, {Literal.Number(layer.Arguments.Get("slope"))})", Placement.Follows),
        ["elu"] = Function((layer, x) => $"elu({x}, {(layer.Arguments.Find("alpha") is { } alpha ? Literal.Number(alpha) : "1.0")})", Placement.Follows),
        ["gelu"] = Function((_, x) => $"gelu({x})", Placement.Follows),
        ["silu"] = Function((_, x) => $"silu({x})", Placement.Follows),
        ["mish"] = Function((_, x) => $"mish({x})", Placement.Follows),
        ["selu"] = Function((_, x) => $"selu({x})", Placement.Follows),
        ["sigmoid"] = new() { Call = (_, names, x) => $"{names["torch"]}.sigmoid({x})", Placement = Placement.Follows },
        ["tanh"] = new() { Call = (_, names, x) => $"{names["torch"]}.tanh({x})", Placement = Placement.Follows },
        ["softplus"] = Function((_, x) => $"softplus({x})", Placement.Follows),
        ["hardswish"] = Function((_, x) => $"hardswish({x})", Placement.Follows),

        // Fixed transforms of an input.
        ["rotate"] = Method((layer, x) => $"{x}.rot90({Literal.Integer(layer.Arguments.Get("degrees").AsInteger() / 90)}, (2, 3))"),
        ["invert"] = Method((_, x) => $"1 - {x}"),
        ["resize"] = new()
        {
            Call = (layer, names, x) =>
            {
                names.UseStatic("torch.nn.functional");
                return $"interpolate({x}, size: [{layer.Arguments.Get("size").Text.Replace(",", ", ")}], mode: {names["InterpolationMode"]}.Bilinear, align_corners: false)";
            },
        },
    };

    /// <summary>How the layer is written.</summary>
    /// <exception cref="InvalidOperationException">The catalog has a kind that this table lacks.</exception>
    public static LayerEmitter Of(LayerPlan layer) => Table.TryGetValue(layer.Kind, out LayerEmitter? emitter)
        ? emitter
        : throw new InvalidOperationException($"No emitter knows the layer kind '{layer.Kind}'.");

    private static LayerEmitter Module(Func<LayerPlan, string> type, Func<LayerPlan, Names, string> construct, Placement placement = Placement.Starts) =>
        new() { Module = type, Construct = construct, Placement = placement };

    private static LayerEmitter Method(Func<LayerPlan, string, string> call) => new() { Call = (layer, _, x) => call(layer, x) };

    private static LayerEmitter Function(Func<LayerPlan, string, string> call, Placement placement = Placement.Starts) => new()
    {
        Call = (layer, names, x) =>
        {
            names.UseStatic("torch.nn.functional");
            return call(layer, x);
        },
        Placement = placement,
    };

    /// <summary>The dimensions behind the channels, in a batch.</summary>
    private static string Places(LayerPlan layer) => layer.Input.Count == 3 ? "[2, 3]" : "[2]";
}
