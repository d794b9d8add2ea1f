using SiameseDsl.Evaluation;
using SiameseDsl.Graphs;

namespace SiameseDsl.Cli.Reports;

/// <summary>A variant with its measured runs: what a report is built from.</summary>
/// <param name="Plan">The model as plain data.</param>
/// <param name="Runs">The runs, one a seed, in the same order of seeds for every variant.</param>
public sealed record MeasuredVariant(ModelGraph Plan, IReadOnlyList<MeasuredRun> Runs);

/// <summary>One trained run, measured.</summary>
/// <param name="Seed">The training seed.</param>
/// <param name="Run">The run's directory, as it should stand in results.json.</param>
/// <param name="Result">What evaluation measured.</param>
/// <param name="TrainSeconds">How long the training took.</param>
/// <param name="ImagesPerSecond">How many images it saw in a second.</param>
/// <param name="Curve">The training curve; empty where it is not known.</param>
/// <param name="Split">One sentence on how the data was split for this seed.</param>
/// <param name="Tuned">The settings that tuning chose, by their paths; <see langword="null"/> where nothing was tuned.</param>
public sealed record MeasuredRun(long Seed, string Run, EvaluationResult Result, double TrainSeconds, double ImagesPerSecond, IReadOnlyList<CurvePoint> Curve, string Split = "", IReadOnlyDictionary<string, double>? Tuned = null)
{
    /// <summary>What was found to be wrong with the training, one sentence each.</summary>
    public IReadOnlyList<string> Health { get; init; } = [];
}

/// <summary>One epoch of a training curve.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Loss">The mean training loss.</param>
/// <param name="Validation">The metric on validation data, where it was measured.</param>
public sealed record CurvePoint(int Epoch, double Loss, double? Validation);

/// <summary>A scorer without training, measured.</summary>
/// <param name="Name"><c>pixels</c> (of other data <c>tokens</c> or <c>values</c>) or <c>untrained</c>.</param>
/// <param name="Results">What evaluation measured: one result, or one for each split where each seed has its own.</param>
public sealed record MeasuredBaseline(string Name, IReadOnlyList<EvaluationResult> Results);

/// <summary>A training curve for the report's picture.</summary>
/// <param name="Variant">The variant.</param>
/// <param name="Seed">The training seed.</param>
/// <param name="Points">The epochs in order.</param>
public sealed record TrainingCurve(string Variant, long Seed, IReadOnlyList<CurvePoint> Points);
