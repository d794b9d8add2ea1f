using SiameseDsl.Heads;
using SiameseDsl.Mining;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>A loss over a labelled batch that looks at what a miner chose.</summary>
public abstract class MinedLoss : SimilarityLoss, IMinedLoss
{
    private readonly MinerStages stages;

    /// <summary>A loss under a similarity with a miner.</summary>
    /// <exception cref="ArgumentException">A mining schedule does not begin at 0 or does not ascend.</exception>
    protected MinedLoss(Similarity similarity, MiningOptions mining)
        : base(similarity)
    {
        Mining = mining;
        stages = new MinerStages(mining);
    }

    /// <summary>What counts.</summary>
    public MiningOptions Mining { get; }

    /// <inheritdoc/>
    public double Progress { get; set; }

    /// <inheritdoc/>
    public double ActiveFraction { get; private set; } = double.NaN;

    private protected Miner Miner => stages.At(Progress);

    /// <summary>Records how many of the possible choices are active.</summary>
    private protected void Record(double active, double possible) => ActiveFraction = possible == 0 ? double.NaN : active / possible;

    /// <summary>Chooses pairs, and records which part of the negatives they hold.</summary>
    private protected LabelMasks MinePairs(Tensor distances, LabelMasks masks, double? margin)
    {
        LabelMasks kept = Miner.Pairs(distances.detach(), masks, margin);
        Record(kept.Negatives.count_nonzero().item<long>(), masks.Negatives.count_nonzero().item<long>());
        return kept;
    }
}
