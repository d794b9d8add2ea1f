namespace SiameseDsl.Spec.Catalog;

/// <summary>The optimisers.</summary>
public static class OptimizerCatalog
{
    private static readonly CatalogKey Eps = new("eps", KeyType.Number, "Added to the denominator.") { Default = "1e-8", Minimum = 0, ExclusiveMinimum = true, Maximum = 1 };

    private static readonly CatalogKey Momentum = new("momentum", KeyType.Number, "The part of the last step that is kept.") { Default = "0", Minimum = 0, Maximum = 1, ExclusiveMaximum = true };

    /// <summary>All optimisers in documented order.</summary>
    public static IReadOnlyList<ComponentEntry> All { get; } =
    [
        new(Category.Optimizer, "adam", "Adam (Kingma and Ba 2015).", [Rate("0.001"), Beta("beta1", "0.9"), Beta("beta2", "0.999"), Eps, Decay("0")], "lr"),
        new(Category.Optimizer, "adamw", "Adam with decoupled weight decay (Loshchilov and Hutter 2019).", [Rate("0.001"), Beta("beta1", "0.9"), Beta("beta2", "0.999"), Eps, Decay("0.01")], "lr"),
        new(
            Category.Optimizer,
            "sgd",
            "Stochastic gradient descent.",
            [Rate("0.01"), Momentum, new("nesterov", KeyType.Boolean, "Whether the momentum looks ahead (Nesterov); needs a momentum above 0.") { Default = "false", Needs = "momentum" }, Decay("0")],
            "lr"),
        new(
            Category.Optimizer,
            "rmsprop",
            "RMSProp (Hinton 2012).",
            [Rate("0.01"), new("alpha", KeyType.Number, "The smoothing of the squared gradients.") { Default = "0.99", Minimum = 0, Maximum = 1, ExclusiveMaximum = true }, Eps, Momentum, Decay("0")],
            "lr"),
    ];

    private static CatalogKey Rate(string value) => new("lr", KeyType.Number, "The learning rate.") { Default = value, Minimum = 0, ExclusiveMinimum = true, Maximum = 100 };

    private static CatalogKey Beta(string name, string value) => new(name, KeyType.Number, "The decay of a running mean of the gradients.") { Default = value, Minimum = 0, Maximum = 1, ExclusiveMaximum = true };

    private static CatalogKey Decay(string value) => new("weight_decay", KeyType.Number, "The pull of the weights towards zero.") { Default = value, Minimum = 0, Maximum = 100 };
}
