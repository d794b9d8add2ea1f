using System.Text;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>Writes the options record, whose defaults are the spec's.</summary>
internal static class OptionsEmitter
{
    /// <summary>Writes the nested record of <paramref name="model"/>.</summary>
    public static void Write(SourceWriter writer, ModelPlan model, Names names)
    {
        TrainingPlan training = model.Training;
        WriteHead(writer, names[ComponentEmitters.TypeOf(model.Loss)], "{ get; } = new();", names);
        writer.Line($"Epochs = {Literal.Integer(training.Epochs)};");
        writer.Line($"Batch = {ComponentEmitters.Create(training.Batch, names)};");
        writer.Line($"Optimizer = {ComponentEmitters.Create(training.Optimizer, names)};");
        writer.Line($"Schedule = {ComponentEmitters.Create(training.Schedule, names)};");
        writer.Line($"Loss = {ComponentEmitters.Create(model.Loss, names)};");
        writer.Line($"Augment = {List(training.Augment, names)};");
        if (training.EarlyStop is { } earlyStop)
        {
            writer.Line($"EarlyStop = {ComponentEmitters.Create(earlyStop, names)};");
        }

        if (training.ClipNorm is { Type: not ArgumentType.Null } clipNorm)
        {
            writer.Line($"ClipNorm = {Literal.Number(clipNorm)};");
        }

        if (training.ClipValue is { } clipValue)
        {
            writer.Line($"ClipValue = {Literal.Number(clipValue)};");
        }

        if (training.Accumulate > 1)
        {
            writer.Line($"Accumulate = {Literal.Integer(training.Accumulate)};");
        }

        if (training.Ema is { } ema)
        {
            writer.Line($"Ema = {ComponentEmitters.Create(ema, names)};");
        }

        if (training.Precision == "bfloat16")
        {
            writer.Line($"Precision = {names["Precision"]}.BFloat16;");
        }

        if (training.Tune is { } tune)
        {
            TuneEmitter.Write(writer, tune, names);
        }

        writer.Line($"Seed = {Literal.Integer(training.Seed)};");
        writer.Line($"Threads = {Literal.Integer(training.Threads)};");
        writer.Close();
        writer.Close();
    }

    /// <summary>Writes the record up to the opening brace of its constructor; a stub has it too.</summary>
    public static void WriteHead(SourceWriter writer, string loss, string defaults, Names names)
    {
        writer.Line("/// <summary>How the model is trained. The defaults are the spec's; change them by <c>with</c>.</summary>");
        writer.Line($"public sealed record Options : {names["TrainingOptions"]}<{loss}>");
        writer.Open();
        writer.Line("/// <summary>The options that the spec declares.</summary>");
        writer.Line($"public static Options Default {defaults}");
        writer.Line();
        writer.Line("/// <summary>Creates the options that the spec declares.</summary>");
        writer.Line($"[{names["SetsRequiredMembers"]}]");
        writer.Line("public Options()");
        writer.Open();
    }

    private static string List(EquatableArray<ComponentPlan> components, Names names)
    {
        StringBuilder text = new("[");
        foreach (ComponentPlan component in components)
        {
            text.Append(text.Length > 1 ? ", " : "").Append(ComponentEmitters.Create(component, names));
        }

        return text.Append(']').ToString();
    }
}
