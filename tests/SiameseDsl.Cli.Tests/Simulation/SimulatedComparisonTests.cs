using SiameseDsl.Cli.Reports;
using SiameseDsl.Statistics;
using Xunit.Abstractions;

namespace SiameseDsl.Cli.Tests.Simulation;

/// <summary>
/// Whether comparisons are as sure as they say: whole reports on simulated worlds in which the truth is known. The full form, 2,000 comparisons a world:
/// SIAMESE_FULL=1 dotnet test -c Release tests/SiameseDsl.Cli.Tests --filter SimulatedComparison.
/// </summary>
public class SimulatedComparisonTests(ITestOutputHelper output)
{
    private const int Seeds = 5;
    private const double Noise = 0.45;

    private static readonly string[] Metrics = ["pair_accuracy", "auc", "eer", "one_shot"];
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SIAMESE_FULL") == "1";
    private static readonly int Comparisons = IsFull ? 2_000 : 100;

    // What chance leaves of 95 % in so many comparisons, if the short form is not to fail once in a thousand runs of a true 95 %.
    private static readonly (double Low, double High) Coverage = IsFull ? (0.93, 0.97) : (0.86, 1);
    private static readonly double FalseAlarms = IsFull ? 0.05 : 0.13;

    /// <summary>Four recipes that are all the same: every difference is 0, for the models at hand over other classes, and for the recipes over other seeds.</summary>
    [SkippableTheory]
    [InlineData(10, 20, 5, true)]
    [InlineData(20, 12, 5, false)]
    [InlineData(50, 10, 20, false)]
    public void Intervals_hold_the_truth_and_equal_recipes_seldom_look_different(int classes, int each, int ways, bool inShortForm)
    {
        Skip.IfNot(IsFull || inShortForm, "Skipped: a long simulation; SIAMESE_FULL=1 runs it.");
        var held = new Dictionary<(string Metric, string Scope), int>();
        var alarms = new Dictionary<(string Metric, string Scope), int>();
        ForEach(i =>
        {
            var world = new SimulatedWorld(classes, each, ways, i);
            MeasuredVariant[] variants = [.. new[] { "base", "one", "two", "three" }.Select(name => world.Variant(name, Noise, Seeds))];
            return Metrics.Select(metric => Report(world, metric, variants)).ToArray();
        },
        reports =>
        {
            foreach (ComparisonReport report in reports)
            {
                foreach (string scope in new[] { "models", "recipe" })
                {
                    // One and the same question each time, whatever came out best.
                    ComparisonEntry asked = report.Comparisons.Single(entry => entry.Scope == scope && entry.A == "one" && entry.B == "base");
                    Count(held, (report.Primary, scope), Math.Abs(asked.Difference) <= asked.Ci95);
                    Count(alarms, (report.Primary, scope), report.Comparisons.Any(entry => entry.Scope == scope && entry.PValue < 0.05));
                }
            }
        });

        Print(held, "hold the truth");
        Print(alarms, "false alarms");
        Assert.All(held, figure => Assert.InRange((double)figure.Value / Comparisons, Coverage.Low, Coverage.High));
        Assert.All(alarms, figure => Assert.InRange((double)figure.Value / Comparisons, 0, FalseAlarms));
    }

    /// <summary>A recipe with more noise than another. The truth is the mean over many more worlds.</summary>
    [SkippableFact]
    public void Intervals_hold_a_difference_that_is_there()
    {
        Skip.IfNot(IsFull, "Skipped: a long simulation; SIAMESE_FULL=1 runs it.");
        const int Worlds = 8_000;
        var sums = Metrics.ToDictionary(metric => metric, _ => 0.0);
        ForEach(
            i =>
            {
                var world = new SimulatedWorld(20, 12, 5, 1_000_000 + i);
                return (A: world.Train(Noise), B: world.Train(1.5 * Noise));
            },
            results => Array.ForEach(Metrics, metric => sums[metric] += results.A.Metric(metric) - results.B.Metric(metric)),
            Worlds);

        var held = new Dictionary<(string Metric, string Scope), int>();
        ForEach(
            i =>
            {
                var world = new SimulatedWorld(20, 12, 5, i);
                return (A: world.Train(Noise), B: world.Train(1.5 * Noise));
            },
            results => Array.ForEach(Metrics, metric =>
            {
                MeanDifference difference = ClassJackknife.Difference([results.A], [results.B], metric);
                Count(held, (metric, "models"), Math.Abs(difference.Difference - (sums[metric] / Worlds)) <= difference.HalfWidth);
            }));

        Print(held, "hold the truth");
        Assert.All(held, figure => Assert.InRange((double)figure.Value / Comparisons, Coverage.Low, Coverage.High));
    }

    private static ComparisonReport Report(SimulatedWorld world, string metric, MeasuredVariant[] variants) => ComparisonReportBuilder.Build(
        "Simulated",
        metric,
        new DataReport("simulated", "0", new ClassCounts(1, 1, world.Labels.Distinct().Count(), true), new ImageCounts(1, 1, world.Labels.Length)),
        [],
        variants,
        "");

    /// <summary>Makes on all cores, and takes in one place.</summary>
    private static void ForEach<T>(Func<int, T> make, Action<T> take, int? count = null)
    {
        var gate = new Lock();
        Parallel.For(0, count ?? Comparisons, i =>
        {
            T made = make(i);
            lock (gate)
            {
                take(made);
            }
        });
    }

    private static void Count(Dictionary<(string Metric, string Scope), int> figures, (string Metric, string Scope) key, bool counts) =>
        figures[key] = figures.GetValueOrDefault(key) + (counts ? 1 : 0);

    private void Print(Dictionary<(string Metric, string Scope), int> figures, string what)
    {
        foreach (((string metric, string scope), int count) in figures.OrderBy(figure => figure.Key))
        {
            output.WriteLine(FormattableString.Invariant($"{metric} {scope}: {100.0 * count / Comparisons:F1} % {what}"));
        }
    }
}
