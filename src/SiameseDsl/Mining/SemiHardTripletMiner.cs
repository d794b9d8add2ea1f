using SiameseDsl.Losses;
using static TorchSharp.torch;

namespace SiameseDsl.Mining;

/// <summary>Triplets whose negative is at least as far as the positive, but within the margin (Schroff et al., 2015). Equal distances count, so that a collapsed model still shows the loss m.</summary>
internal sealed class SemiHardTripletMiner : TripletMiner
{
    public override MinedTriplets Mine(Tensor distances, LabelMasks masks, double margin)
    {
        (Tensor gaps, Tensor valid) = EveryTriplet(distances, masks);
        Tensor fixedGaps = gaps.detach();
        Tensor mined = valid.logical_and(fixedGaps.le(0)).logical_and(fixedGaps.gt(-margin));
        return new MinedTriplets(gaps, mined, valid.sum());
    }
}
