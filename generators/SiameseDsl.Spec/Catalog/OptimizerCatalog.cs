namespace SiameseDsl.Spec.Catalog;

/// <summary>The optimisers.</summary>
public static class OptimizerCatalog
{
    private static readonly CatalogKey Momentum = new("momentum", KeyType.Number, "The part of the last step that is kept.") { Default = "0", Minimum = 0, Maximum = 1, ExclusiveMaximum = true };

    private static readonly CatalogKey DecayBiases = new("decay_biases", KeyType.Boolean, "Whether the weight decay also pulls biases and what norms scale and shift by; false leaves those alone.") { Default = "true" };

    /// <summary>All optimisers in documented order.</summary>
    public static IReadOnlyList<ComponentEntry> All { get; } =
    [
        Adam("adam", "Adam (Kingma and Ba 2015).", "0.001", decay: "0"),
        Adam("adamw", "Adam with decoupled weight decay (Loshchilov and Hutter 2019).", "0.001", decay: "0.01"),
        Adam(
            "nadam",
            "Adam whose momentum looks ahead, as Nesterov's does (Dozat 2016).",
            "0.002",
            "0",
            new CatalogKey("momentum_decay", KeyType.Number, "How fast the momentum grows from half of beta1 to the whole.") { Default = "0.004", Minimum = 0, Maximum = 100 }),
        Adam("radam", "Adam that begins with plain momentum steps, until its second moment can be trusted: a warm-up of its own (Liu et al. 2020).", "0.001", "0"),
        Adam("adamax", "Adam with the largest gradient seen in place of the second moment (Kingma and Ba 2015).", "0.002", "0"),
        Optimizer(
            "adagrad",
            "Steps that shrink with the sum of the squared gradients (Duchi, Hazan and Singer 2011).",
            Rate("0.01"),
            new CatalogKey("initial", KeyType.Number, "The sum that squared gradients are added to from the first step on.") { Default = "0", Minimum = 0, Maximum = 1e9 },
            Eps("1e-10"),
            Decay("0")),
        Optimizer(
            "lion",
            "Steps of one size in the direction of the momentum's sign, with decoupled weight decay (Chen et al. 2023); a rate three to ten times lower than adam's suits it.",
            Rate("0.0001"),
            Beta("beta1", "0.9", "The momentum's part in the direction of a step."),
            Beta("beta2", "0.99", "The decay of the momentum."),
            Decay("0")),
        Optimizer(
            "sgd",
            "Stochastic gradient descent.",
            Rate("0.01"),
            Momentum,
            new CatalogKey("nesterov", KeyType.Boolean, "Whether the momentum looks ahead (Nesterov); needs a momentum above 0.") { Default = "false", Needs = "momentum" },
            Decay("0")),
        Optimizer(
            "rmsprop",
            "RMSProp (Hinton 2012).",
            Rate("0.01"),
            new CatalogKey("alpha", KeyType.Number, "The smoothing of the squared gradients.") { Default = "0.99", Minimum = 0, Maximum = 1, ExclusiveMaximum = true },
            Eps("1e-8"),
            Momentum,
            Decay("0")),
    ];

    private static ComponentEntry Adam(string kind, string summary, string rate, string decay, params CatalogKey[] more) =>
        Optimizer(kind, summary, [Rate(rate), Beta("beta1", "0.9"), Beta("beta2", "0.999"), Eps("1e-8"), .. more, Decay(decay)]);

    private static ComponentEntry Optimizer(string kind, string summary, params CatalogKey[] keys) => new(Category.Optimizer, kind, summary, [.. keys, DecayBiases], "lr");

    private static CatalogKey Rate(string value) => new("lr", KeyType.Number, "The learning rate.") { Default = value, Minimum = 0, ExclusiveMinimum = true, Maximum = 100 };

    private static CatalogKey Beta(string name, string value, string summary = "The decay of a running mean of the gradients.") =>
        new(name, KeyType.Number, summary) { Default = value, Minimum = 0, Maximum = 1, ExclusiveMaximum = true };

    private static CatalogKey Eps(string value) => new("eps", KeyType.Number, "Added to the denominator.") { Default = value, Minimum = 0, ExclusiveMinimum = true, Maximum = 1 };

    private static CatalogKey Decay(string value) => new("weight_decay", KeyType.Number, "The pull of the weights towards zero.") { Default = value, Minimum = 0, Maximum = 100 };
}
