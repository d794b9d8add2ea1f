using SiameseDsl.Losses;
using static TorchSharp.torch;

namespace SiameseDsl.Mining;

/// <summary>For each anchor its farthest positive and its nearest negative (batch hard: Hermans et al., 2017). Anchors without either are left out.</summary>
internal sealed class HardTripletMiner : TripletMiner
{
    public override MinedTriplets Mine(Tensor distances, LabelMasks masks, double margin)
    {
        Tensor farthest = distances.masked_fill(masks.Positives.logical_not(), double.NegativeInfinity).amax(1);
        Tensor nearest = distances.masked_fill(masks.Negatives.logical_not(), double.PositiveInfinity).amin(1);
        Tensor valid = masks.Positives.any(1).logical_and(masks.Negatives.any(1));
        return new MinedTriplets(farthest - nearest, valid, valid.sum());
    }
}
