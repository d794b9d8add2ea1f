using SiameseDsl.Heads;
using SiameseDsl.Mining;
using SiameseDsl.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>Makes losses from their settings.</summary>
public static class LossFactory
{
    /// <summary>The loss of the settings: a <see cref="PairLoss"/> or a <see cref="PairSumLoss"/> for a batch of pairs, an <see cref="EmbeddingLoss"/> for labelled batches.</summary>
    /// <exception cref="ArgumentException">The loss needs a distance or a similarity, but the head has none; or it cannot be computed on such batches.</exception>
    public static Loss<Tensor, Tensor, Tensor> Create(LossOptions options, LossContext context)
    {
        if (!context.OfPairs)
        {
            return Labelled(options, context);
        }

        return options is SumOptions sum
            ? new PairSumLoss([.. sum.Losses.Select(part => new WeightedLoss<PairLoss>(part.Weight, OfPairs(part.Loss, context)))])
            : OfPairs(options, context);
    }

    private static PairLoss OfPairs(LossOptions options, LossContext context) => Pair(options) is not { } loss
        ? throw new ArgumentException($"Losses with settings of type {options.GetType().Name} take labelled batches, not pairs.", nameof(options))
        : loss.Input == PairLossInput.Distance && context.Similarity is not Metric ? throw NoDistance(loss.Name) : loss;

    private static PairLoss? Pair(LossOptions options) => options switch
    {
        BceOptions bce => new BceLoss(bce.PositiveWeight),
        ContrastiveOptions contrastive => new ContrastiveLoss(contrastive.Margin, contrastive.Reducer),
        DoubleMarginOptions two => new DoubleMarginLoss(two.PositiveMargin, two.NegativeMargin, two.Reducer),
        CustomPairOptions custom => custom.Make(),
        _ => null,
    };

    private static EmbeddingLoss Labelled(LossOptions options, LossContext context) => options switch
    {
        BceOptions => new AllPairsLoss(Pair(options)!, context.Score, new AllMining()),
        ContrastiveOptions contrastive => new AllPairsLoss(Pair(options)!, Distance(context, "contrastive"), contrastive.Mining),
        DoubleMarginOptions two => new AllPairsLoss(Pair(options)!, Distance(context, "double_margin"), two.Mining),
        CustomPairOptions { OnDistance: true } => new AllPairsLoss(Pair(options)!, Distance(context, "custom_distance"), new AllMining()),
        CustomPairOptions => new AllPairsLoss(Pair(options)!, context.Score, new AllMining()),
        CustomBatchOptions custom => custom.Create(Similarity(context, "custom_batch")),
        TripletOptions triplet => new TripletLoss(Similarity(context, "triplet"), triplet.Margin, triplet.Mining, triplet.Squared, triplet.Reducer),
        SoftMarginTripletOptions soft => new SoftMarginTripletLoss(Similarity(context, "soft_margin_triplet"), soft.Mining, soft.Squared),
        NPairOptions nPair => new NPairLoss(Similarity(context, "n_pair"), nPair.L2),
        NtXentOptions ntXent => new NtXentLoss(Similarity(context, "nt_xent"), ntXent.Temperature, ntXent.Learned),
        SupConOptions supCon => new SupConLoss(Similarity(context, "sup_con"), supCon.Temperature, supCon.Learned),
        MultiSimilarityOptions multi => new MultiSimilarityLoss(Similarity(context, "multi_similarity"), multi.Alpha, multi.Beta, multi.Base, multi.Mining),
        CircleOptions circle => new CircleLoss(Similarity(context, "circle"), circle.Margin, circle.Scale, circle.Mining),
        PrototypicalOptions => new PrototypicalLoss(Similarity(context, "prototypical"), context.Batch is EpisodeBatch episodes ? episodes.Shots : 1),
        ArcFaceOptions arc => new ArcFaceLoss(context.EmbeddingSize, arc.Margin, arc.Scale, arc.LearningRateFactor),
        CosFaceOptions cos => new CosFaceLoss(context.EmbeddingSize, cos.Margin, cos.Scale, cos.LearningRateFactor),
        ProxyAnchorOptions proxy => new ProxyAnchorLoss(context.EmbeddingSize, proxy.Margin, proxy.Scale, proxy.LearningRateFactor),
        SumOptions sum => new SumLoss([.. sum.Losses.Select(part => new WeightedLoss<EmbeddingLoss>(part.Weight, Labelled(part.Loss, context)))]),
        _ => throw new ArgumentException($"There is no loss for settings of type {options.GetType().Name}.", nameof(options)),
    };

    private static Similarity Similarity(LossContext context, string loss) => context.Similarity
        ?? throw new ArgumentException($"The loss {loss} needs a head that compares any two embeddings, a distance or a similarity, not one that takes pairs only.", nameof(context));

    private static Metric Distance(LossContext context, string loss) => context.Similarity as Metric ?? throw NoDistance(loss);

    private static ArgumentException NoDistance(string loss) => new($"The loss {loss} needs a head that is a distance: euclidean, squared_euclidean, mahalanobis or cosine.");
}
