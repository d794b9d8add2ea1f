namespace SiameseDsl.Training;

/// <summary>What one epoch came to.</summary>
public sealed record EpochResult
{
    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Steps since the beginning of the training.</summary>
    public required long Step { get; init; }

    /// <summary>The mean loss of the epoch's steps.</summary>
    public required double Loss { get; init; }

    /// <summary>The learning rate of its last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The validation metric; <see langword="null"/> without validation data.</summary>
    public double? Validation { get; init; }

    /// <summary>With a loss that mines, the mean part of the possible triplets or pairs that were active; else <see langword="null"/>.</summary>
    public double? ActiveFraction { get; init; }

    /// <summary>Seconds of training, validation apart.</summary>
    public required double TrainSeconds { get; init; }

    /// <summary>Training images a second.</summary>
    public required double ImagesPerSecond { get; init; }
}
