using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>Writes a variant that cannot be compiled: its full public surface, so that the finding in the spec is the only error of the build.
/// What a broken spec leaves unknown is there in every form that it could have.</summary>
internal static class StubEmitter
{
    /// <summary>Writes the nested class of <paramref name="model"/>.</summary>
    public static void Write(SourceWriter writer, EmitContext context, ModelPlan model, Names names)
    {
        string type = model.TypeName;
        string tensor = names["Tensor"];
        string device = names["Device"];
        string graph = names["ModelGraph"];
        writer.Line($"/// <summary>{Literal.Xml(model.Family)}/{Literal.Xml(model.Variant)} could not be compiled: {Literal.Xml(context.SpecFile)} has errors. Every member throws.</summary>");
        writer.Line($"[{FileFrame.GeneratedCodeAttribute(names)}]");
        writer.Line($"[{names["ExcludeFromCodeCoverage"]}]");
        writer.Line($"public sealed partial class {type} : {names["SiameseModule"]}<{type}>");
        writer.Open();
        ModuleEmitter.WriteConstants(writer, model, names);
        writer.Line();
        writer.Line("/// <summary>Throws: the variant could not be compiled.</summary>");
        writer.Line($"public {type}(long seed = 1, {device}? device = null)");
        writer.Line($"    : base({Literal.String($"{model.Family}/{model.Variant}")}, NotCompiled<{graph}>())");
        writer.Open();
        writer.Close();
        writer.Line();
        writer.Line("/// <summary>Throws: the variant could not be compiled.</summary>");
        writer.Line($"public static {names["ModelEntry"]} Entry => NotCompiled<{names["ModelEntry"]}>();");
        WriteEmbeddings(writer, model, names);
        writer.Line();
        writer.Line("/// <summary>Throws: the variant could not be compiled.</summary>");
        writer.Line($"public static {type} Load(string runDirectory, {device}? device = null) => NotCompiled<{type}>();");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override {tensor} forward({tensor} left, {tensor} right) => NotCompiled<{tensor}>();");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override {tensor} Encode({tensor} samples, int tower) => NotCompiled<{tensor}>();");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override {tensor} Compare({tensor} left, {tensor} right) => NotCompiled<{tensor}>();");
        writer.Line();
        WriteTraining(writer, model, names);
        writer.Line();
        string sentence = $"{model.Family}/{model.Variant} could not be compiled because {context.SpecFile} has errors; repair what the build reports there and build again.";
        writer.Line($"private static TResult NotCompiled<TResult>() => throw new {names["SiameseException"]}({Literal.String(sentence)});");
        writer.Close();
    }

    private static void WriteEmbeddings(SourceWriter writer, ModelPlan model, Names names)
    {
        string type = model.TypeName;
        const string summary = "Throws: the variant could not be compiled.";
        HashSet<string> written = new(StringComparer.Ordinal) { "" };
        string batch = $"NotCompiled<{names["EmbeddingBatch"]}<{type}>>()";
        string one = $"NotCompiled<{names["Embedding"]}<{type}>>()";
        writer.Line();
        EmbeddingEmitter.WriteEmbed(writer, type, "", summary, summary, batch, one, SampleWords.Of(model), names);
        foreach (TowerPlan tower in model.Towers)
        {
            if (written.Add(tower.TypeName))
            {
                writer.Line();
                EmbeddingEmitter.WriteEmbed(writer, type, tower.TypeName, summary, summary, batch, one, SampleWords.Of(tower), names);
            }
        }

        writer.Line();
        EmbeddingEmitter.WriteDistance(writer, type, "NotCompiled<float>()", names);
        writer.Line();
        EmbeddingEmitter.WriteVerdicts(writer, type, "NotCompiled<float>()", "NotCompiled<bool>()", names);
    }

    private static void WriteTraining(SourceWriter writer, ModelPlan model, Names names)
    {
        string loss = ComponentEmitters.TypeOrNull(model.Loss) is { } known ? names[known] : names["LossOptions"];
        OptionsEmitter.WriteHead(writer, loss, "=> new();", names);
        writer.Line($"Loss = NotCompiled<{loss}>();");
        writer.Close();
        writer.Close();
        writer.Line();
        writer.Line("/// <summary>Throws: the variant could not be compiled.</summary>");
        writer.Line($"public sealed class Trainer({model.TypeName} model, Options options) : {names["SiameseTrainer"]}<{model.TypeName}>(model, options);");
    }
}
