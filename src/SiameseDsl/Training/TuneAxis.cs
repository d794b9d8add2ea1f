namespace SiameseDsl.Training;

/// <summary>A setting that is chosen: what is tried, and how it is set in a model's options.</summary>
public sealed class TuneAxis
{
    private readonly Func<TrainingOptions, double, TrainingOptions> set;

    /// <summary>A setting tried at some values.</summary>
    public TuneAxis(string path, IReadOnlyList<double> values, Func<TrainingOptions, double, TrainingOptions> set, bool isInteger = false)
    {
        (Path, Values, this.set, IsInteger) = (path, values, set, isInteger);
    }

    /// <summary>A setting drawn from a range.</summary>
    public TuneAxis(string path, TuneRange range, Func<TrainingOptions, double, TrainingOptions> set, bool isInteger = false)
    {
        (Path, Values, Range, this.set, IsInteger) = (path, [], range, set, isInteger);
    }

    /// <summary>The setting's path, such as <c>training.optimizer.adam.lr</c>.</summary>
    public string Path { get; }

    /// <summary>The values tried; none for a range.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The range drawn from; <see langword="null"/> for values.</summary>
    public TuneRange? Range { get; }

    /// <summary>Whether the setting is a whole number.</summary>
    public bool IsInteger { get; }

    /// <summary>The options with the setting at a value.</summary>
    public TrainingOptions Apply(TrainingOptions options, double value) => set(options, value);
}
