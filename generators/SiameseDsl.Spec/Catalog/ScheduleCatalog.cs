namespace SiameseDsl.Spec.Catalog;

/// <summary>The learning-rate schedules. All are functions of the step alone.</summary>
public static class ScheduleCatalog
{
    private static readonly CatalogKey Warmup = new("warmup", KeyType.Number, "The part of the run in which the rate grows from zero.") { Default = "0", Minimum = 0, Maximum = 1, ExclusiveMaximum = true };

    private static readonly CatalogKey WarmupEpochs = new("warmup_epochs", KeyType.Number, "Epochs in which the rate grows from zero, on top of 'warmup'.") { Default = "0", Minimum = 0, Maximum = 1000000 };

    private static readonly CatalogKey Final = new("final", KeyType.Number, "The rate at the end, as a fraction of the learning rate.") { Default = "0", Minimum = 0, Maximum = 1 };

    /// <summary>All schedules in documented order.</summary>
    public static IReadOnlyList<ComponentEntry> All { get; } =
    [
        Schedule("constant", "The learning rate as it is.", null),
        Schedule("cosine", "Half a cosine wave down to the final rate (Loshchilov and Hutter 2017).", null, Final),
        Schedule(
            "cosine_restarts",
            "Several half cosine waves, each from the full rate down to the final one (Loshchilov and Hutter 2017).",
            "cycles",
            new("cycles", KeyType.Integer, "Waves in the run.") { Default = "4", Minimum = 1, Maximum = 1000 },
            new("growth", KeyType.Number, "Each wave is this many times as long as the one before it.") { Default = "1", Minimum = 0.1, Maximum = 10 },
            Final),
        Schedule("linear", "A straight line down to the final rate.", null, Final),
        Schedule("step", "A fall by a factor every few epochs.", "every", new("every", KeyType.Integer, "Epochs from one fall to the next.") { Default = "10", Minimum = 1, Maximum = 1000000 }, Gamma("0.1", "The factor of one fall.")),
        Schedule(
            "multi_step",
            "A fall by a factor after each of some epochs.",
            "milestones",
            new("milestones", KeyType.Integers, "The epochs after which the rate falls.") { Required = true, Minimum = 1, Maximum = 1000000 },
            Gamma("0.1", "The factor of one fall.")),
        Schedule("exponential", "A fall by a factor with each epoch.", "gamma", Gamma("0.95", "The factor of one epoch.")),
        Schedule("polynomial", "A power of the part of the run that is left, down to the final rate.", "power", new("power", KeyType.Number, "The exponent.") { Default = "2", Minimum = 0, ExclusiveMinimum = true, Maximum = 100 }, Final),
        new(
            Category.Schedule,
            "one_cycle",
            "One rise from a low rate to the learning rate, then one fall far below the start, both half cosine waves (Smith and Topin 2019).",
            [
                new("rise", KeyType.Number, "The part of the run in which the rate rises.") { Default = "0.3", Minimum = 0, Maximum = 1, ExclusiveMaximum = true },
                new("start", KeyType.Number, "The rate at the start, as a fraction of the learning rate.") { Default = "0.04", Minimum = 0, Maximum = 1 },
                new("final", KeyType.Number, "The rate at the end, as a fraction of the learning rate.") { Default = "4e-6", Minimum = 0, Maximum = 1 },
            ]),
    ];

    private static ComponentEntry Schedule(string kind, string summary, string? mainKey, params CatalogKey[] keys) => new(Category.Schedule, kind, summary, [.. keys, Warmup, WarmupEpochs], mainKey);

    private static CatalogKey Gamma(string value, string summary) => new("gamma", KeyType.Number, summary) { Default = value, Minimum = 0, ExclusiveMinimum = true, Maximum = 1 };
}
