namespace SiameseDsl.Spec.Catalog;

/// <summary>The losses. To add one: an entry here, its computation in the runtime, its emission in the generator, a golden model.</summary>
public static class LossCatalog
{
    /// <summary>All losses in documented order.</summary>
    public static IReadOnlyList<LossEntry> All { get; } =
    [
        new LossEntry("bce", "Binary cross-entropy of the score, taken for a logit, on pairs.", [])
        {
            Batches = ["pairs"],
            NeedsLogit = true,
        },
        new LossEntry(
            "contrastive",
            "Pulls same pairs together and pushes different pairs apart up to a margin (Hadsell, Chopra and LeCun 2006).",
            [new("margin", KeyType.Number, "The distance beyond which a different pair costs nothing.") { Default = "1.0", Minimum = 0, ExclusiveMinimum = true, Maximum = 1e6 }],
            "margin")
        {
            Batches = ["pairs"],
            NeedsMetric = true,
            MarginKey = "margin",
        },
        new LossEntry(
            "triplet",
            "An anchor must be nearer to its positive than to its negative by a margin (Schroff et al. 2015).",
            [
                new("margin", KeyType.Number, "The difference of distances that is wanted.") { Default = "0.2", Minimum = 0, ExclusiveMinimum = true, Maximum = 1e6 },
                new("miner", KeyType.Choice, "Which triplets of a batch count.") { Choice = Category.Miner, Default = "all" },
            ],
            "margin")
        {
            Batches = ["pk"],
            NeedsMetric = true,
            MarginKey = "margin",
            MinimumSamples = 2,
        },
        new LossEntry(
            "nt_xent",
            "Cross-entropy over the similarities to all others in the batch (Sohn 2016; Chen et al. 2020).",
            [new("temperature", KeyType.Number, "Divides the similarities: the smaller, the more the nearest neighbours count.") { Default = "0.1", Minimum = 1e-4, Maximum = 1e4 }],
            "temperature")
        {
            Batches = ["pk"],
            NeedsMetric = true,
            TemperatureKey = "temperature",
            MinimumSamples = 2,
        },
        new LossEntry("prototypical", "Cross-entropy over the negative distances to the class means of the support (Snell et al. 2017).", [])
        {
            Batches = ["episodes", "pk"],
            NeedsMetric = true,
            MinimumSamples = 2,
        },
    ];
}
