namespace SiameseDsl.Training;

/// <summary>Short trainings that choose settings on validation data before the training proper: the same budget for every variant.</summary>
public sealed record TuneOptions
{
    /// <summary>The most trials: every combination where there are no more of them, else a random draw.</summary>
    public int Trials { get; init; } = 8;

    /// <summary>Epochs of each trial.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary><c>pair_accuracy</c>, <c>auc</c> or <c>one_shot</c>; <see langword="null"/> for what the training itself is judged by.</summary>
    public string? Metric { get; init; }

    /// <summary>What is chosen.</summary>
    public IReadOnlyList<TuneAxis> Axes { get; init; } = [];
}
