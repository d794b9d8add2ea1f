using System.Globalization;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Graphs;
using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Cli.Diagrams;

/// <summary>The words of a diagram.</summary>
internal static class DiagramText
{
    /// <summary>A shape: <c>32 × 14 × 14</c>.</summary>
    public static string Shape(IEnumerable<long> shape) => string.Join(" × ", shape);

    /// <summary>What a layer is, as short as a spec could say it: <c>dense 100, sigmoid</c>.</summary>
    public static string Layer(Layer layer)
    {
        GraphOperation operation = layer.Operation;
        CatalogEntry? entry = SpecCatalog.Find(Category.Layer, operation.Kind) ?? SpecCatalog.Find(Category.Transform, operation.Kind);
        var words = new List<string> { operation.Kind };
        foreach ((string name, string value) in operation.Attributes)
        {
            if (name == entry?.MainKey)
            {
                words[0] += " " + Value(value);
            }
            else if (name is not ("name" or "shared" or "activation") && value != "null" && !IsDefault(entry, name, value))
            {
                words.Add($"{name} {Value(value)}");
            }
        }

        if (layer.Activation is { } activation)
        {
            words.Add(activation.Kind);
        }

        if (layer.TiedWith.Count > 0)
        {
            words.Insert(1, "tied with " + string.Join(" and ", layer.TiedWith));
        }

        return string.Join(", ", words);
    }

    /// <summary>The shape of the embedding that comes out of a lane.</summary>
    public static string Embedding(ModelGraph plan, int lane)
    {
        GraphTower tower = plan.Towers[Math.Min(lane, plan.Towers.Count - 1)];
        return Shape(tower.Operations.Count > 0 ? tower.Operations[^1].Output : tower.InputShape);
    }

    /// <summary>How many trainable values a layer has; an empty text for none.</summary>
    public static string Parameters(GraphOperation operation) => operation.Parameters > 0 ? Format.Count(operation.Parameters) : "";

    /// <summary>What the head does.</summary>
    public static string Head(ModelGraph plan) => plan switch
    {
        { Calibrated: true, IsPlainSimilarity: true } => "the similarity, times a learned scale, plus a learned bias",
        { Calibrated: true } => "the distance, times a learned scale, plus a learned bias",
        { IsMetric: true } => "how near the embeddings lie",
        { IsPlainSimilarity: true } => "how alike the embeddings are",
        _ => "puts the embeddings together",
    };

    /// <summary>The loss with its settings: <c>margin 1.0</c>.</summary>
    public static string Loss(ModelGraph plan)
    {
        string path = $"loss.{plan.Loss}.";
        return string.Join(", ", plan.Resolved
            .Where(setting => setting.Key.StartsWith(path, StringComparison.Ordinal) && setting.Key.IndexOf('.', path.Length) < 0 && setting.Value != "null")
            .Select(setting => $"{setting.Key[path.Length..]} {setting.Value}"));
    }

    /// <summary>The model's sharing and size.</summary>
    public static string Summary(ModelGraph plan) =>
        $"{Sharing(plan)}, embeddings of {Format.Count(plan.EmbeddingSize)}, {Format.Plural(plan.ParameterCount, "parameter")}, {Format.Count(plan.Macs)} MACs";

    private static string Sharing(ModelGraph plan) => plan.Sharing switch
    {
        "shared" => "one tower for both images",
        "separate" => "towers that share nothing",
        "partial" => "towers that share some layers",
        _ => "named towers",
    };

    private static string Value(string value) => value.Replace(",", "×", StringComparison.Ordinal);

    // 3 stands for 3,3, and 1e-5 for 0.00001.
    private static bool IsDefault(CatalogEntry? entry, string name, string value)
    {
        string? known = entry?.Keys.FirstOrDefault(key => key.Name == name)?.Default;
        return known is not null && value.Split(',').All(part => part == known || (Number(part) is { } left && Number(known) is { } right && left.Equals(right)));
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
}
