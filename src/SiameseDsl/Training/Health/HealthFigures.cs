namespace SiameseDsl.Training.Health;

/// <summary>What a probe of a model found on a few hundred samples of the training part.</summary>
/// <param name="PairDistance">The mean distance between embeddings of different classes: the head's, or the Euclidean one where the head is no distance.</param>
/// <param name="Spread">The deviation of the embeddings from their mean, divided by their root mean square length; 0 when all are one.</param>
/// <param name="DeadShare">The share of an embedding's values that are the same for every sample, 0 to 1.</param>
/// <param name="SaturatedShare">The share of values within a hundredth of the ends of the embedding's bounded activation, 0 to 1; <see langword="null"/> where it has none.</param>
/// <param name="TrainAuc">The area under the ROC curve of the model's score on pairs of training samples.</param>
/// <param name="ValidationAuc">The same on pairs of validation samples; <see langword="null"/> without them.</param>
public sealed record HealthFigures(double PairDistance, double Spread, double DeadShare, double? SaturatedShare, double TrainAuc, double? ValidationAuc);
