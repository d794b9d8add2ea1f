using SiameseDsl.Data;
using SiameseDsl.Statistics;
using static TorchSharp.torch;

namespace SiameseDsl.Evaluation;

/// <summary>What a scorer errs in Omniglot's official one-shot runs (Lake et al., 2015): each query of a run names one of the run's classes, all of one alphabet, from one drawing of each.</summary>
/// <param name="Runs">The error of each run, 0 to 1, in the runs' order. A query whose highest score k candidates share, the right one among them, errs by 1 - 1/k.</param>
/// <param name="Trials">Queries of all runs.</param>
/// <param name="Ways">Candidates of the first query; the official runs have 20 everywhere.</param>
/// <param name="Error">The mean error over all trials, 0 to 1.</param>
/// <param name="Ci95">The half-width of the mean's 95 % interval: Student's t over runs, whose alphabets and drawers differ, but never less than Wilson's over trials; <see langword="null"/> with a single run.</param>
public sealed record RunErrors(IReadOnlyList<double> Runs, int Trials, int Ways, double Error, double? Ci95)
{
    /// <summary>Measures a scorer on the runs.</summary>
    /// <param name="runs">The runs; they stay the caller's.</param>
    /// <param name="scorer">Makes the scorer over the samples of one run; what it makes is disposed here.</param>
    /// <param name="cancellationToken">Stops between runs.</param>
    /// <exception cref="ArgumentException">There are no runs.</exception>
    /// <exception cref="SiameseException">A score is no finite number.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RunErrors Measure(IReadOnlyList<OmniglotRun> runs, Func<SampleSet, IPairScorer> scorer, CancellationToken cancellationToken = default)
    {
        if (runs.Count == 0)
        {
            throw new ArgumentException("There are no runs to measure.", nameof(runs));
        }

        var errors = new double[runs.Count];
        int trials = 0;
        double sum = 0;
        for (int i = 0; i < errors.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int queries = runs[i].Query.Count;
            errors[i] = 1 - OutcomesOf(runs[i], scorer).Accuracy;
            trials += queries;
            sum += errors[i] * queries;
        }

        double error = sum / trials;
        double? half = Interval.HalfWidthOfMean(errors) is { } overRuns
            ? Math.Max(overRuns, Interval.Wilson(Math.Clamp(error, 0, 1), trials).HalfWidth)
            : null;
        return new RunErrors(errors, trials, runs[0].Support.Count, error, half);
    }

    private static EpisodeOutcomes OutcomesOf(OmniglotRun run, Func<SampleSet, IPairScorer> scorer)
    {
        // One set holds a run's drawings, the support first, so that a sample goes through the tower once.
        int ways = run.Support.Count;
        int queries = run.Query.Count;
        using var scope = NewDisposeScope();
        using var samples = new SampleSet(cat([run.Support.Samples, run.Query.Samples]), [.. run.Support.Labels, .. run.Query.Labels], run.Support.ClassNames);
        using IPairScorer tested = scorer(samples);
        int[] supports = [.. Enumerable.Range(0, queries).SelectMany(_ => Enumerable.Range(0, ways))];
        int[] answers = [.. run.Query.Labels];
        return EpisodeOutcomes.Of(new EpisodeSet(ways, 1, [.. Enumerable.Range(ways, queries)], supports, answers, answers), tested);
    }
}
