using SiameseDsl.Losses;
using static TorchSharp.torch;

namespace SiameseDsl.Mining;

/// <summary>All triplets of the batch.</summary>
internal sealed class AllTripletMiner : TripletMiner
{
    public override MinedTriplets Mine(Tensor distances, LabelMasks masks, double margin)
    {
        (Tensor gaps, Tensor valid) = EveryTriplet(distances, masks);
        return new MinedTriplets(gaps, valid, valid.sum());
    }
}
