using SiameseDsl.Spec;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>Writes what compares two embeddings.</summary>
internal static class HeadEmitter
{
    /// <summary>Writes Compare, and HeadMetric where the head is a distance.</summary>
    public static void Write(SourceWriter writer, ModelPlan model, Names names)
    {
        HeadPlan head = model.Head;
        if (head.IsMetric)
        {
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override {names["Metric"]}? HeadMetric => {MetricOf(head, names)};");
            writer.Line();
        }

        string tensor = names["Tensor"];
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override {tensor} Compare({tensor} left, {tensor} right)");
        writer.Open();
        FlowEmitter flow = new(names);
        flow.Add("using var scope = NewDisposeScope();");
        flow.Add(head.IsMetric ? AddMetric(flow, head, names) : AddCombination(flow, head, names));
        flow.WriteTo(writer);
        writer.Close();
    }

    private static string MetricOf(HeadPlan head, Names names) => names["Metric"] + head.Kind switch
    {
        "euclidean" => ".Euclidean",
        "squared_euclidean" => ".SquaredEuclidean",
        "cosine" => ".Cosine",
        _ => throw Unknown(head),
    };

    private static string AddMetric(FlowEmitter flow, HeadPlan head, Names names)
    {
        if (head.Kind == "cosine")
        {
            names.UseStatic("torch.nn.functional");
            flow.Add("var similarity = cosine_similarity(left, right, dim: 1);", "(N)");
            return head.Calibrated
                ? "return (scale * similarity + bias).MoveToOuterDisposeScope();"
                : "return similarity.MoveToOuterDisposeScope();";
        }

        flow.Add($"var distance = {MetricOf(head, names)}.Distance(left, right);", "(N)");
        return head.Calibrated
            ? "return (bias - scale * distance).MoveToOuterDisposeScope();"
            : "return (-distance).MoveToOuterDisposeScope();";
    }

    private static string AddCombination(FlowEmitter flow, HeadPlan head, Names names)
    {
        EquatableArray<long> combined = head.Layers.Count > 0 ? head.Layers[0].Input : default;
        string combination = head.Kind switch
        {
            "concat" => "cat([left, right], 1)",
            "l1" => "(left - right).abs()",
            "product" => "left * right",
            _ => throw Unknown(head),
        };
        flow.Add($"var x = {combination};", Literal.Batch(combined));
        flow.Add(head.Layers, "x");
        string score = head.Calibrated ? "(scale * x.squeeze(1) + bias)" : "x.squeeze(1)";
        return $"return {score}.MoveToOuterDisposeScope();";
    }

    private static InvalidOperationException Unknown(HeadPlan head) => new($"No emitter knows the head '{head.Kind}'.");
}
