namespace SiameseDsl.Training;

/// <summary>Stops when the metric on validation data has not improved for some epochs.</summary>
public sealed record EarlyStopOptions
{
    /// <summary>Epochs without improvement.</summary>
    public int Patience { get; init; } = 5;

    /// <summary><c>pair_accuracy</c>, <c>auc</c> or <c>one_shot</c>.</summary>
    public string Metric { get; init; } = "one_shot";
}
