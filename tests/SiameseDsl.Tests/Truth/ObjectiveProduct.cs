using System.Text;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Tests.Truth;

/// <summary>Every head of the catalog with every loss of the catalog on every batch of the catalog.</summary>
internal static class ObjectiveProduct
{
    /// <summary>Images, flattened.</summary>
    public const string OfImages = "input: { shape: [1, 6, 6] }\ntower:\n  - flatten\n  - dense: { units: 24, activation: relu }\n  - dense: { name: embedding, units: 8 }\n";

    /// <summary>Tokens that attention reads.</summary>
    public const string OfTokens = "input: { tokens: { length: 6, vocabulary: 12 } }\ntower:\n  - embedding: 16\n  - positions\n  - transformer: { blocks: 1, heads: 2, feed_forward: 24, dropout: 0 }\n  - sequence_pool\n  - dense: { name: embedding, units: 8 }\n";

    private const string Hidden = "[{ dense: { units: 12, activation: relu } }, dense: 1]";

    /// <summary>A combination.</summary>
    /// <param name="Head">The head's kind.</param>
    /// <param name="Loss">The loss's kind.</param>
    /// <param name="Batch">The batch's kind.</param>
    public sealed record Combination(string Head, string Loss, string Batch)
    {
        /// <summary>Its name as a variant.</summary>
        public string Variant => string.Join('-', Head, Loss, Batch).Replace('_', '-');

        /// <summary>What of the family it changes.</summary>
        public string Patch => $"{{ head: {HeadOf(Head, Loss)}, loss: {LossOf(Loss)}, training: {{ batch: {{ {BatchOf(Batch)} }} }} }}";
    }

    /// <summary>All of them.</summary>
    public static IEnumerable<Combination> All =>
        from head in Kinds(Category.Head)
        from loss in Kinds(Category.Loss)
        from batch in SpecCatalog.Kinds(Category.Batch)
        select new Combination(head, loss, batch);

    /// <summary>One family with these as its variants; its base is a network that is none of them.</summary>
    public static string Family(IEnumerable<Combination> combinations, string tower = OfImages)
    {
        StringBuilder yaml = new(
            "siamese: 1\nmodel: Product\n" + tower
            + "head: { l1: { layers: [dense: { units: 5, activation: relu }, dense: 1] } }\nloss: bce\ntraining: { optimizer: { adam: 0.005 }, threads: 1 }\nvariants:\n");
        foreach (Combination combination in combinations)
        {
            yaml.Append("  ").Append(combination.Variant).Append(": ").Append(combination.Patch).Append('\n');
        }

        return yaml.ToString();
    }

    /// <summary>The errors of a combination by itself.</summary>
    public static IReadOnlyList<Finding> ErrorsOf(Combination combination) =>
        [.. SpecCompiler.Compile(new SpecFile("Product.siamese.yaml", Family([combination]))).Findings.Where(finding => finding.Severity == Severity.Error)];

    private static string HeadOf(string head, string loss) => head switch
    {
        "concat" or "l1" or "product" or "relation" => $"{{ {head}: {{ layers: {Hidden} }} }}",
        _ when loss is "bce" or "sum" => $"{{ {head}: {{ calibrated: true }} }}",
        _ => head,
    };

    // The sum has a part that all heads can serve, so that it is refused for its batch or not at all.
    private static string LossOf(string loss) => loss switch
    {
        "sum" => "{ sum: [{ weight: 0.5, loss: bce }, { loss: bce }] }",
        "triplet" => "{ triplet: { miner: { schedule: [{ miner: all }, { from: 0.5, miner: semi_hard }] } } }",
        "nt_xent" => "{ nt_xent: { learned: true } }",
        _ => loss,
    };

    private static string BatchOf(string batch) => batch switch
    {
        "pairs" => "pairs: 24",
        "pk" => "pk: { classes: 6, samples: 4 }",
        _ => "episodes: { ways: 5, shots: 1, queries: 3 }",
    };

    // Classes of the user's need the user's code beside them: the golden models have both.
    private static IEnumerable<string> Kinds(Category category) => SpecCatalog.Kinds(category).Where(kind => SpecCatalog.Find(category, kind)!.Custom is null);
}
