namespace SiameseDsl.Checkpoints;

/// <summary>What a finished training run came to.</summary>
public sealed record RunResult
{
    /// <summary>Epochs that were trained: fewer than asked for after an early stop.</summary>
    public required int Epochs { get; init; }

    /// <summary>The epoch whose weights <c>best.ckpt</c> holds, from 1.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>The score at and above which a pair counts as the same class, fitted on validation data.</summary>
    public double? Threshold { get; init; }

    /// <summary>Seconds spent in training, validation apart.</summary>
    public required double TrainSeconds { get; init; }

    /// <summary>Training images a second.</summary>
    public required double ImagesPerSecond { get; init; }

    /// <summary>The batch as it was declared and as the data allowed it, in words.</summary>
    public string Batch { get; init; } = "";

    /// <summary>The settings that tuning chose before the training, by their paths; none where nothing was tuned.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Tuned { get; init; } = [];

    /// <summary>Further figures on validation data, by name.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Validation { get; init; } = [];
}
