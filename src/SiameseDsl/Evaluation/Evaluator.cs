using SiameseDsl.Data;
using SiameseDsl.Modules;

namespace SiameseDsl.Evaluation;

/// <summary>Measures scorers: pairs and episodes on the test part, with the threshold fitted on the validation part. Every scorer sees the same tasks.</summary>
public static class Evaluator
{
    private const int QuickPairs = 2_000;

    // A trained model answers nineteen of twenty rightly: of so many episodes the share that it does varies by less than a point.
    private const int QuickEpisodes = 1_000;

    /// <summary>Measures a scorer.</summary>
    /// <param name="scorer">Makes the scorer over a part of the data; what it makes is disposed here.</param>
    /// <param name="split">The data.</param>
    /// <param name="options">Which tasks.</param>
    /// <param name="cancellationToken">Stops between tasks.</param>
    /// <exception cref="SiameseException">A part has too few classes or samples for the tasks, or a score is no finite number.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static EvaluationResult Evaluate(Func<SampleSet, IPairScorer> scorer, DataSplit split, EvaluationOptions options, CancellationToken cancellationToken = default) =>
        Evaluate(FitOperatingPoint(scorer, split.Validation, options), scorer, split.Test, options, cancellationToken);

    /// <summary>Measures a scorer on <paramref name="test"/> at an operating point that was fitted before.</summary>
    /// <exception cref="SiameseException">The part has too few classes or samples for the tasks, or a score is no finite number.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static EvaluationResult Evaluate(OperatingPoint point, Func<SampleSet, IPairScorer> scorer, SampleSet test, EvaluationOptions options, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using IPairScorer tested = scorer(test);
        PairSet pairs = PairSet.Balanced(test.Labels, options.Pairs, options.Seed + 1);
        var outcomes = new PairOutcomes(pairs, tested.Score(pairs.Left, pairs.Right), point.Threshold);
        (double auc, double eer) = RocOrder.Of(outcomes.Scores, pairs.Same).Sweep();
        var episodes = new SortedDictionary<int, EpisodeOutcomes>();
        foreach (int ways in EpisodeSet.AllowedWays(test.Labels, options.Ways))
        {
            cancellationToken.ThrowIfCancellationRequested();
            episodes.Add(ways, EpisodeOutcomes.Of(EpisodeSet.Random(test.Labels, ways, options.Shots, options.Episodes, options.Seed), tested));
        }

        return new EvaluationResult
        {
            Threshold = point.Threshold,
            PairAccuracy = Verification.Accuracy(outcomes.Scores, pairs.Same, point.Threshold),
            Auc = auc,
            Eer = eer,
            Verification = VerificationFigures.Of(outcomes.Scores, pairs.Same, point.Calibration),
            Retrieval = options.RetrievalSamples > 0 ? RetrievalFigures.Measure(tested, test.Labels, options.RetrievalSamples, options.Seed, cancellationToken) : null,
            OpenSet = options.RetrievalSamples > 0 ? OpenSetFigures.Measure(tested, test.Labels, options.Seed, cancellationToken) : null,
            OneShot = new SortedDictionary<int, double>(episodes.ToDictionary(e => e.Key, e => e.Value.Accuracy)),
            Pairs = outcomes,
            Episodes = episodes,
        };
    }

    /// <summary>The threshold of the best balanced accuracy on pairs of <paramref name="validation"/>.</summary>
    /// <exception cref="SiameseException">The part has too few classes or samples, or a score is no finite number.</exception>
    public static double FitThreshold(Func<SampleSet, IPairScorer> scorer, SampleSet validation, EvaluationOptions options) =>
        FitOperatingPoint(scorer, validation, options).Threshold;

    /// <summary>The threshold of the best balanced accuracy on pairs of <paramref name="validation"/>, and what the scores mean there.</summary>
    /// <exception cref="SiameseException">The part has too few classes or samples, or a score is no finite number.</exception>
    public static OperatingPoint FitOperatingPoint(Func<SampleSet, IPairScorer> scorer, SampleSet validation, EvaluationOptions options)
    {
        PairSet pairs = PairSet.Balanced(validation.Labels, options.ValidationPairs, options.Seed);
        using IPairScorer fitted = scorer(validation);
        float[] scores = fitted.Score(pairs.Left, pairs.Right);
        return new OperatingPoint(Verification.FitThreshold(scores, pairs.Same), ScoreCalibration.Fit(scores, pairs.Same));
    }

    /// <summary>A quick figure for early stopping, larger is better: 2,000 pairs or 400 episodes of the most ways that fit (up to 20), the same ones each time.</summary>
    /// <param name="module">The model as trained so far.</param>
    /// <param name="validation">Validation data.</param>
    /// <param name="metric"><c>one_shot</c>, <c>auc</c>, or <c>pair_accuracy</c>, the last at the best threshold of these very pairs.</param>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    /// <exception cref="SiameseException">The data has too few classes or samples, or a score is no finite number.</exception>
    public static double ValidationMetric(SiameseModule module, SampleSet validation, string metric)
    {
        using var scorer = new ModelScorer(module, validation);
        return ValidationMetric(scorer, validation.Labels, metric);
    }

    /// <summary>The quick figure of any scorer over samples with these labels.</summary>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public static double ValidationMetric(IPairScorer scorer, IReadOnlyList<int> labels, string metric)
    {
        var options = new EvaluationOptions();
        if (metric == "one_shot")
        {
            int ways = EpisodeSet.AllowedWays(labels, options.Ways)[^1];
            return EpisodeOutcomes.Of(EpisodeSet.Random(labels, ways, 1, QuickEpisodes, options.Seed), scorer).Accuracy;
        }

        if (metric is not ("auc" or "pair_accuracy"))
        {
            throw new ArgumentException($"There is no metric '{metric}' for early stopping; there are one_shot, auc and pair_accuracy.", nameof(metric));
        }

        PairSet pairs = PairSet.Balanced(labels, QuickPairs, options.Seed);
        float[] scores = scorer.Score(pairs.Left, pairs.Right);
        return metric == "auc"
            ? Verification.Auc(scores, pairs.Same)
            : Verification.Accuracy(scores, pairs.Same, Verification.FitThreshold(scores, pairs.Same));
    }
}
