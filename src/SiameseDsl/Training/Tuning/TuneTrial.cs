namespace SiameseDsl.Training.Tuning;

/// <summary>One short training.</summary>
/// <param name="Values">The value of each axis, in their order.</param>
/// <param name="Figure">The best figure on validation data, larger is better; <see langword="null"/> where the training diverged.</param>
/// <param name="Seconds">Seconds of training.</param>
public sealed record TuneTrial(IReadOnlyList<double> Values, double? Figure, double Seconds);
