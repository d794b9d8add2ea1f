using System.Text;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>Writes the model as plain data, for whoever reads a model without running it.</summary>
internal static class GraphEmitter
{
    /// <summary>Writes the factory of the graph.</summary>
    public static void Write(SourceWriter writer, FamilyPlan family, ModelPlan model, Names names)
    {
        writer.Line("/// <summary>The model as plain data.</summary>");
        writer.Line($"private static {names["ModelGraph"]} CreateGraph() => new()");
        writer.Open();
        writer.Line($"Family = {Literal.String(family.Name)},");
        writer.Line($"Variant = {Literal.String(model.Variant)},");
        writer.Line($"Summary = {Literal.String(model.Summary)},");
        writer.Line($"Primary = {Literal.String(family.Primary)},");
        writer.Line("PlanHash = PlanHash,");
        writer.Line($"Sharing = {Literal.String(SharingOf(model))},");
        writer.Line("Towers =");
        writer.Open("[");
        foreach (TowerPlan tower in model.Towers)
        {
            writer.Line($"new({Literal.String(tower.Name)}, {Literal.Shape(tower.InputShape)},");
            writer.Open("[");
            WriteOperations(writer, tower.Layers);
            writer.Close(tower.Vocabulary is long vocabulary ? $"]) {{ Vocabulary = {Literal.Integer(vocabulary)} }}," : "]),");
        }

        writer.Close("],");
        if (model.Comparisons != TowerPair.All(model.Towers.Count).ToEquatableArray())
        {
            writer.Line($"Comparisons = [{Comparisons(model)}],");
        }

        writer.Line($"Head = {Literal.String(model.Head.Kind)},");
        writer.Line($"Calibrated = {Literal.Boolean(model.Head.Calibrated)},");
        writer.Line($"IsMetric = {Literal.Boolean(model.Head.IsMetric)},");
        if (model.Head.IsPlainSimilarity)
        {
            writer.Line("IsPlainSimilarity = true,");
        }

        if (model.Head.Map.Count > 0 || model.Head.IsPlainSimilarity)
        {
            writer.Line($"HeadAttributes = [{Attributes(model.Head.Arguments)}],");
        }

        EquatableArray<LayerPlan> layers = model.Head.Map.Count > 0 ? model.Head.Map : model.Head.Layers;
        if (layers.Count == 0)
        {
            writer.Line("HeadLayers = [],");
        }
        else
        {
            writer.Line("HeadLayers =");
            writer.Open("[");
            WriteOperations(writer, layers);
            writer.Close("],");
        }

        if (model.Views != ModelPlan.OneView)
        {
            writer.Line($"Views = {Literal.String(model.Views)},");
        }

        writer.Line($"Loss = {Literal.String(model.Loss.Kind)},");
        writer.Line("EmbeddingSize = EmbeddingSize,");
        writer.Line(model.HasCustomModules ? $"ParameterCount = {Literal.Integer(model.ParameterCount)}," : "ParameterCount = ParameterCount,");
        if (model.HasCustomModules)
        {
            writer.Line("HasCustomModules = true,");
        }

        writer.Line("Macs = Macs,");
        writer.Line("Resolved =");
        writer.Open("[");
        foreach (ResolvedSetting setting in model.Resolved)
        {
            writer.Line($"new({Literal.String(setting.Path)}, {Literal.String(setting.Value)}),");
        }

        writer.Close("],");
        writer.Close("};");
    }

    private static string Comparisons(ModelPlan model)
    {
        StringBuilder text = new();
        foreach (TowerPair pair in model.Comparisons)
        {
            text.Append(text.Length == 0 ? "" : ", ").Append("new(").Append(Literal.Integer(pair.Left)).Append(", ").Append(Literal.Integer(pair.Right)).Append(')');
        }

        return text.ToString();
    }

    private static string SharingOf(ModelPlan model) => model.Sharing switch
    {
        Sharing.Separate => "separate",
        Sharing.Partial => "partial",
        Sharing.Named => "named",
        _ => "shared",
    };

    private static void WriteOperations(SourceWriter writer, EquatableArray<LayerPlan> layers)
    {
        StringBuilder text = new(512);
        foreach (LayerPlan layer in layers)
        {
            text.Clear();
            text.Append("new() { Kind = ").Append(Literal.String(layer.Kind));
            text.Append(", Name = ").Append(Literal.String(layer.Name));
            if (layer.Arguments.Count > 0 || layer.Frozen)
            {
                string frozen = !layer.Frozen ? "" : (layer.Arguments.Count > 0 ? ", " : "") + "new(\"frozen\", \"true\")";
                text.Append(", Attributes = [").Append(Attributes(layer.Arguments)).Append(frozen).Append(']');
            }

            if (layer.WeightKey is { } key)
            {
                text.Append(", WeightKey = ").Append(Literal.String(key));
            }

            text.Append(layer.Tied ? ", Tied = true" : "");
            text.Append(", Input = ").Append(Literal.Shape(layer.Input)).Append(", Output = ").Append(Literal.Shape(layer.Output));
            text.Append(layer.Parameters > 0 ? $", Parameters = {Literal.Integer(layer.Parameters)}" : "");
            text.Append(layer.InnerValues > 0 ? $", InnerValues = {Literal.Integer(layer.InnerValues)}" : "");
            text.Append(layer.Macs > 0 ? $", Macs = {Literal.Integer(layer.Macs)}" : "");
            if (layer.Branches.Count == 0)
            {
                writer.Line(text.Append(" },").ToString());
                continue;
            }

            writer.Line(text.Append(", Branches =").ToString());
            writer.Open("[");
            foreach (BranchPlan branch in layer.Branches)
            {
                if (branch.Layers.Count == 0)
                {
                    writer.Line("[],");
                    continue;
                }

                writer.Open("[");
                WriteOperations(writer, branch.Layers);
                writer.Close("],");
            }

            writer.Close("] },");
        }
    }

    private static string Attributes(EquatableArray<Argument> arguments)
    {
        StringBuilder text = new();
        foreach (Argument argument in arguments)
        {
            text.Append(text.Length == 0 ? "" : ", ");
            text.Append("new(").Append(Literal.String(argument.Name)).Append(", ");
            text.Append(Literal.String(argument.Type == ArgumentType.Null ? "null" : argument.Text)).Append(')');
        }

        return text.ToString();
    }
}
