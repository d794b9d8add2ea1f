using SiameseDsl.Generator.Customs;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>Writes one variant: constants, fields, constructor, the public ways to use it, the towers, the head, options, trainer and graph.</summary>
internal static class ModuleEmitter
{
    /// <summary>Writes the nested class of <paramref name="model"/>.</summary>
    public static void Write(SourceWriter writer, EmitContext context, ModelPlan model, Names names)
    {
        string type = model.TypeName;
        Fields fields = new(model);
        Documentation.WriteModel(writer, model);
        writer.Line($"[{FileFrame.GeneratedCodeAttribute(names)}]");
        writer.Line($"[{names["ExcludeFromCodeCoverage"]}]");
        writer.Line($"public sealed partial class {type} : {names["SiameseModule"]}<{type}>");
        writer.Open();
        WriteConstants(writer, model, names);
        writer.Line();
        WriteFields(writer, model, fields, names);
        WriteConstructor(writer, model, fields, names);
        InitEmitter.WriteMethod(writer, fields, names);
        writer.Line();
        WriteEntry(writer, context, model, names);
        writer.Line();
        EmbeddingEmitter.Write(writer, model, names);
        writer.Line();
        WriteLoad(writer, type, names);
        writer.Line();
        TowerEmitter.Write(writer, model, names);
        writer.Line();
        HeadEmitter.Write(writer, model, names);
        writer.Line();
        OptionsEmitter.Write(writer, model, names);
        writer.Line();
        WriteTrainer(writer, type, names);
        writer.Line();
        GraphEmitter.Write(writer, context.Plan, model, names);
        writer.Close();
    }

    /// <summary>The constants; a stub has them too, never zero, because a division by a constant zero would be a further error.</summary>
    public static void WriteConstants(SourceWriter writer, ModelPlan model, Names names)
    {
        writer.Line("/// <summary>Values in one embedding.</summary>");
        writer.Line($"public const int EmbeddingSize = {Literal.Integer(Known(model.EmbeddingSize))};");
        writer.Line();
        long frozen = Frozen(model);
        writer.Line($"/// <summary>{(frozen == 0 ? "Trainable values, tied ones once" : $"Values of the weights, tied ones once; {Literal.Count(frozen)} of them are frozen")}.</summary>");
        writer.Line(IsCounted(model)
            ? $"public const long ParameterCount = {Literal.Integer(Known(model.ParameterCount))};"
            : "public static long ParameterCount => Entry.ParameterCount;");
        writer.Line();
        writer.Line($"/// <summary>Multiply-accumulates to embed one {SampleWords.Of(model).One}{(IsCounted(model) ? "" : ", those of custom layers not among them")}.</summary>");
        writer.Line($"public const long Macs = {Literal.Integer(Known(model.Macs))};");
        writer.Line();
        writer.Line("/// <summary>SHA-256 over the resolved plan: weights of another plan do not load.</summary>");
        writer.Line($"public const string PlanHash = {Literal.String(model.PlanHash)};");
        writer.Line();
        writer.Line($"/// <summary>The shape of one {SampleWords.Of(model).One}, without the batch dimension.</summary>");
        string shape = model.Towers.Count > 0 ? Literal.Shape(model.Towers[0].InputShape) : "[]";
        writer.Line($"public static {names["ReadOnlySpan"]}<long> InputShape => {shape};");

        long Known(long value) => model.IsBroken && value == 0 ? 1 : value;
    }

    // What a class of the user's holds only an instance of it knows.
    private static bool IsCounted(ModelPlan model) => model.IsBroken || !model.HasCustomModules;

    private static long Frozen(ModelPlan model)
    {
        long frozen = 0;
        if (!model.IsBroken)
        {
            foreach (LayerPlan layer in new Fields(model).Frozen)
            {
                frozen += layer.Parameters;
            }
        }

        return frozen;
    }

    private static void WriteFields(SourceWriter writer, ModelPlan model, Fields fields, Names names)
    {
        foreach (LayerPlan layer in fields.Layers)
        {
            if (layer.WeightKey is { } key && key != layer.Field)
            {
                writer.Line($"[{names["ComponentName"]}(Name = {Literal.String(key)})]");
            }

            LayerEmitter emitter = LayerEmitters.Of(layer);
            string type = emitter.IsCustom ? Custom(model, layer, names).Type : names[emitter.Module!(layer)];
            writer.Line($"private readonly {type} {Literal.Identifier(layer.Field!)};");
        }

        if (HeadEmitter.IsCustomMetric(model.Head))
        {
            writer.Line($"private readonly {names.Custom(Category.Head, model.Head.Kind, model.Head.Arguments).Type} metric;");
        }

        if (model.Head.Calibrated)
        {
            writer.Line($"private readonly {names["Parameter"]} scale;");
            writer.Line($"private readonly {names["Parameter"]} bias;");
        }

        if (fields.Layers.Count > 0 || model.Head.Calibrated || HeadEmitter.IsCustomMetric(model.Head))
        {
            writer.Line();
        }
    }

    private static void WriteConstructor(SourceWriter writer, ModelPlan model, Fields fields, Names names)
    {
        writer.Line("/// <summary>A model with fresh weights.</summary>");
        writer.Line("/// <param name=\"seed\">The same seed gives the same weights.</param>");
        writer.Line("/// <param name=\"device\">Where the weights live; the CPU where none is given.</param>");
        writer.Line($"public {model.TypeName}(long seed = {Literal.Integer(model.Training.Seed)}, {names["Device"]}? device = null)");
        writer.Line($"    : base({Literal.String($"{model.Family}/{model.Variant}")}, Entry.Plan)");
        writer.Open();
        writer.Line("SeedWeights(seed);");
        writer.Line();
        foreach (LayerPlan layer in fields.Layers)
        {
            LayerEmitter emitter = LayerEmitters.Of(layer);
            if (emitter.IsCustom)
            {
                writer.Line($"{Fields.Access(layer.Field!)} = {Custom(model, layer, names).Expression};");
                continue;
            }

            names.UseStatic("torch.nn");
            string make = emitter.IsOwn ? "new " + names[emitter.Module!(layer)] : emitter.Factory ?? emitter.Module!(layer);
            writer.Line($"{Fields.Access(layer.Field!)} = {make}({emitter.Construct!(layer, names)});");
        }

        if (HeadEmitter.IsCustomMetric(model.Head))
        {
            writer.Line($"metric = {names.Custom(Category.Head, model.Head.Kind, model.Head.Arguments).Expression};");
        }

        HeadEmitter.WriteMap(writer, model.Head, names);
        if (model.Head.Calibrated)
        {
            names.UseStatic("torch");
            writer.Line($"scale = new {names["Parameter"]}(ones(1));");
            writer.Line($"bias = new {names["Parameter"]}(zeros(1));");
        }

        writer.Line();
        writer.Line("RegisterComponents();");
        InitEmitter.WriteCalls(writer, fields);
        writer.Line("Finish(device);");
        writer.Close();
    }

    private static CustomCreation Custom(ModelPlan model, LayerPlan layer, Names names) =>
        names.Custom(HeadEmitter.IsCustom(model.Head) && ReferenceEquals(model.Head.Layers[0], layer) ? Category.Head : Category.Layer, layer.Kind, layer.Arguments);

    private static void WriteEntry(SourceWriter writer, EmitContext context, ModelPlan model, Names names)
    {
        string type = model.TypeName;
        writer.Line("/// <summary>The model in the registry.</summary>");
        writer.Line($"public static {names["ModelEntry"]} Entry {{ get; }} = new {names["ModelEntry"]}<{type}, Options>(");
        writer.Line("    CreateGraph(),");
        writer.Line("    Options.Default,");
        writer.Line($"    static (seed, device) => new {type}(seed, device),");
        writer.Line("    static (model, options) => new Trainer(model, options),");
        if (model.Customs.Count == 0)
        {
            writer.Line($"    {Literal.String(context.SpecResource)});");
            return;
        }

        writer.Line($"    {Literal.String(context.SpecResource)},");
        writer.Line($"    [{string.Join(", ", CustomTypesOf(context, model))}]);");
    }

    private static List<string> CustomTypesOf(EmitContext context, ModelPlan model)
    {
        List<string> types = [];
        foreach (CustomUse use in model.Customs)
        {
            foreach (CustomCreation creation in context.Creations)
            {
                string type = $"typeof({creation.Type})";
                if (creation.Use == use && !types.Contains(type))
                {
                    types.Add(type);
                }
            }
        }

        return types;
    }

    private static void WriteLoad(SourceWriter writer, string type, Names names)
    {
        Documentation.WriteLoad(writer, names);
        writer.Line($"public static {type} Load(string runDirectory, {names["Device"]}? device = null) => LoadRun(runDirectory, Entry, device);");
    }

    private static void WriteTrainer(SourceWriter writer, string type, Names names)
    {
        writer.Line("/// <summary>Trains the model.</summary>");
        writer.Line("/// <param name=\"model\">The model, changed in place.</param>");
        writer.Line("/// <param name=\"options\">How to train it.</param>");
        writer.Line($"public sealed class Trainer({type} model, Options options) : {names["SiameseTrainer"]}<{type}>(model, options);");
    }
}
