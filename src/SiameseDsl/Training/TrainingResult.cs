using SiameseDsl.Training.Health;

namespace SiameseDsl.Training;

/// <summary>What a training came to. The model then has its best weights and is in evaluation mode.</summary>
public sealed record TrainingResult
{
    /// <summary>Each epoch's figures, those before a resume included.</summary>
    public required IReadOnlyList<EpochResult> Epochs { get; init; }

    /// <summary>The epoch whose weights the model has, from 1: the best on validation data, the last one without.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>The name of the validation metric; <see langword="null"/> without validation data.</summary>
    public string? Metric { get; init; }

    /// <summary>The validation metric of the best epoch.</summary>
    public double? BestValidation { get; init; }

    /// <summary>The threshold fitted on validation data; the model has it too.</summary>
    public double? Threshold { get; init; }

    /// <summary>Whether early stopping ended the training.</summary>
    public required bool StoppedEarly { get; init; }

    /// <summary>What was found to be wrong, each condition once; nothing in a training that learns.</summary>
    public IReadOnlyList<HealthNotice> Health { get; init; } = [];

    /// <summary>The batch as the data allowed it.</summary>
    public required BatchOptions Batch { get; init; }

    /// <summary>The loss that a model has which learned nothing.</summary>
    public required double UninformativeLoss { get; init; }

    /// <summary>Steps in all.</summary>
    public long Steps => Epochs.Count == 0 ? 0 : Epochs[^1].Step;

    /// <summary>Seconds of training, validation apart.</summary>
    public double TrainSeconds => Epochs.Sum(epoch => epoch.TrainSeconds);

    /// <summary>Training images a second.</summary>
    public double ImagesPerSecond => TrainSeconds > 0 ? Epochs.Sum(epoch => epoch.ImagesPerSecond * epoch.TrainSeconds) / TrainSeconds : 0;

    /// <summary>The mean loss of the last epoch.</summary>
    public double Loss => Epochs.Count == 0 ? double.NaN : Epochs[^1].Loss;
}
