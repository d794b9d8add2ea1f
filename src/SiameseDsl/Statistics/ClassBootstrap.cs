using SiameseDsl.Evaluation;

namespace SiameseDsl.Statistics;

/// <summary>
/// How much figures would change with other test classes and images, by drawing these again with replacement. Classes are drawn with all their images; below five classes,
/// images within each class. An interval's half-width is the t quantile for the number of units times the resamples' spread, corrected for few units (Cameron, Gelbach and
/// Miller, 2008), and for a share never less than Wilson's, so that a faultless result does not pass for a certain one.
/// </summary>
public static class ClassBootstrap
{
    /// <summary>With fewer test classes, these cannot stand for others: images are drawn anew within them.</summary>
    public const int FewestClasses = 5;

    private const int Resamples = 500;
    private const long Seed = 1979;

    /// <summary>The intervals of one evaluation.</summary>
    public static ResultIntervals Intervals(EvaluationResult result)
    {
        PairSet pairs = result.Pairs.Pairs;
        Resampler resampler = Resampler.Of(pairs);
        RocOrder order = RocOrder.Of(result.Pairs.Scores, pairs.Same);
        WeightedMeans accuracy = PairMeans(resampler, pairs, i => result.Pairs.IsRight(i) ? 1 : 0);
        var weights = new double[pairs.Count];
        var accuracies = new List<double>();
        var aucs = new List<double>();
        var eers = new List<double>();
        SplitMix64 random = SplitMix64.For(Seed, 1);
        for (int i = 0; i < Resamples; i++)
        {
            resampler.Draw(random);
            resampler.Weights(order.Order, weights);
            (double auc, double eer) = order.Sweep(weights);
            accuracies.Add(accuracy.Value());
            aucs.Add(auc);
            eers.Add(eer);
        }

        double? auc95 = HalfWidth(aucs, resampler);
        double? eer95 = HalfWidth(eers, resampler);
        return new ResultIntervals(
            AtLeastWilson(HalfWidth(accuracies, resampler), result.PairAccuracy, pairs.Count),
            auc95 > 0 ? auc95 : null,
            eer95 > 0 ? eer95 : null,
            new SortedDictionary<int, double?>(result.Episodes.ToDictionary(e => e.Key, e => EpisodeHalfWidth(e.Value))));
    }

    /// <summary>"Are these trained models different?": the mean over seeds of the first minus the second figure, both resampled together on the same tasks.</summary>
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
        List<PairedTasks> tasks = PairedTasks.Group(first, second, metric);
        SplitMix64 random = SplitMix64.For(Seed, 2);
        var values = new List<double>();
        for (int i = 0; i < Resamples; i++)
        {
            values.Add(tasks.Sum(t => t.Draw(random)) / first.Count);
        }

        Resampler fewest = tasks.MinBy(t => t.Resampler.Degrees)!.Resampler;
        double? spread = Spread(values, fewest);
        return spread is not { } error
            ? new MeanDifference(difference, null, null)
            : new MeanDifference(difference, Quantile(fewest) * error, MeanDifference.PValueOf(difference, error, fewest.Degrees));
    }

    internal static WeightedMeans PairMeans(Resampler resampler, PairSet pairs, Func<int, double> value) =>
        new(resampler, value, i => pairs.Same[i] ? 1 : 0, kinds: 2);

    private static double? EpisodeHalfWidth(EpisodeOutcomes outcomes)
    {
        Resampler resampler = Resampler.Of(outcomes.Episodes);
        var means = new WeightedMeans(resampler, outcomes.Credit, _ => 0, kinds: 1);
        SplitMix64 random = SplitMix64.For(Seed, 3);
        var values = new List<double>();
        for (int i = 0; i < Resamples; i++)
        {
            resampler.Draw(random);
            values.Add(means.Value());
        }

        return AtLeastWilson(HalfWidth(values, resampler), outcomes.Accuracy, outcomes.Episodes.Count);
    }

    private static double? AtLeastWilson(double? half, double share, int count) =>
        half is { } value ? Math.Max(value, Interval.Wilson(Math.Clamp(share, 0, 1), count).HalfWidth) : null;

    private static double? HalfWidth(List<double> values, Resampler resampler) =>
        Spread(values, resampler) is { } spread ? Quantile(resampler) * spread : null;

    private static double Quantile(Resampler resampler) => Distributions.StudentTQuantile(0.975, resampler.Degrees);

    /// <summary>The standard error; null where hardly any resample has both kinds of pairs.</summary>
    private static double? Spread(List<double> values, Resampler resampler)
    {
        double[] valid = [.. values.Where(double.IsFinite)];
        if (valid.Length < Resamples / 2 || resampler.Degrees < 1)
        {
            return null;
        }

        double mean = valid.Average();
        double spread = Math.Sqrt(valid.Sum(v => (v - mean) * (v - mean)) / (valid.Length - 1)) * resampler.Correction;

        // Sums of equal numbers differ in the last digits: that is no spread.
        return spread < 1e-12 ? 0 : spread;
    }
}
