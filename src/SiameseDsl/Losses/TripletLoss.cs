using SiameseDsl.Heads;
using SiameseDsl.Mining;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// Triplet loss over a batch (Schroff et al., 2015): the mean of max(0, d(a, p) - d(a, n) + m) over the mined triplets, by default over those where it is not zero.
/// With all triplets that mean need not fall while the model learns: the active fraction does.
/// </summary>
public sealed class TripletLoss : MinedLoss
{
    /// <summary>A triplet loss.</summary>
    /// <param name="similarity">The distance d, or a similarity whose negative takes its place.</param>
    /// <param name="margin">How much farther than the positive the negative has to be.</param>
    /// <param name="mining">Which triplets count; <see langword="null"/> for all.</param>
    /// <param name="squared">Whether the distance is squared, as FaceNet's is.</param>
    /// <param name="reducer">What the terms are averaged over.</param>
    /// <exception cref="ArgumentOutOfRangeException">The margin is not positive.</exception>
    /// <exception cref="ArgumentException">A similarity that is no distance is to be squared.</exception>
    public TripletLoss(Similarity similarity, double margin = 0.2, MiningOptions? mining = null, bool squared = false, LossReducer reducer = LossReducer.NonZero)
        : base(similarity, mining ?? new AllMining())
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(margin);
        RequireSquarable(similarity, squared);
        Margin = margin;
        Squared = squared;
        Reducer = reducer;
    }

    /// <summary>The margin m.</summary>
    public double Margin { get; }

    /// <summary>Whether the distance is squared.</summary>
    public bool Squared { get; }

    /// <summary>What the terms are averaged over.</summary>
    public LossReducer Reducer { get; }

    /// <inheritdoc/>
    public override string Name => "triplet";

    /// <inheritdoc/>
    public override double UninformativeValue(int classes, int samples) => Margin;

    /// <inheritdoc/>
    public override Tensor forward(Tensor anchors, Tensor candidates, Tensor labels)
    {
        using var scope = NewDisposeScope();
        Tensor distances = Similarity.Dissimilarities(anchors, candidates);
        MinedTriplets mined = Miner.Triplets(Squared ? distances.square() : distances, LabelMasks.Of(labels), Margin);
        Tensor losses = (mined.Gaps + Margin).clamp_min(0).masked_fill(mined.Mined.logical_not(), 0);
        double active = losses.detach().count_nonzero().item<long>();
        Record(active, mined.Possible.item<long>());
        double count = Reducer == LossReducer.NonZero ? active : mined.Mined.count_nonzero().item<long>();
        return (losses.sum() / Math.Max(count, 1)).MoveToOuterDisposeScope();
    }

    internal static void RequireSquarable(Similarity similarity, bool squared)
    {
        if (squared && similarity is not Metric)
        {
            throw new ArgumentException("Only a distance can be squared, and this similarity is none.", nameof(similarity));
        }
    }
}
