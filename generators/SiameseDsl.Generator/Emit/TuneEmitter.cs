using System.Text;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>Writes what short trainings choose: each setting with its values and how it is set in the options.</summary>
internal static class TuneEmitter
{
    /// <summary>Writes the assignment of the options' <c>Tune</c>.</summary>
    public static void Write(SourceWriter writer, TunePlan tune, Names names)
    {
        writer.Line($"Tune = new {names["TuneOptions"]}");
        writer.Open();
        EquatableArray<Argument> settings = tune.Settings.Arguments;
        writer.Line($"Trials = {Literal.Integer(settings.Get("trials").AsInteger())},");
        writer.Line($"Epochs = {Literal.Integer(settings.Get("epochs").AsInteger())},");
        if (settings.Find("metric") is { Type: not ArgumentType.Null } metric)
        {
            writer.Line($"Metric = {Literal.String(metric.Text)},");
        }

        writer.Line("Axes =");
        writer.Open("[");
        foreach (TuneAxisPlan axis in tune.Axes)
        {
            string form = axis.IsInteger ? ", isInteger: true" : "";
            writer.Line($"new({Literal.String(axis.Path)}, {Values(axis, names)}, static (options, value) => (Options)options with {{ {Assignment(axis, names)} }}{form}),");
        }

        writer.Close("],");
        writer.Close("};");
    }

    private static string Values(TuneAxisPlan axis, Names names)
    {
        StringBuilder values = new();
        foreach (Argument value in axis.Values)
        {
            values.Append(values.Length > 0 ? ", " : "").Append(Literal.Number(value));
        }

        return axis.IsRange ? $"new {names["TuneRange"]}({values}{(axis.IsLogarithmic ? ", IsLogarithmic: true" : "")})" : $"[{values}]";
    }

    private static string Assignment(TuneAxisPlan axis, Names names)
    {
        string value = axis.IsInteger ? "(int)value" : "value";
        if (axis.Owner.Length == 0)
        {
            return $"{ComponentEmitters.Property("training", axis.Key)} = {value}";
        }

        string owner = ComponentEmitters.Property("training", axis.Owner);
        string target = axis.Owner == "loss" ? "((Options)options).Loss" : $"({names[ComponentEmitters.TypeOf(new ComponentPlan(axis.Kind, default))]})options.{owner}{(axis.Owner == "ema" ? "!" : "")}";
        return $"{owner} = {target} with {{ {ComponentEmitters.Property(axis.Kind, axis.Key)} = {value} }}";
    }
}
