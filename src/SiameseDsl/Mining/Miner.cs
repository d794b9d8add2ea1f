using SiameseDsl.Losses;
using static TorchSharp.torch;

namespace SiameseDsl.Mining;

/// <summary>Chooses pairs or triplets from the distances of a batch; where a head is a similarity, its negative takes the place of the distance. Choices have no gradient.</summary>
public abstract class Miner
{
    /// <summary>The miner of the settings.</summary>
    /// <exception cref="ArgumentException">There is no single miner of such settings.</exception>
    public static Miner Of(MiningOptions options) => options switch
    {
        AllMining => new AllMiner(),
        SemiHardMining semiHard => new SemiHardMiner(semiHard.Margin),
        HardMining => new HardMiner(),
        MultiSimilarityMining multi => new MultiSimilarityMiner(multi.Epsilon),
        _ => throw new ArgumentException($"There is no single miner for settings of type {options.GetType().Name}.", nameof(options)),
    };

    /// <summary>Chooses triplets. The result belongs to the current dispose scope.</summary>
    /// <param name="distances">(N, N) from anchors to candidates.</param>
    /// <param name="masks">Who is whose positive and negative.</param>
    /// <param name="margin">The loss's margin; <see langword="null"/> where it has none.</param>
    public abstract MinedTriplets Triplets(Tensor distances, LabelMasks masks, double? margin);

    /// <summary>Chooses pairs: the positives and negatives of each anchor that count. The result belongs to the current dispose scope.</summary>
    /// <param name="distances">(N, N) from anchors to candidates.</param>
    /// <param name="masks">Who is whose positive and negative.</param>
    /// <param name="margin">The loss's margin; <see langword="null"/> where it has none.</param>
    public abstract LabelMasks Pairs(Tensor distances, LabelMasks masks, double? margin);
}
