using SiameseDsl.Spec;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>Writes forward, Encode and one method a tower.</summary>
internal static class TowerEmitter
{
    /// <summary>Writes the methods of <paramref name="model"/>.</summary>
    public static void Write(SourceWriter writer, ModelPlan model, Names names)
    {
        WriteForward(writer, model, names);
        writer.Line();
        WriteEncodeBoth(writer, model, names);
        writer.Line();
        WriteEncode(writer, model, names);
        foreach (TowerPlan tower in model.Towers)
        {
            writer.Line();
            WriteTower(writer, model, tower, names);
        }
    }

    private static string MethodOf(ModelPlan model, TowerPlan tower)
    {
        string name = tower.TypeName.Length > 0 ? "Encode" + tower.TypeName : "Tower";
        return name == model.TypeName ? name + "Tower" : name;
    }

    private static void WriteForward(SourceWriter writer, ModelPlan model, Names names)
    {
        TowerPlan first = model.Towers[model.Comparisons[0].Left];
        TowerPlan last = model.Towers[model.Comparisons[0].Right];
        names.UseStatic("torch");
        string tensor = names["Tensor"];
        writer.Line($"/// <summary>Scores pairs: {Literal.Batch(first.InputShape)} and {Literal.Batch(last.InputShape)} -> (N). Larger means more alike.</summary>");
        writer.Line($"public override {tensor} forward({tensor} left, {tensor} right)");
        writer.Open();
        writer.Line("using var scope = NewDisposeScope();");
        writer.Line("var (a, b) = EncodeBoth(left, right);");
        writer.Line("return Compare(a, b).MoveToOuterDisposeScope();");
        writer.Close();
    }

    private static void WriteEncodeBoth(SourceWriter writer, ModelPlan model, Names names)
    {
        string tensor = names["Tensor"];
        string signature = $"public override ({tensor} Left, {tensor} Right) EncodeBoth({tensor} left, {tensor} right)";
        writer.Line("/// <inheritdoc/>");
        if (!model.JointBatch || model.Towers.Count > 1)
        {
            writer.Line($"{signature} => ({Encoded(model, model.Comparisons[0].Left, "left")}, {Encoded(model, model.Comparisons[0].Right, "right")});");
            if (model.Towers.Count == 1)
            {
                writer.Line();
                writer.Line("/// <inheritdoc/>");
                writer.Line($"public override {tensor}[] EncodeAll(params {tensor}[] images) => EncodeEach(images);");
            }

            return;
        }

        // Cut by the sizes that came in, not in halves: branches of unequal length must not be mixed up.
        names.UseStatic("torch");
        writer.Line(signature);
        writer.Open();
        FlowEmitter flow = new(names);
        flow.Add("using var scope = NewDisposeScope();");
        EquatableArray<long> one = OutputOf(model.Towers[0]);
        string both = Literal.Batch(one) + (model.EmbeddingShape == one ? "" : ", in evaluation " + Literal.Batch(model.EmbeddingShape));
        flow.Add($"var both = {Encoded(model, 0, "cat([left, right])")};", both.Replace("(N", "(2N"));
        flow.Add("var halves = both.split([left.shape[0], right.shape[0]]);");
        flow.Add("return scope.MoveToOuter(halves[0], halves[1]);");
        flow.WriteTo(writer);
        writer.Close();
    }

    private static void WriteEncode(SourceWriter writer, ModelPlan model, Names names)
    {
        string tensor = names["Tensor"];
        writer.Line("/// <inheritdoc/>");
        if (model.Towers.Count == 1)
        {
            writer.Line($"public override {tensor} Encode({tensor} samples, int tower) => {Viewed(model, model.Towers[0], names)};");
            return;
        }

        writer.Line($"public override {tensor} Encode({tensor} samples, int tower) => tower switch");
        writer.Open();
        for (int i = 0; i < model.Towers.Count; i++)
        {
            writer.Line($"{i} => {Viewed(model, model.Towers[i], names)},");
        }

        string message = Literal.String($"The towers are numbered from 0 to {model.Towers.Count - 1}.");
        writer.Line($"_ => throw new {names["ArgumentOutOfRangeException"]}(nameof(tower), tower, {message}),");
        writer.Close("};");
    }

    private static EquatableArray<long> OutputOf(TowerPlan tower) => tower.Layers.Count > 0 ? tower.Layers[tower.Layers.Count - 1].Output : tower.InputShape;

    /// <summary>A sample through a tower, in evaluation each view of it.</summary>
    private static string Viewed(ModelPlan model, TowerPlan tower, Names names) => model.Views switch
    {
        ModelPlan.OneView => $"{MethodOf(model, tower)}(samples)",
        string views => $"training ? {MethodOf(model, tower)}(samples) : {names["EvaluationViews"]}.{(views == "mirror" ? "Mirrored" : "Turned")}(samples, {MethodOf(model, tower)})",
    };

    /// <summary>The embeddings of a tower: by its method, or by Encode where views are to be made.</summary>
    private static string Encoded(ModelPlan model, int tower, string samples) =>
        model.Views == ModelPlan.OneView ? $"{MethodOf(model, model.Towers[tower])}({samples})" : $"Encode({samples}, {tower})";

    private static void WriteTower(SourceWriter writer, ModelPlan model, TowerPlan tower, Names names)
    {
        string tensor = names["Tensor"];
        EquatableArray<long> output = OutputOf(tower);
        string name = tower.TypeName.Length > 0 ? $"The tower {tower.Name}" : "The tower";
        writer.Line($"/// <summary>{name}: {Literal.Batch(tower.InputShape)} -> {Literal.Batch(output)}.</summary>");
        writer.Line($"private {tensor} {MethodOf(model, tower)}({tensor} x)");
        writer.Open();
        if (tower.Layers.Count == 0)
        {
            writer.Line("return x.alias();");
        }
        else
        {
            FlowEmitter flow = new(names);
            flow.Add("using var scope = NewDisposeScope();");
            flow.Add(tower.Layers, "x");
            flow.Add("return x.MoveToOuterDisposeScope();");
            flow.WriteTo(writer);
        }

        writer.Close();
    }
}
