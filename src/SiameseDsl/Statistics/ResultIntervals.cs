namespace SiameseDsl.Statistics;

/// <summary>Half-widths of the 95 % intervals of one evaluation, over other test classes and images; <see langword="null"/> where one does not exist.</summary>
/// <param name="PairAccuracy">Of the pair accuracy.</param>
/// <param name="Auc">Of the AUC.</param>
/// <param name="Eer">Of the EER.</param>
/// <param name="OneShot">Of the episodes' accuracy, by their number of ways.</param>
public sealed record ResultIntervals(double? PairAccuracy, double? Auc, double? Eer, IReadOnlyDictionary<int, double?> OneShot);
