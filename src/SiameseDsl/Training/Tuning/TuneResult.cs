namespace SiameseDsl.Training.Tuning;

/// <summary>What tuning came to.</summary>
/// <param name="Options">The options with the chosen values, for the training proper.</param>
/// <param name="Chosen">The chosen values by their paths.</param>
/// <param name="Metric">The figure that decided.</param>
/// <param name="Figure">The best trial's figure.</param>
/// <param name="Trials">All trials, in the order in which they were made.</param>
public sealed record TuneResult(TrainingOptions Options, IReadOnlyList<KeyValuePair<string, double>> Chosen, string Metric, double Figure, IReadOnlyList<TuneTrial> Trials);
