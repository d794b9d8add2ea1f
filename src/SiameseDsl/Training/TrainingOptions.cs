using SiameseDsl.Losses;

namespace SiameseDsl.Training;

/// <summary>How a model is trained. A generated record derives from it, and its defaults are the spec's.</summary>
public abstract record TrainingOptions
{
    /// <summary>Passes over the training images: an epoch presents as many images as the training part holds, whatever the batch.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>How batches are drawn.</summary>
    public BatchOptions Batch { get; init; } = new PairBatch();

    /// <summary>The optimiser.</summary>
    public OptimizerOptions Optimizer { get; init; } = new AdamOptions();

    /// <summary>The course of the learning rate.</summary>
    public ScheduleOptions Schedule { get; init; } = new ConstantSchedule();

    /// <summary>Augmentations, in order.</summary>
    public IReadOnlyList<AugmentationOptions> Augment { get; init; } = [];

    /// <summary>When to stop before the last epoch; <see langword="null"/> for never.</summary>
    public EarlyStopOptions? EarlyStop { get; init; }

    /// <summary>The largest norm of the gradient; <see langword="null"/> for no clipping.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>The largest size of each value of the gradient, clipped before the norm is; <see langword="null"/> for no clipping.</summary>
    public double? ClipValue { get; init; }

    /// <summary>Batches whose gradients are averaged for one step of the optimiser. A step then presents that many batches.</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>The moving average of the weights that is validated and kept; <see langword="null"/> for the weights themselves.</summary>
    public EmaOptions? Ema { get; init; }

    /// <summary>What the towers are computed in.</summary>
    public Precision Precision { get; init; }

    /// <summary>What short trainings choose before this one, by <see cref="Tuning.Tuner"/>; <see langword="null"/> for nothing. A trainer itself trains with the options as they are.</summary>
    public TuneOptions? Tune { get; init; }

    /// <summary>The seed of the weights, the batches and the augmentation.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Threads that libtorch computes with: results are bit-equal for the same number only.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>The loss's settings, whatever its kind.</summary>
    public abstract LossOptions LossSettings { get; }
}

/// <summary>Options whose loss is of a known kind.</summary>
public abstract record TrainingOptions<TLoss> : TrainingOptions
    where TLoss : LossOptions
{
    /// <summary>The loss.</summary>
    public required TLoss Loss { get; init; }

    /// <inheritdoc/>
    public sealed override LossOptions LossSettings => Loss;
}
