namespace SiameseDsl.Training.Health;

/// <summary>What a training was found to suffer from.</summary>
/// <param name="Condition">What it is.</param>
/// <param name="Epoch">The epoch at whose end it was seen, from 1; 0 before the first step.</param>
/// <param name="Message">One sentence: what was found, what was expected, and the setting to change.</param>
public sealed record HealthNotice(HealthCondition Condition, int Epoch, string Message);
