using SiameseDsl.Evaluation;

namespace SiameseDsl.Statistics;

/// <summary>
/// How much figures would change with other test classes and images, by leaving each of them out in turn (the jackknife: Quenouille, 1956; Tukey, 1958), to first order. Units are classes, with
/// all their images; below five classes, images within each class. An interval's half-width is the standard error times the t quantile for the number of units (Cameron, Gelbach and Miller,
/// 2008), or for fewer where much of the spread between them is none of their own; that of a figure between 0 and 1 is computed on its log odds and reaches as far as the longer side, and for a
/// share never less than Wilson's, so that a faultless result does not pass for a certain one.
/// </summary>
public static class ClassJackknife
{
    /// <summary>With fewer test classes, these cannot stand for others: images are the units within them.</summary>
    public const int FewestClasses = 5;

    /// <summary>The intervals of one evaluation.</summary>
    public static ResultIntervals Intervals(EvaluationResult result)
    {
        TestUnits units = TestUnits.Of(result.Pairs.Pairs);
        double? Half(string metric) => LongerSide(units.Of(PairInfluence.Of(result.Pairs, metric)).HalfWidth, result.Metric(metric));
        double? auc = Half("auc");
        double? eer = Half("eer");
        return new ResultIntervals(
            AtLeastWilson(Half("pair_accuracy"), result.PairAccuracy, result.Pairs.Pairs.Count),
            auc > 0 ? auc : null,
            eer > 0 ? eer : null,
            new SortedDictionary<int, double?>(result.Episodes.ToDictionary(e => e.Key, e => EpisodeHalfWidth(e.Value))));
    }

    /// <summary>"Are these trained models different?": the mean over seeds of the first minus the second figure, on the same tasks.</summary>
    /// <param name="first">The first variant's results, one a seed.</param>
    /// <param name="second">The second variant's results for the same seeds, on the same tasks.</param>
    /// <param name="metric"><c>pair_accuracy</c>, <c>auc</c>, <c>eer</c> or <c>one_shot</c> (the one with the most ways).</param>
    /// <exception cref="ArgumentException">The counts or the tasks differ, or there is no such metric.</exception>
    public static MeanDifference Difference(IReadOnlyList<EvaluationResult> first, IReadOnlyList<EvaluationResult> second, string metric)
    {
        if (first.Count != second.Count || first.Count == 0)
        {
            throw new ArgumentException($"The same seeds are expected for both, at least one, but there are {first.Count} and {second.Count}.", nameof(second));
        }

        double difference = first.Zip(second, (a, b) => a.Metric(metric) - b.Metric(metric)).Average();
        Spread[] spreads = [.. PairedTasks.Group(first, second).Select(group => group.SpreadOf(metric))];

        // Groups have test parts of their own: their spreads add up as independent ones.
        var spread = new Spread(Math.Sqrt(spreads.Sum(group => group.Error * group.Error)) / first.Count, spreads.Min(group => group.Degrees));
        return spread.HalfWidth is { } half
            ? new MeanDifference(difference, half, MeanDifference.PValueOf(difference, spread.Error, spread.Degrees))
            : new MeanDifference(difference, null, null);
    }

    private static double? EpisodeHalfWidth(EpisodeOutcomes outcomes)
    {
        EpisodeSet episodes = outcomes.Episodes;
        double? half = EpisodeSpread.Of(episodes, outcomes.Credit, outcomes.Gain).HalfWidth;
        return AtLeastWilson(LongerSide(half, outcomes.Accuracy), outcomes.Accuracy, episodes.Count);
    }

    /// <summary>Near 0 and 1 the far side is the longer one: there the truth lies when a figure came out too good.</summary>
    private static double? LongerSide(double? half, double figure)
    {
        if (half is not { } width || figure is <= 0 or >= 1)
        {
            return half;
        }

        double odds = Math.Log(figure / (1 - figure));
        double reach = width / (figure * (1 - figure));
        return Math.Max(Logistic(odds + reach) - figure, figure - Logistic(odds - reach));
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static double? AtLeastWilson(double? half, double share, int count) =>
        half is { } value ? Math.Max(value, Interval.Wilson(Math.Clamp(share, 0, 1), count).HalfWidth) : null;
}
