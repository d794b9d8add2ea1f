namespace SiameseDsl.Spec.Rules;

/// <summary>Rules about how a model is trained (SDSL104x, SDSL215x, SDSL406x).</summary>
public static class TrainingRules
{
    /// <summary>A warm-up that never ends.</summary>
    public static Rule WarmupTooLong { get; } = new(
        "SDSL4060",
        Severity.Warning,
        "Warm-up longer than the training",
        "The learning rate grows through the whole training and never reaches its height, let alone the fall behind it. A warm-up is there for the first steps, while the optimiser's averages are still noise: a few hundredths of the run are usual.",
        SpecExample.Plus("training: { epochs: 5, schedule: { cosine: { warmup_epochs: 5 } } }\n"),
        SpecExample.Plus("training: { epochs: 5, schedule: { cosine: { warmup_epochs: 0.5 } } }\n"));

    /// <summary>A fall of the rate after the end.</summary>
    public static Rule RateNeverFalls { get; } = new(
        "SDSL4061",
        Severity.Warning,
        "Learning rate falls after the end of the training",
        "The epoch at which the schedule lowers the learning rate comes when the training is over, so it does nothing. Choose earlier epochs, or train longer.",
        SpecExample.Plus("training: { epochs: 10, schedule: { multi_step: { milestones: [6, 12] } } }\n"),
        SpecExample.Plus("training: { epochs: 10, schedule: { multi_step: { milestones: [6, 8] } } }\n"));

    /// <summary>A patience that outlasts the training.</summary>
    public static Rule PatienceBeyondEpochs { get; } = new(
        "SDSL4062",
        Severity.Warning,
        "Early stopping cannot stop",
        "Training stops early after so many epochs without a gain, but it has no more epochs than that. The best epoch's weights are kept in any case; early stopping only saves time. Choose a smaller patience, or more epochs.",
        SpecExample.Plus("training: { epochs: 5, early_stop: { patience: 5 } }\n"),
        SpecExample.Plus("training: { epochs: 50, early_stop: { patience: 5 } }\n"));

    /// <summary>Nothing left to learn.</summary>
    public static Rule EverythingFrozen { get; } = new(
        "SDSL4063",
        Severity.Warning,
        "Everything is frozen",
        "Every layer that has weights is frozen, so training can change nothing and stops at once with an error. Freeze the layers whose weights are to stay, and leave at least the last one free.",
        SpecExample.With("name: embedding", "name: embedding, frozen: true"),
        SpecExample.Complete);

    /// <summary>An embedding that compresses nothing.</summary>
    public static Rule EmbeddingLargerThanInput { get; } = new(
        "SDSL4064",
        Severity.Info,
        "Embedding larger than its input",
        "The embedding has more values than the sample that it stands for, so nothing forces the tower to drop what does not matter, and comparing embeddings costs more than comparing samples. 64 to 128 values are usual.",
        SpecExample.With("units: 64", "units: 1000"),
        SpecExample.Complete);

    /// <summary>Batch norm over a handful of values.</summary>
    public static Rule BatchNormOverFewValues { get; } = new(
        "SDSL4065",
        Severity.Warning,
        "Batch norm over too few values",
        "Batch norm measures mean and variance of each channel over the images that go through the tower at once. Over two values it gives nothing but -1 and 1, over a few it is noise, and what it learns does not hold in evaluation. Take larger batches, or layer_norm, which needs no batch.",
        SpecExample.With("units: 64 }", "units: 64, bias: false }\n  - batch_norm") + "training: { batch: { pairs: 2 } }\n",
        SpecExample.With("units: 64 }", "units: 64, bias: false }\n  - batch_norm") + "training: { batch: { pairs: 64 } }\n");

    /// <summary>Batch norm that does not see the whole step.</summary>
    public static Rule AccumulationWithBatchNorm { get; } = new(
        "SDSL4066",
        Severity.Info,
        "Accumulated gradients under batch norm",
        "Averaging the gradients of several batches equals one large batch only as long as no layer looks at the batch. Batch norm measures each of the batches by itself, and its running statistics move once for each of them, so the result is another one than that of the large batch. layer_norm and group_norm look at one sample only.",
        SpecExample.With("units: 64 }", "units: 64, bias: false }\n  - batch_norm") + "training: { accumulate: 4 }\n",
        SpecExample.With("units: 64 }", "units: 64 }\n  - layer_norm") + "training: { accumulate: 4 }\n");

    /// <summary>A key that has nothing to act on.</summary>
    public static Rule NothingToInitialise { get; } = new(
        "SDSL4067",
        Severity.Warning,
        "Nothing to freeze or to initialise",
        "'frozen' keeps weights and running statistics as they are, and 'init' chooses what the weights of dense, convolution, recurrent and attention layers and of tables begin with. A layer that has none of these ignores the key.",
        SpecExample.With("- flatten", "- flatten: { frozen: true }"),
        SpecExample.Complete);

    /// <summary>An inherited tuning of something that a variant does not have.</summary>
    public static Rule TunedPathLeftOut { get; } = new(
        "SDSL1040",
        Severity.Info,
        "Inherited tuning left out",
        "The variant takes another kind of loss or optimiser, which lacks a setting that the base tunes. The variant tunes what is left, with the same budget. Write 'training.tune.values' into the variant to tune settings of its own.",
        SpecExample.Plus("training: { tune: { values: { loss.margin: [0.5, 1.0] } } }\nvariants:\n  nt-xent: { head: cosine, loss: nt_xent }\n"),
        SpecExample.Plus("training: { tune: { values: { loss.margin: [0.5, 1.0] } } }\nvariants:\n  triplet: { loss: triplet }\n"));

    /// <summary>A tuned path that leads nowhere.</summary>
    public static Rule TunedPath { get; } = new(
        "SDSL2151",
        Severity.Error,
        "Setting that cannot be tuned",
        "'tune' chooses numbers that a training takes when the program runs: under 'training' those of the optimiser, the schedule, the batch, clipping, accumulation and the average, and the numbers of the loss. Layers and heads are compiled; make variants or a matrix of them.",
        SpecExample.Plus("training: { tune: { values: { loss.margn: [0.5, 1.0] } } }\n"),
        SpecExample.Plus("training: { tune: { values: { loss.margin: [0.5, 1.0] } } }\n"));

    /// <summary>A choice of one.</summary>
    public static Rule NothingToChoose { get; } = new(
        "SDSL4068",
        Severity.Warning,
        "Tuning with nothing to choose",
        "All settings have one value and are no ranges, or one trial is allowed, so the only trial is the choice, and its training is lost time. Give more values, or set the value where it belongs.",
        SpecExample.Plus("training: { tune: { values: { loss.margin: [0.5] } } }\n"),
        SpecExample.Plus("training: { tune: { values: { loss.margin: [0.5, 1.0] } } }\n"));

    /// <summary>Trials longer than what they serve.</summary>
    public static Rule TrialsTooLong { get; } = new(
        "SDSL4069",
        Severity.Warning,
        "Trials as long as the training",
        "Each trial has as many epochs as the training itself, so one of them is that training. Trials are there to be short: a tenth of the training tells most settings apart.",
        SpecExample.Plus("training: { epochs: 5, tune: { epochs: 5, values: { loss.margin: [0.5, 1.0] } } }\n"),
        SpecExample.Plus("training: { epochs: 50, tune: { epochs: 5, values: { loss.margin: [0.5, 1.0] } } }\n"));

    /// <summary>An augmentation of something that it cannot change.</summary>
    public static Rule AugmentationAgainstInput { get; } = new(
        "SDSL2150",
        Severity.Error,
        "Augmentation does not fit the input",
        "Most augmentations change images, (channels, height, width); rotations as classes need images that are as wide as high. Of vectors and sequences only 'noise' is known what it means, and of tokens nothing.",
        SpecExample.With("[1, 28, 28]", "[1, 28, 20]") + "training: { augment: [rotations] }\n",
        SpecExample.Plus("training: { augment: [rotations] }\n"));

    /// <summary>Classes of one batch under a loss that keeps something for each class.</summary>
    public static Rule FurtherClassesWithProxies { get; } = new(
        "SDSL4080",
        Severity.Warning,
        "Made classes under a loss that learns its classes",
        "The classes that 'warped_classes', 'composed_classes' and 'drawn_classes' make are others in every batch. ArcFace, CosFace, Proxy-NCA and Proxy-Anchor learn a weight for each class by meeting it again and again, so the weights of made classes never settle and pull the embedding about. Take a loss that compares the images of a batch, as prototypical, NT-Xent or triplet do, or leave the made classes out.",
        SpecExample.With("head: euclidean\nloss: contrastive", "head: cosine\nloss: proxy_anchor") + "training: { augment: [warped_classes] }\n",
        SpecExample.With("head: euclidean\nloss: contrastive", "head: cosine\nloss: nt_xent") + "training: { augment: [warped_classes] }\n");

    /// <summary>All rules of this group in the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        TunedPathLeftOut, AugmentationAgainstInput, TunedPath, WarmupTooLong, RateNeverFalls, PatienceBeyondEpochs, EverythingFrozen, EmbeddingLargerThanInput, BatchNormOverFewValues,
        AccumulationWithBatchNorm, NothingToInitialise, NothingToChoose, TrialsTooLong, FurtherClassesWithProxies,
    ];
}
