using SiameseDsl.Checkpoints;
using SiameseDsl.Data;
using SiameseDsl.Evaluation;
using SiameseDsl.Graphs;
using SiameseDsl.Heads;
using SiameseDsl.Modules;

namespace SiameseDsl.Cli.Runs;

/// <summary>Measures runs and baselines on test data, all alike, and never the same twice.</summary>
internal static class Measurement
{
    /// <summary>Measures a trained run with its best weights.</summary>
    /// <exception cref="SiameseException">The run is of another plan, its checkpoint is damaged, or the data has too few classes.</exception>
    public static EvaluationResult OfRun(ModelEntry entry, RunDirectory run, DataSplit data, EvaluationOptions options, CancellationToken cancellationToken, TowerPair? towers = null, Action<string>? say = null)
    {
        RunLoader.RequireSamePlan(entry.Plan, run);
        int epochs = run.Record.Result?.Epochs ?? run.ReadMetrics().Count;
        KeptEvaluation place = run.Evaluation($"{Key(data, options, towers)};epochs={epochs}");
        return (run.IsDone ? Replay(place, data, options, cancellationToken) : null) ?? Fresh();

        EvaluationResult Fresh()
        {
            using SiameseModule model = Create(entry, run.Record.Identity.Seed, run.Record.Identity.Threads);
            RunLoader.LoadInto(model, run, say);
            return Record(place, keep: run.IsDone, samples => new ModelScorer(model, samples, towers: towers), data, options, cancellationToken);
        }
    }

    /// <summary>Measures an untrained tower by the distance of its embeddings, the head's own or else the Euclidean one: the second baseline. An untrained head would only hide the tower.</summary>
    /// <param name="entry">The model.</param>
    /// <param name="seed">The seed of its weights.</param>
    /// <param name="directory">Where the outcome is kept.</param>
    /// <param name="data">The data.</param>
    /// <param name="options">Which tasks.</param>
    /// <param name="cancellationToken">Stops between tasks.</param>
    /// <param name="towers">The towers to compare; the plan's first comparison where none are given.</param>
    public static EvaluationResult OfUntrained(ModelEntry entry, long seed, string directory, DataSplit data, EvaluationOptions options, CancellationToken cancellationToken, TowerPair? towers = null)
    {
        KeptEvaluation place = KeptEvaluation.In(directory, "untrained", $"untrained tower;plan={entry.Plan.PlanHash};seed={seed}", Key(data, options, towers));
        return Replay(place, data, options, cancellationToken) ?? Fresh();

        EvaluationResult Fresh()
        {
            using SiameseModule model = Create(entry, seed, entry.DefaultOptions.Threads);
            return Record(place, keep: true, samples => new ModelScorer(model, samples, model.HeadMetric ?? Metric.Euclidean, towers: towers), data, options, cancellationToken);
        }
    }

    /// <summary>Measures raw pixels: the first baseline.</summary>
    public static EvaluationResult OfPixels(string directory, DataSplit data, EvaluationOptions options, CancellationToken cancellationToken)
    {
        KeptEvaluation place = KeptEvaluation.In(directory, "pixels", "pixels", Key(data, options));
        return Replay(place, data, options, cancellationToken)
            ?? Record(place, keep: true, samples => new PixelScorer(samples), data, options, cancellationToken);
    }

    private static string Key(DataSplit data, EvaluationOptions options, TowerPair? towers = null) => FormattableString.Invariant(
        $"{(towers is { } pair ? $"towers={pair.Left}/{pair.Right};" : "")}data={data.Sha256};pairs={options.Pairs};validation_pairs={options.ValidationPairs};episodes={options.Episodes};ways={string.Join('/', options.Ways)};shots={options.Shots};retrieval={options.RetrievalSamples};seed={options.Seed};numerics={NumericsVersion.Current};version={typeof(Measurement).Assembly.GetName().Version}");

    /// <summary>The model with fresh weights in evaluation mode, computing with so many threads.</summary>
    public static SiameseModule Create(ModelEntry entry, long seed, int threads)
    {
        TorchSharp.torch.set_num_threads(threads);
        SiameseModule model = entry.Create(seed);
        model.eval();
        return model;
    }

    private static EvaluationResult? Replay(KeptEvaluation place, DataSplit data, EvaluationOptions options, CancellationToken cancellationToken)
    {
        if (place.Read() is not { } kept || RecordedScores.From(kept, out OperatingPoint point) is not { } scores)
        {
            return null;
        }

        try
        {
            return Evaluator.Evaluate(point, _ => scores.Replay(), data.Test, options, cancellationToken);
        }
        catch (InvalidDataException)
        {
            // Kept by a program that asked other questions: make it again.
            return null;
        }
    }

    private static EvaluationResult Record(KeptEvaluation place, bool keep, Func<SampleSet, IPairScorer> scorer, DataSplit data, EvaluationOptions options, CancellationToken cancellationToken)
    {
        OperatingPoint point = Evaluator.FitOperatingPoint(scorer, data.Validation, options);
        var scores = new RecordedScores();
        EvaluationResult result = Evaluator.Evaluate(point, samples => scores.Record(scorer(samples)), data.Test, options, cancellationToken);
        if (keep)
        {
            place.Write(scores.ToCheckpoint(point));
        }

        return result;
    }
}
