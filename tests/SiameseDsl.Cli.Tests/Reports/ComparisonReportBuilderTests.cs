using SiameseDsl.Cli.Reports;
using SiameseDsl.Evaluation;
using SiameseDsl.Graphs;

namespace SiameseDsl.Cli.Tests.Reports;

public class ComparisonReportBuilderTests
{
    private const int Classes = 8;
    private static readonly int[] Labels = [.. Enumerable.Range(0, Classes * 12).Select(i => i % Classes)];
    private static readonly DataReport Data = new("made-up", "0", new ClassCounts(4, 4, Classes, true), new ImageCounts(1, 1, Labels.Length));

    private sealed class Noisy(double signal, int seed) : IPairScorer
    {
        public float[] Score(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
        {
            var random = new Random(seed);
            var scores = new float[left.Length];
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] = (float)((Labels[left[i]] == Labels[right[i]] ? signal : -signal) + (2 * random.NextDouble()) - 1);
            }

            return scores;
        }

        public void Dispose()
        {
        }
    }

    private static EvaluationResult Result(double signal, int seed)
    {
        using var scorer = new Noisy(signal, seed);
        PairSet pairs = PairSet.Balanced(Labels, 800, 1);
        float[] scores = scorer.Score(pairs.Left, pairs.Right);
        EpisodeOutcomes episodes = EpisodeOutcomes.Of(EpisodeSet.Random(Labels, 5, 1, 400, 1), scorer);
        return new EvaluationResult
        {
            Threshold = 0,
            PairAccuracy = Verification.Accuracy(scores, pairs.Same, 0),
            Auc = Verification.Auc(scores, pairs.Same),
            Eer = Verification.Eer(scores, pairs.Same),
            Verification = VerificationFigures.Of(scores, pairs.Same, ScoreCalibration.Fit(scores, pairs.Same)),
            OneShot = new SortedDictionary<int, double> { [5] = episodes.Accuracy },
            Pairs = new PairOutcomes(pairs, scores, 0),
            Episodes = new SortedDictionary<int, EpisodeOutcomes> { [5] = episodes },
        };
    }

    private static MeasuredVariant Variant(string name, double signal, int seeds, params (string Key, string Value)[] resolved) => new(
        new ModelGraph
        {
            Family = "Made",
            Variant = name,
            Summary = "",
            Primary = "pair_accuracy",
            PlanHash = name,
            Sharing = "shared",
            Towers = [],
            Head = "euclidean",
            Calibrated = false,
            IsMetric = true,
            HeadLayers = [],
            Loss = "contrastive",
            EmbeddingSize = 3,
            ParameterCount = 15,
            Macs = 12,
            Resolved = [.. resolved.Select(r => KeyValuePair.Create(r.Key, r.Value))],
        },
        [.. Enumerable.Range(1, seeds).Select(s => new MeasuredRun(s, $"runs/{name}-{s}", Result(signal, (s * 100) + name.Length), 2, 100, []))]);

    private static ComparisonReport Build(int seeds, string primary = "pair_accuracy") => ComparisonReportBuilder.Build(
        "Made",
        primary,
        Data,
        [new MeasuredBaseline("pixels", [Result(0.1, 1)]), new MeasuredBaseline("untrained", [Result(0, 2)])],
        [
            Variant("base", 0.1, seeds, ("head", "concat"), ("loss", "bce"), ("only.base", "1")),
            Variant("good", 0.6, seeds, ("head", "euclidean"), ("loss", "bce"), ("only.good", "2")),
            Variant("better", 0.9, seeds, ("head", "euclidean"), ("loss", "contrastive")),
        ],
        "siamese compare Made");

    [Theory]
    [InlineData("pair_accuracy")]
    [InlineData("eer")]
    [InlineData("one_shot")]
    public void The_best_stands_first_also_where_smaller_is_better(string primary) =>
        Assert.Equal(["better", "good", "base"], Build(1, primary).Variants.Select(v => v.Name));

    [Fact]
    public void One_seed_has_intervals_over_test_data_and_no_recipe()
    {
        ComparisonReport report = Build(1);
        Assert.All(report.Variants, v => Assert.True(v.PairAccuracy.Ci95 > 0 && v.OneShot["5"].Ci95 > 0));
        Assert.Equal("test", report.Protocol!.Intervals);
        Assert.Equal(["models", "models", "models"], report.Comparisons.Select(c => c.Scope));
        Assert.Equal([("better", "good"), ("better", "base"), ("good", "base")], report.Comparisons.Select(c => (c.A, c.B)));
        Assert.All(report.Comparisons, c => Assert.True(c.PValue >= c.PValueUnadjusted && c.Difference > 0 && c.PValue < 0.05));
        Assert.Contains("1 seed cannot tell", report.Sentence);
    }

    [Fact]
    public void Several_seeds_have_means_and_intervals_over_seeds()
    {
        ComparisonReport report = Build(3);
        VariantReport best = report.Variants[0];
        double[] runs = [.. best.Runs.Select(r => r.PairAccuracy)];
        double mean = runs.Average();
        double deviation = Math.Sqrt(runs.Sum(r => (r - mean) * (r - mean)) / 2);
        Assert.Equal(mean, best.PairAccuracy.Mean, 12);
        Assert.Equal(4.302652730 * deviation / Math.Sqrt(3), best.PairAccuracy.Ci95!.Value, 6);
        Assert.Equal("seeds", report.Protocol!.Intervals);
        Assert.DoesNotContain(report.Comparisons, c => c.Scope == "recipe");
    }

    [Fact]
    public void Five_seeds_judge_the_recipe()
    {
        ComparisonEntry[] recipe = [.. Build(5).Comparisons.Where(c => c.Scope == "recipe")];
        Assert.Equal(3, recipe.Length);
        Assert.All(recipe, c => Assert.True(c.PValue < 0.05 && c.Ci95 > 0));
    }

    [Fact]
    public void Rows_say_what_differs_from_the_base()
    {
        ComparisonReport report = Build(1);
        Assert.Empty(report.Variants[2].DiffersFromBase);
        Assert.Equal(["head: concat → euclidean", "only.good: – → 2", "only.base: 1 → –"], report.Variants[1].DiffersFromBase);
    }

    [Fact]
    public void Variants_with_other_seeds_are_not_mixed()
    {
        MeasuredVariant[] variants = [Variant("base", 0.1, 1), Variant("good", 0.6, 2)];
        Assert.Throws<ArgumentException>(() => ComparisonReportBuilder.Build("Made", "auc", Data, [], variants, ""));
        Assert.Throws<ArgumentException>(() => ComparisonReportBuilder.Build("Made", "auc", Data, [], [], ""));
    }
}
