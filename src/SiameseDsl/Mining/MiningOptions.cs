namespace SiameseDsl.Mining;

/// <summary>Which pairs or triplets of a batch count.</summary>
public abstract record MiningOptions;

/// <summary>All of them.</summary>
public sealed record AllMining : MiningOptions;

/// <summary>Negatives at least as far as the positive, but by less than a margin (Schroff et al., 2015).</summary>
public sealed record SemiHardMining : MiningOptions
{
    /// <summary>The margin where the loss has none of its own: FaceNet's.</summary>
    public const double UsualMargin = 0.2;

    /// <summary>How much farther than the positive the negative may be; <see langword="null"/> for the loss's own margin, or <see cref="UsualMargin"/> where it has none.</summary>
    public double? Margin { get; init; }
}

/// <summary>The farthest positive and the nearest negative of each anchor (Hermans et al., 2017).</summary>
public sealed record HardMining : MiningOptions;

/// <summary>Negatives that are more alike than the least alike positive, and positives that are less alike than the most alike negative, each but for a tolerance (Wang et al., 2019).</summary>
public sealed record MultiSimilarityMining : MiningOptions
{
    /// <summary>The tolerance.</summary>
    public double Epsilon { get; init; } = 0.1;
}

/// <summary>One miner after the other as training goes on, since hardest examples teach nothing to a model that knows nothing.</summary>
public sealed record MiningSchedule : MiningOptions
{
    /// <summary>The stages in order; the first begins at 0.</summary>
    public required IReadOnlyList<MiningStage> Stages { get; init; }
}

/// <summary>A stage of a <see cref="MiningSchedule"/>.</summary>
/// <param name="From">The part of the training after which it begins, from 0 to below 1.</param>
/// <param name="Mining">What counts from then on.</param>
public sealed record MiningStage(double From, MiningOptions Mining);
