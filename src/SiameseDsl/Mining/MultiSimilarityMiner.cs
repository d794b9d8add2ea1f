using SiameseDsl.Losses;
using static TorchSharp.torch;

namespace SiameseDsl.Mining;

/// <summary>
/// Of each anchor the negatives that are nearer than its farthest positive and the positives that are farther than its nearest negative, each but for a tolerance
/// (Wang et al., 2019, equations 11 and 12), and the triplets that can be made of them.
/// </summary>
internal sealed class MultiSimilarityMiner(double epsilon) : Miner
{
    public override MinedTriplets Triplets(Tensor distances, LabelMasks masks, double? margin)
    {
        LabelMasks kept = Pairs(distances, masks, margin);
        var every = EveryTriplet.Of(distances, masks);
        return every.Where(kept.Positives.masked_select(masks.Positives).unsqueeze(1).logical_and(kept.Negatives.index_select(0, every.Anchors)));
    }

    public override LabelMasks Pairs(Tensor distances, LabelMasks masks, double? margin)
    {
        Tensor plain = distances.detach();
        Tensor farthest = plain.masked_fill(masks.Positives.logical_not(), double.NegativeInfinity).amax([1], keepdim: true);
        Tensor nearest = plain.masked_fill(masks.Negatives.logical_not(), double.PositiveInfinity).amin([1], keepdim: true);
        return new LabelMasks(masks.Positives.logical_and((plain + epsilon).gt(nearest)), masks.Negatives.logical_and((plain - epsilon).lt(farthest)));
    }
}
