using SiameseDsl.Losses;
using static TorchSharp.torch;

namespace SiameseDsl.Mining;

/// <summary>Chooses triplets from the distances of a batch.</summary>
public abstract class TripletMiner
{
    /// <summary>The miner of a kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public static TripletMiner Of(TripletMining mining) => mining switch
    {
        TripletMining.All => new AllTripletMiner(),
        TripletMining.SemiHard => new SemiHardTripletMiner(),
        TripletMining.Hard => new HardTripletMiner(),
        _ => throw new ArgumentOutOfRangeException(nameof(mining), mining, "There is no such miner."),
    };

    /// <summary>Chooses triplets. The result belongs to the current dispose scope.</summary>
    /// <param name="distances">(N, N) from anchors to candidates.</param>
    /// <param name="masks">Who is whose positive and negative.</param>
    /// <param name="margin">The loss's margin.</param>
    public abstract MinedTriplets Mine(Tensor distances, LabelMasks masks, double margin);

    /// <summary>Every anchor with every positive against every candidate: the gaps (T, N) of the T positive pairs, and which of them have a negative there.</summary>
    private protected static (Tensor Gaps, Tensor Valid) EveryTriplet(Tensor distances, LabelMasks masks)
    {
        Tensor pairs = masks.Positives.nonzero();
        Tensor anchors = pairs.select(1, 0);
        Tensor positive = distances.masked_select(masks.Positives).unsqueeze(1);
        return (positive - distances.index_select(0, anchors), masks.Negatives.index_select(0, anchors));
    }
}
