using SiameseDsl.Heads;
using SiameseDsl.Mining;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// Triplet loss without a margin (Hermans, Beyer and Leibe, 2017): the mean of log(1 + e^(d(a, p) - d(a, n))) over the mined triplets. It never ends pulling, so it wants distances without a bound.
/// Its active fraction is the part of the possible triplets whose negative is not farther than the positive. Equal embeddings give ln 2.
/// </summary>
public sealed class SoftMarginTripletLoss : MinedLoss
{
    /// <summary>A soft-margin triplet loss.</summary>
    /// <param name="similarity">The distance d, or a similarity whose negative takes its place.</param>
    /// <param name="mining">Which triplets count; <see langword="null"/> for all.</param>
    /// <param name="squared">Whether the distance is squared.</param>
    /// <exception cref="ArgumentException">A similarity that is no distance is to be squared.</exception>
    public SoftMarginTripletLoss(Similarity similarity, MiningOptions? mining = null, bool squared = false)
        : base(similarity, mining ?? new AllMining())
    {
        TripletLoss.RequireSquarable(similarity, squared);
        Squared = squared;
    }

    /// <summary>Whether the distance is squared.</summary>
    public bool Squared { get; }

    /// <inheritdoc/>
    public override string Name => "soft_margin_triplet";

    /// <inheritdoc/>
    public override double UninformativeValue(int classes, int samples) => Math.Log(2);

    /// <inheritdoc/>
    public override Tensor forward(Tensor anchors, Tensor candidates, Tensor labels)
    {
        using var scope = NewDisposeScope();
        Tensor distances = Similarity.Dissimilarities(anchors, candidates);
        MinedTriplets mined = Miner.Triplets(Squared ? distances.square() : distances, LabelMasks.Of(labels), margin: null);
        Tensor losses = nn.functional.softplus(mined.Gaps).masked_fill(mined.Mined.logical_not(), 0);
        Record(mined.Mined.logical_and(mined.Gaps.detach().ge(0)).count_nonzero().item<long>(), mined.Possible.item<long>());
        return (losses.sum() / mined.Mined.count_nonzero().clamp_min(1)).MoveToOuterDisposeScope();
    }
}
