using SiameseDsl.Cli.Reports;

namespace SiameseDsl.Cli.Tests.Reports;

/// <summary>Reports with made-up figures of the expected shape.</summary>
internal static class SampleReport
{
    public static ComparisonReport Digits(int seeds = 1, string primary = "pair_accuracy", int testClasses = 40, double lead = 0.224)
    {
        double? half = seeds == 1 ? 0.009 : seeds < 2 ? null : 0.004;
        VariantReport[] variants =
        [
            Variant("contrastive-linear", "euclidean", "contrastive", 0.752 + lead, 0.957, 0.873, half, seeds, ["loss: bce → contrastive", "head: concat → euclidean", "tower.embedding.activation: sigmoid → linear"]),
            Variant("triplet", "euclidean", "triplet", 0.968, 0.951, 0.871, half, seeds, ["head: concat → euclidean", "loss: bce → triplet", "loss.margin: – → 0.2", "batch: pairs → pk", "batch.classes: – → 16"]),
            Variant("concat-hidden", "concat", "bce", 0.912, 0.805, 0.532, half, seeds, ["head.layers: dense 1 → dense 128 relu, dense 1"]),
            Variant("base", "concat", "bce", 0.748, 0.201, 0.051, half, seeds, []),
        ];
        var report = new ComparisonReport
        {
            Family = "Digits",
            Seeds = [.. Enumerable.Range(1, seeds).Select(s => (long)s)],
            Primary = primary,
            Data = new DataReport("glyphs", new string('a', 64), new ClassCounts(120, 30, testClasses, true), new ImageCounts(6000, 1500, 50 * testClasses), "Classes by a fixed shuffle."),
            Baselines = [Baseline("pixels", 0.713, 0.552, 0.301), Baseline("untrained", 0.695, 0.503, 0.262)],
            Variants = variants,
            Comparisons = [.. Comparisons("models", lead, 0.012), .. seeds >= 5 ? Comparisons("recipe", lead, 0.006) : []],
            Protocol = new ProtocolReport(10_000, new Dictionary<string, int> { ["5"] = 1000, ["20"] = 1000 }, 1, seeds > 1 ? "seeds" : "test"),
            Command = "siamese compare Digits --data glyphs --seeds 1 --out runs",
        };
        return report with { Sentence = ComparisonSentence.Of(report) };
    }

    public static IReadOnlyList<TrainingCurve> Curves(ComparisonReport report) =>
    [
        .. report.Variants.SelectMany(v => v.Runs.Select(r => new TrainingCurve(
            v.Name,
            r.Seed,
            [.. Enumerable.Range(1, 10).Select(e => new CurvePoint(e, (0.7 * Math.Exp(-e / 3.0)) + (0.01 * r.Seed), 0.5 + (0.45 * (1 - Math.Exp(-e / 2.0)))))]))),
    ];

    private static IEnumerable<ComparisonEntry> Comparisons(string scope, double lead, double half)
    {
        double p = lead > 2 * half ? 0.0002 : 0.41;
        yield return Entry("contrastive-linear", "triplet", scope, 0.008, half, 0.21);
        yield return Entry("contrastive-linear", "base", scope, lead + 0.004, half, p);
        yield return Entry("triplet", "base", scope, 0.22, half, 0.0002);
        yield return Entry("concat-hidden", "base", scope, 0.164, half, 0.0003);
    }

    private static ComparisonEntry Entry(string a, string b, string scope, double difference, double half, double p) =>
        new() { A = a, B = b, Metric = "pair_accuracy", Scope = scope, Difference = difference, Ci95 = half, PValue = p, PValueUnadjusted = p / 4, MoreSeeds = scope == "recipe" && p >= 0.05 ? 12 : null };

    private static VariantReport Variant(string name, string head, string loss, double pairs, double five, double twenty, double? half, int seeds, string[] differs) => new()
    {
        Name = name,
        PlanHash = new string('b', 64),
        Head = head,
        Loss = loss,
        Parameters = 885_100,
        Macs = 884_000,
        EmbeddingSize = 100,
        PairAccuracy = new Figure(pairs, half),
        Auc = new Figure(Math.Min(1, pairs + 0.012), half / 2),
        Eer = new Figure(1 - pairs, half),
        OneShot = new Dictionary<string, Figure> { ["5"] = new(five, half * 1.5), ["20"] = new(twenty, half * 2) },
        TrainSeconds = 8.31,
        ImagesPerSecond = 21_345.2,
        Runs = [.. Enumerable.Range(1, seeds).Select(s => Run(name, s, pairs + ((s - 1) * 0.002), five, twenty))],
        DiffersFromBase = differs,
    };

    private static RunReport Run(string name, int seed, double pairs, double five, double twenty) => new()
    {
        Seed = seed,
        Run = $"runs/Digits-{name}-{seed}",
        Threshold = -0.42,
        PairAccuracy = pairs,
        Auc = pairs,
        Eer = 1 - pairs,
        OneShot = new Dictionary<string, double> { ["5"] = five, ["20"] = twenty },
    };

    private static BaselineReport Baseline(string name, double pairs, double five, double twenty) =>
        new() { Name = name, PairAccuracy = pairs, Auc = pairs + 0.05, Eer = 1 - pairs, OneShot = new Dictionary<string, double> { ["5"] = five, ["20"] = twenty } };
}
