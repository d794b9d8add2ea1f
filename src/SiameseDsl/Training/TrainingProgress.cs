namespace SiameseDsl.Training;

/// <summary>Where a training stands; reported about ten times a second and at the end of each epoch.</summary>
public sealed record TrainingProgress
{
    /// <summary>The present epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Epochs in all.</summary>
    public required int Epochs { get; init; }

    /// <summary>Steps done.</summary>
    public required long Step { get; init; }

    /// <summary>Steps in all.</summary>
    public required long Steps { get; init; }

    /// <summary>Training images a second since the training began or was resumed, validation apart.</summary>
    public required double ImagesPerSecond { get; init; }

    /// <summary>The mean loss of the epoch so far.</summary>
    public required double Loss { get; init; }

    /// <summary>The learning rate of the last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The validation metric of the last finished epoch; <see langword="null"/> before that and without validation data.</summary>
    public double? Validation { get; init; }

    /// <summary>The time that the remaining steps will take at the present rate.</summary>
    public required TimeSpan Remaining { get; init; }
}
