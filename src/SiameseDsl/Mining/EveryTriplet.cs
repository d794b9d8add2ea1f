using SiameseDsl.Losses;
using static TorchSharp.torch;

namespace SiameseDsl.Mining;

/// <summary>Every anchor with every positive against every candidate, T positive pairs by N candidates.</summary>
/// <param name="Anchors">(T) the anchor of each positive pair.</param>
/// <param name="Gaps">(T, N) d(a, p) - d(a, n).</param>
/// <param name="Valid">(T, N) whether the candidate is a negative of the anchor.</param>
internal readonly record struct EveryTriplet(Tensor Anchors, Tensor Gaps, Tensor Valid)
{
    /// <summary>The triplets of a batch, in the current dispose scope.</summary>
    public static EveryTriplet Of(Tensor distances, LabelMasks masks)
    {
        Tensor anchors = masks.Positives.nonzero().select(1, 0);
        Tensor positive = distances.masked_select(masks.Positives).unsqueeze(1);
        return new EveryTriplet(anchors, positive - distances.index_select(0, anchors), masks.Negatives.index_select(0, anchors));
    }

    /// <summary>The triplets that are valid and <paramref name="chosen"/>.</summary>
    public MinedTriplets Where(Tensor chosen) => new(Gaps, Valid.logical_and(chosen), Valid.sum());
}
