using System.Text;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>Writes what the weights begin with where that is not PyTorch's own initialisation, and which layers are frozen.</summary>
internal static class InitEmitter
{
    /// <summary>Writes the statements of the constructor, behind the registration of the layers.</summary>
    public static void WriteCalls(SourceWriter writer, Fields fields)
    {
        if (fields.Drawn.Count > 0)
        {
            writer.Line("ResetParameters();");
        }

        if (fields.Frozen.Count > 0)
        {
            StringBuilder text = new();
            foreach (LayerPlan layer in fields.Frozen)
            {
                text.Append(text.Length > 0 ? ", " : "").Append(Fields.Access(layer.Field!));
            }

            writer.Line($"Freeze({text.ToString()});");
        }
    }

    /// <summary>Writes the method that draws the weights, where one is needed, and a blank line before it.</summary>
    public static void WriteMethod(SourceWriter writer, Fields fields, Names names)
    {
        if (fields.Drawn.Count == 0)
        {
            return;
        }

        names.UseStatic("torch");
        writer.Line();
        writer.Line("/// <summary>Draws the weights that begin otherwise than PyTorch's.</summary>");
        writer.Line("private void ResetParameters()");
        writer.Open();
        writer.Line("using var guard = no_grad();");
        foreach (LayerPlan layer in fields.Drawn)
        {
            if (LayerEmitters.Of(layer).HasManyWeights)
            {
                WriteMany(writer, layer, names);
            }
            else
            {
                WriteEach(writer, layer, names);
            }
        }

        writer.Close();
    }

    /// <summary>The weights that a module names, its bias, and the row of a table that stays zero.</summary>
    private static void WriteEach(SourceWriter writer, LayerPlan layer, Names names)
    {
        string field = Fields.Access(layer.Field!);
        LayerEmitter emitter = LayerEmitters.Of(layer);
        foreach (string weight in emitter.Weights)
        {
            writer.Line($"{Draw(layer.Init!, $"{field}.{weight}!", names)};");
        }

        if (layer.Arguments.Find("bias") is { Text: "true" } && ZeroBiases(layer.Init!))
        {
            writer.Line($"{names["init"]}.zeros_({field}.{emitter.Bias}!);");
        }

        if (layer.Kind == "embedding" && layer.Arguments.Get("padding") is { Type: not ArgumentType.Null } padding)
        {
            writer.Line($"{names["init"]}.zeros_({field}.weight![{Literal.Integer(padding.AsInteger())}]);");
        }
    }

    /// <summary>Every matrix inside a module; norms stay at one and zero.</summary>
    private static void WriteMany(SourceWriter writer, LayerPlan layer, Names names)
    {
        writer.Line($"foreach ((string name, {names["Parameter"]} parameter) in {Fields.Access(layer.Field!)}.named_parameters())");
        writer.Open();
        writer.Line("if (parameter.dim() > 1)");
        writer.Open();
        writer.Line($"{Draw(layer.Init!, "parameter", names)};");
        writer.Close();
        if (ZeroBiases(layer.Init!))
        {
            writer.Line("else if (name.Contains(\"bias\"))");
            writer.Open();
            writer.Line($"{names["init"]}.zeros_(parameter);");
            writer.Close();
        }

        writer.Close();
    }

    private static bool ZeroBiases(ComponentPlan init) => init.Arguments.Get("bias").Text == "zeros";

    private static string Draw(ComponentPlan init, string weight, Names names)
    {
        string Number(string key) => Literal.Number(init.Arguments.Get(key));
        string gain = init.Arguments.Find("gain") is { } argument && argument.AsNumber() != 1 ? $", {Literal.Number(argument)}" : "";
        return init.Kind switch
        {
            "xavier_uniform" => $"{names["init"]}.xavier_uniform_({weight}{gain})",
            "xavier_normal" => $"{names["InitialWeights"]}.xavier_normal_({weight}{gain})",
            "kaiming_uniform" or "kaiming_normal" => $"{names["init"]}.{init.Kind}_({weight}, {Kaiming(init, names)})",
            "orthogonal" => $"{names["init"]}.orthogonal_({weight}{gain})",
            "normal" => $"{names["init"]}.normal_({weight}, 0, {Number("std")})",
            "truncated_normal" => $"{names["InitialWeights"]}.truncated_normal_({weight}, {Number("std")})",
            "uniform" => $"{names["init"]}.uniform_({weight}, -{Number("bound")}, {Number("bound")})",
            _ => throw new InvalidOperationException($"No emitter knows the initialisation '{init.Kind}'."),
        };
    }

    private static string Kaiming(ComponentPlan init, Names names)
    {
        (string name, string slope) = init.Arguments.Get("activation").Text switch
        {
            "relu" => ("ReLU", "0"),
            "leaky_relu" => ("LeakyReLU", Literal.Number(init.Arguments.Get("slope"))),
            "tanh" => ("Tanh", "0"),
            "sigmoid" => ("Sigmoid", "0"),
            "linear" => ("Linear", "0"),
            string other => throw new InvalidOperationException($"No emitter knows the activation '{other}' of '{init.Kind}'."),
        };
        string mode = init.Arguments.Get("mode").Text == "fan_out" ? "FanOut" : "FanIn";
        return $"a: {slope}, mode: {names["init"]}.FanInOut.{mode}, nonlinearity: {names["init"]}.NonlinearityType.{name}";
    }
}
