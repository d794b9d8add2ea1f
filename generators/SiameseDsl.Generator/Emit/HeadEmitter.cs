using SiameseDsl.Spec;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>Writes what compares two embeddings.</summary>
internal static class HeadEmitter
{
    /// <summary>Writes Compare, HeadMetric where the head is a distance, HeadSimilarity where it is a similarity without one.</summary>
    public static void Write(SourceWriter writer, ModelPlan model, Names names)
    {
        HeadPlan head = model.Head;
        if (head.IsMetric)
        {
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override {names["Metric"]}? HeadMetric => {MetricOf(head, names)};");
            writer.Line();
        }
        else if (head.IsPlainSimilarity)
        {
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override {names["Similarity"]} HeadSimilarity => {SimilarityOf(head, names)};");
            writer.Line();
        }

        string tensor = names["Tensor"];
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override {tensor} Compare({tensor} left, {tensor} right)");
        writer.Open();
        FlowEmitter flow = new(names);
        flow.Add("using var scope = NewDisposeScope();");
        flow.Add(head.Kind switch
        {
            "cosine" or "dot" or "bilinear" => AddSimilarity(flow, head, names),
            CustomKeys.Kind => $"return CheckShape({Fields.Access(head.Layers[0].Field!)}.call(left, right), {Literal.String(head.Layers[0].Name)}, []).MoveToOuterDisposeScope();",
            _ when head.IsMetric => AddDistance(flow, head, names),
            _ => AddCombination(flow, model, names),
        });
        flow.WriteTo(writer);
        writer.Close();
    }

    /// <summary>The head's own linear map as the constructor begins it: as the identity.</summary>
    public static void WriteMap(SourceWriter writer, HeadPlan head, Names names)
    {
        foreach (LayerPlan map in head.Map)
        {
            names.UseStatic("torch.nn.init");
            writer.Line($"eye_({Fields.Access(map.Field!)}.weight);");
        }
    }

    /// <summary>Whether the head is a module of the user's.</summary>
    public static bool IsCustom(HeadPlan head) => head.Kind == CustomKeys.Kind;

    /// <summary>Whether the head is a distance of the user's.</summary>
    public static bool IsCustomMetric(HeadPlan head) => head.Kind == "custom_metric";

    private static string MetricOf(HeadPlan head, Names names) => IsCustomMetric(head) ? "metric" : names["Metric"] + head.Kind switch
    {
        "euclidean" => ".Euclidean",
        "squared_euclidean" => ".SquaredEuclidean",
        "mahalanobis" => $".Mahalanobis({Fields.Access(head.Map[0].Field!)}{(IsSet(head, "squared") ? ", squared: true" : "")})",
        "cosine" => ".Cosine",
        _ => throw Unknown(head),
    };

    private static string SimilarityOf(HeadPlan head, Names names) => names["Similarity"] + head.Kind switch
    {
        "dot" => ".Dot",
        "bilinear" => $".Bilinear({Fields.Access(head.Map[0].Field!)}, symmetric: {Literal.Boolean(IsSet(head, "symmetric"))})",
        "relation" or CustomKeys.Kind => ".Of(Compare)",
        _ => throw Unknown(head),
    };

    private static string AddSimilarity(FlowEmitter flow, HeadPlan head, Names names)
    {
        if (head.Kind == "cosine")
        {
            names.UseStatic("torch.nn.functional");
        }

        string similarity = head.Kind switch
        {
            "cosine" => "cosine_similarity(left, right, dim: 1)",
            "dot" => "(left * right).sum(1)",
            _ => $"{SimilarityOf(head, names)}.OfRows(left, right)",
        };
        flow.Add($"var similarity = {similarity};", "(N)");
        return head.Calibrated
            ? "return (scale * similarity + bias).MoveToOuterDisposeScope();"
            : "return similarity.MoveToOuterDisposeScope();";
    }

    private static string AddDistance(FlowEmitter flow, HeadPlan head, Names names)
    {
        flow.Add($"var distance = {MetricOf(head, names)}.Distance(left, right);", "(N)");
        return head.Calibrated
            ? "return (bias - scale * distance).MoveToOuterDisposeScope();"
            : "return (-distance).MoveToOuterDisposeScope();";
    }

    private static string AddCombination(FlowEmitter flow, ModelPlan model, Names names)
    {
        HeadPlan head = model.Head;
        EquatableArray<long> combined = head.Layers.Count > 0 ? head.Layers[0].Input : default;
        if (head.Kind is "concat" or "relation")
        {
            names.UseStatic("torch");
        }

        if (head.Kind == "relation" && IsSet(head, "symmetric"))
        {
            string both = Literal.Batch(combined).Replace("(N", "(2N");
            flow.Add("var x = cat([cat([left, right], 1), cat([right, left], 1)]);", both);
            flow.Add(head.Layers, "x");
            flow.Add("var orders = x.squeeze(1).chunk(2);");
            return "return ((orders[0] + orders[1]) / 2).MoveToOuterDisposeScope();";
        }

        string combination = head.Kind switch
        {
            "concat" or "relation" => "cat([left, right], 1)",
            "l1" => "(left - right).abs()",
            "product" => "left * right",
            _ => throw Unknown(head),
        };
        flow.Add($"var x = {combination};", Literal.Batch(combined));
        flow.Add(head.Layers, "x");
        return "return x.squeeze(1).MoveToOuterDisposeScope();";
    }

    private static bool IsSet(HeadPlan head, string key) => head.Arguments.Find(key) is { Text: "true" };

    private static InvalidOperationException Unknown(HeadPlan head) => new($"No emitter knows the head '{head.Kind}'.");
}
