namespace SiameseDsl.Evaluation;

/// <summary>What validation data fix about a scorer: the cut between same and different, and what its scores mean.</summary>
/// <param name="Threshold">The score at and above which two samples count as one class: the best balanced accuracy on validation pairs.</param>
/// <param name="Calibration">The chance of one class as a function of the score.</param>
public readonly record struct OperatingPoint(double Threshold, ScoreCalibration Calibration);
