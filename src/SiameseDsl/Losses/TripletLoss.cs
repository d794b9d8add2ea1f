using SiameseDsl.Heads;
using SiameseDsl.Mining;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// Triplet loss over a batch (Schroff et al., 2015): the mean of max(0, d(a, p) - d(a, n) + m) over the mined triplets where it is not zero.
/// With all triplets the mean need not fall while the model learns: the active fraction does.
/// </summary>
public sealed class TripletLoss : EmbeddingLoss
{
    private readonly TripletMiner miner;

    /// <summary>A triplet loss.</summary>
    /// <param name="metric">The distance.</param>
    /// <param name="margin">How much farther than the positive the negative has to be.</param>
    /// <param name="mining">Which triplets count.</param>
    /// <exception cref="ArgumentOutOfRangeException">The margin is not positive.</exception>
    public TripletLoss(Metric metric, double margin = 0.2, TripletMining mining = TripletMining.All)
        : base(metric)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(margin);
        Margin = margin;
        miner = TripletMiner.Of(mining);
    }

    /// <summary>The margin m.</summary>
    public double Margin { get; }

    /// <inheritdoc/>
    public override string Name => "triplet";

    /// <summary>Of the last batch: the part of the triplets (with hard mining: of the anchors) that had a positive loss and were mined. <see cref="double.NaN"/> before the first batch and for one without triplets.</summary>
    public double ActiveFraction { get; private set; } = double.NaN;

    /// <inheritdoc/>
    public override double UninformativeValue(int classes, int samples) => Margin;

    /// <inheritdoc/>
    public override Tensor forward(Tensor anchors, Tensor candidates, Tensor labels)
    {
        using var scope = NewDisposeScope();
        Tensor distances = Metric.Distances(anchors, candidates);
        MinedTriplets mined = miner.Mine(distances, LabelMasks.Of(labels), Margin);
        Tensor losses = (mined.Gaps + Margin).clamp_min(0).masked_fill(mined.Mined.logical_not(), 0);
        double active = losses.detach().count_nonzero().item<long>();
        long possible = mined.Possible.item<long>();
        ActiveFraction = possible == 0 ? double.NaN : active / possible;
        return (losses.sum() / Math.Max(active, 1)).MoveToOuterDisposeScope();
    }
}
