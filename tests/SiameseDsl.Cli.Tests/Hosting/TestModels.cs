using SiameseDsl.Models;
using SiameseDsl.Modules;
using SiameseDsl.Training;

namespace SiameseDsl.Cli.Tests.Hosting;

/// <summary>The repository's models, and some of them again under options that the repository does not use.</summary>
internal static class TestModels
{
    public static IReadOnlyList<ModelEntry> All => [.. SiameseModels.All, .. Models.SiameseModels.All, Tuned, Averaged, Halved];

    /// <summary><c>Words/bag-tuned</c>: four short trainings choose the learning rate and the decay.</summary>
    public static ModelEntry Tuned { get; } = Bag("bag-tuned", Words.Bag.Options.Default with
    {
        Tune = new TuneOptions
        {
            Epochs = 3,
            Axes =
            [
                new("training.optimizer.adamw.lr", [1e-5, 0.002], (options, value) => options with { Optimizer = options.Optimizer with { LearningRate = value } }),
                new("training.optimizer.adamw.weight_decay", [0, 0.1], (options, value) => options with { Optimizer = options.Optimizer with { WeightDecay = value } }),
            ],
        },
    });

    /// <summary><c>Words/bag-averaged</c>: everything else that a training keeps beside its weights.</summary>
    private static ModelEntry Averaged { get; } = Bag("bag-averaged", Words.Bag.Options.Default with
    {
        Ema = new EmaOptions { Decay = 0.99 },
        Accumulate = 2,
        ClipNorm = 1,
        EarlyStop = new EarlyStopOptions { Metric = "auc", Patience = 6 },
    });

    /// <summary><c>Words/bag-halved</c>: in bfloat16.</summary>
    private static ModelEntry Halved { get; } = Bag("bag-halved", Words.Bag.Options.Default with { Precision = Precision.BFloat16 });

    private static ModelEntry Bag(string variant, Words.Bag.Options options) => new ModelEntry<Words.Bag, Words.Bag.Options>(
        Words.Bag.Entry.Plan with { Variant = variant },
        options,
        (seed, device) => new Words.Bag(seed, device),
        (model, chosen) => new Words.Bag.Trainer(model, chosen),
        Words.Bag.Entry.SpecResource);
}
