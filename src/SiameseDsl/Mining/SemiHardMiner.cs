using SiameseDsl.Losses;
using static TorchSharp.torch;

namespace SiameseDsl.Mining;

/// <summary>
/// Triplets whose negative is at least as far as the positive, but within the margin (Schroff et al., 2015), and the pairs that such triplets are made of.
/// Equal distances count, so that a collapsed model still shows the loss m.
/// </summary>
internal sealed class SemiHardMiner(double? ownMargin) : Miner
{
    public override MinedTriplets Triplets(Tensor distances, LabelMasks masks, double? margin)
    {
        var every = EveryTriplet.Of(distances, masks);
        return every.Where(IsSemiHard(every.Gaps, margin));
    }

    public override LabelMasks Pairs(Tensor distances, LabelMasks masks, double? margin)
    {
        var every = EveryTriplet.Of(distances.detach(), masks);
        Tensor mined = every.Valid.logical_and(IsSemiHard(every.Gaps, margin));
        Tensor positives = zeros_like(masks.Positives).masked_scatter(masks.Positives, mined.any(1));
        Tensor negatives = zeros_like(distances.detach()).index_add(0, every.Anchors, mined.to(distances.dtype), 1).gt(0);
        return new LabelMasks(positives, negatives);
    }

    private Tensor IsSemiHard(Tensor gaps, double? margin)
    {
        Tensor plain = gaps.detach();
        return plain.le(0).logical_and(plain.gt(-(ownMargin ?? margin ?? SemiHardMining.UsualMargin)));
    }
}
