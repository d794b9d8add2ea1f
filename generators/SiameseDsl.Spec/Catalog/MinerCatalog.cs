namespace SiameseDsl.Spec.Catalog;

/// <summary>The miners: which pairs or triplets of a batch count.</summary>
public static class MinerCatalog
{
    /// <summary>The kind that leaves nothing out.</summary>
    public const string Everything = "all";

    /// <summary>The kind that puts others one after the other.</summary>
    public const string Schedule = "schedule";

    /// <summary>The key of <see cref="Schedule"/> that holds its stages.</summary>
    public const string StagesKey = "stages";

    /// <summary>All miners in documented order.</summary>
    public static IReadOnlyList<ComponentEntry> All { get; } =
    [
        new(Category.Miner, Everything, "Every pair or triplet of the batch.", []),
        new(
            Category.Miner,
            "semi_hard",
            "Negatives at least as far as the positive, but within the margin (Schroff et al. 2015).",
            [new("margin", KeyType.Number, "How much farther than the positive a negative may be; absent for the loss's own margin, or 0.2 where it has none.") { Minimum = 0, ExclusiveMinimum = true, Maximum = 1e6 }],
            "margin"),
        new(Category.Miner, "hard", "The farthest positive and the nearest negative of each anchor (Hermans et al. 2017).", []),
        new(
            Category.Miner,
            "multi_similarity",
            "Negatives nearer than the farthest positive, and positives farther than the nearest negative, each but for a tolerance (Wang et al. 2019).",
            [new("epsilon", KeyType.Number, "The tolerance.") { Default = "0.1", Minimum = 0, Maximum = 1e6 }],
            "epsilon"),
        new(
            Category.Miner,
            Schedule,
            "One miner after the other as training goes on, such as all, then semi_hard, then hard.",
            [new(StagesKey, KeyType.Sections, "The stages in order: 'from', the part of the training after which it begins, and 'miner'.") { Section = "mining_stage", Required = true }],
            StagesKey),
    ];
}
