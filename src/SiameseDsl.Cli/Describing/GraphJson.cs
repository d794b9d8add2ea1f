using System.Text.Json.Nodes;
using SiameseDsl.Graphs;
using SiameseDsl.Modules;

namespace SiameseDsl.Cli.Describing;

/// <summary>A model's plan as JSON.</summary>
internal static class GraphJson
{
    /// <summary>What list shows of it.</summary>
    public static JsonObject Headline(ModelGraph plan) => new()
    {
        ["model"] = plan.Name,
        ["name"] = plan.Variant,
        ["summary"] = plan.Summary,
        ["plan_hash"] = plan.PlanHash,
        ["head"] = plan.Head,
        ["calibrated"] = plan.Calibrated,
        ["metric"] = plan.IsMetric,
        ["loss"] = plan.Loss,
        ["sharing"] = plan.Sharing,
        ["parameters"] = plan.ParameterCount,
        ["macs"] = plan.Macs,
        ["embedding_size"] = plan.EmbeddingSize,
        ["input_shape"] = Numbers(plan.InputShape),
    };

    /// <summary>All of it.</summary>
    public static JsonObject Whole(ModelEntry entry)
    {
        ModelGraph plan = entry.CountedPlan;
        JsonObject document = Headline(plan);
        document.Insert(0, "schema", 1);
        document.Insert(1, "family", plan.Family);
        document["primary"] = plan.Primary;
        document["views"] = plan.Views;
        document["towers"] = new JsonArray([.. plan.Towers.Select(tower => (JsonNode)new JsonObject
        {
            ["name"] = tower.Name,
            ["input_shape"] = Numbers(tower.InputShape),
            ["vocabulary"] = tower.Vocabulary,
            ["layers"] = Operations(tower.Operations),
        })]);
        document["comparisons"] = new JsonArray([.. plan.Comparisons.Select(pair => (JsonNode)new JsonArray(plan.Towers[pair.Left].Name, plan.Towers[pair.Right].Name))]);
        document["head_attributes"] = Texts(plan.HeadAttributes);
        document["head_layers"] = Operations(plan.HeadLayers);
        document["training"] = Texts(TrainingFacts.Of(entry.DefaultOptions));
        document["resolved"] = Texts(plan.Resolved);
        return document;
    }

    private static JsonArray Operations(IReadOnlyList<GraphOperation> operations) => new([.. operations.Select(operation => (JsonNode)Operation(operation))]);

    private static JsonObject Operation(GraphOperation operation)
    {
        var node = new JsonObject
        {
            ["name"] = operation.Name,
            ["kind"] = operation.Kind,
            ["attributes"] = Texts(operation.Attributes),
            ["input"] = Numbers(operation.Input),
            ["output"] = Numbers(operation.Output),
            ["parameters"] = operation.Parameters,
            ["macs"] = operation.Macs,
            ["weights"] = operation.WeightKey,
            ["tied"] = operation.Tied,
        };
        if (operation.Branches.Count > 0)
        {
            node["branches"] = new JsonArray([.. operation.Branches.Select(branch => (JsonNode)Operations(branch))]);
        }

        return node;
    }

    private static JsonArray Numbers(IReadOnlyList<long> values) => new([.. values.Select(value => (JsonNode)value)]);

    private static JsonObject Texts(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var node = new JsonObject();
        foreach ((string name, string value) in pairs)
        {
            node[name] = value;
        }

        return node;
    }
}
