namespace SiameseDsl.Spec.Catalog;

/// <summary>The miners: which triplets of a batch count.</summary>
public static class MinerCatalog
{
    /// <summary>All miners in documented order.</summary>
    public static IReadOnlyList<ComponentEntry> All { get; } =
    [
        new(Category.Miner, "all", "Every triplet of the batch.", []),
        new(Category.Miner, "semi_hard", "The nearest negative that is farther than the positive, else the farthest negative (Schroff et al. 2015).", []),
        new(Category.Miner, "hard", "The farthest positive and the nearest negative of each anchor (Hermans et al. 2017).", []),
    ];
}
