using SiameseDsl.Losses;
using static TorchSharp.torch;

namespace SiameseDsl.Mining;

/// <summary>For each anchor its farthest positive and its nearest negative (batch hard: Hermans et al., 2017). Anchors without either make no triplet.</summary>
internal sealed class HardMiner : Miner
{
    public override MinedTriplets Triplets(Tensor distances, LabelMasks masks, double? margin)
    {
        Tensor valid = masks.Positives.any(1).logical_and(masks.Negatives.any(1));
        return new MinedTriplets((Farthest(distances, masks) - Nearest(distances, masks)).squeeze(1), valid, valid.sum());
    }

    // Ties count all.
    public override LabelMasks Pairs(Tensor distances, LabelMasks masks, double? margin)
    {
        Tensor plain = distances.detach();
        return new LabelMasks(masks.Positives.logical_and(plain.eq(Farthest(plain, masks))), masks.Negatives.logical_and(plain.eq(Nearest(plain, masks))));
    }

    private static Tensor Farthest(Tensor distances, LabelMasks masks) => distances.masked_fill(masks.Positives.logical_not(), double.NegativeInfinity).amax([1], keepdim: true);

    private static Tensor Nearest(Tensor distances, LabelMasks masks) => distances.masked_fill(masks.Negatives.logical_not(), double.PositiveInfinity).amin([1], keepdim: true);
}
