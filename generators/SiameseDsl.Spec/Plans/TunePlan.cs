namespace SiameseDsl.Spec.Plans;

/// <summary>Short trainings that choose settings before the training proper.</summary>
/// <param name="Settings">The keys <c>trials</c>, <c>epochs</c> and <c>metric</c>.</param>
/// <param name="Axes">What is chosen.</param>
public sealed record TunePlan(ComponentPlan Settings, EquatableArray<TuneAxisPlan> Axes);

/// <summary>One setting that is chosen.</summary>
/// <param name="Path">Its whole path: <c>training.optimizer.adam.lr</c>.</param>
/// <param name="Owner">Where it lies: <c>loss</c>, a key of <c>training</c>, or an empty text for a key of <c>training</c> itself.</param>
/// <param name="Kind">The kind that has it; <c>training</c> for a key of the section itself.</param>
/// <param name="Key">The key.</param>
/// <param name="IsInteger">Whether it is a whole number.</param>
/// <param name="Values">The values tried; for a range its two ends.</param>
/// <param name="IsRange">Whether the values are the ends of a range.</param>
/// <param name="IsLogarithmic">Whether a range is drawn from by ratios.</param>
/// <param name="Text">What is tried, in YAML notation.</param>
public sealed record TuneAxisPlan(string Path, string Owner, string Kind, string Key, bool IsInteger, EquatableArray<Argument> Values, bool IsRange, bool IsLogarithmic, string Text);
