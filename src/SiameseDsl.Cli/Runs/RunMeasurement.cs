using SiameseDsl.Cli.Reports;
using SiameseDsl.Evaluation;
using SiameseDsl.Statistics;

namespace SiameseDsl.Cli.Runs;

/// <summary>What evaluate found about one run.</summary>
/// <param name="Model">The model.</param>
/// <param name="Data">The data.</param>
/// <param name="Result">The run's figures.</param>
/// <param name="Intervals">How much they would change with other test classes and images.</param>
/// <param name="Baselines">Raw pixels and the untrained model.</param>
/// <param name="Rotated">The same with the test classes' rotations as classes of their own, for a model that was trained so.</param>
internal sealed record RunMeasurement(string Model, DataReport Data, EvaluationResult Result, ResultIntervals Intervals, IReadOnlyList<MeasuredBaseline> Baselines, RunMeasurement? Rotated = null);
