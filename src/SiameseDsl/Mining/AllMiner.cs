using SiameseDsl.Losses;
using static TorchSharp.torch;

namespace SiameseDsl.Mining;

/// <summary>All pairs and triplets of the batch.</summary>
internal sealed class AllMiner : Miner
{
    public override MinedTriplets Triplets(Tensor distances, LabelMasks masks, double? margin)
    {
        var every = EveryTriplet.Of(distances, masks);
        return new MinedTriplets(every.Gaps, every.Valid, every.Valid.sum());
    }

    public override LabelMasks Pairs(Tensor distances, LabelMasks masks, double? margin) => masks;
}
