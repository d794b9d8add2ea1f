using SiameseDsl.Heads;
using SiameseDsl.Losses;
using SiameseDsl.Mining;
using SiameseDsl.Sampling;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Losses;

/// <summary>A batch of embeddings as plain numbers.</summary>
/// <param name="Metric">What compares them.</param>
/// <param name="Anchors">The anchors.</param>
/// <param name="Candidates">The candidates; the anchors themselves where there is one tower.</param>
/// <param name="Labels">The labels.</param>
/// <param name="Vectors">The class vectors, for losses that have them.</param>
/// <param name="Frozen">The batch at which weights without a gradient are taken; this one where it is <see langword="null"/>.</param>
internal sealed record PlainBatch(string Metric, double[][] Anchors, double[][] Candidates, int[] Labels, double[][] Vectors, PlainBatch? Frozen = null)
{
    public double[][] Distances => Reference.Distances(Metric, Anchors, Candidates);

    public double[][] Similarities => Reference.Similarities(Metric, Anchors, Candidates);

    public double[][] FrozenSimilarities => (Frozen ?? this).Similarities;

    /// <summary>The place of each label among all, in ascending order.</summary>
    public int[] Classes => [.. Labels.Select(label => Array.IndexOf([.. LossCase.AllLabels], label))];
}

/// <summary>A loss over labelled batches beside its formula.</summary>
/// <param name="Name">Its name in tests.</param>
/// <param name="Metrics">The distances and similarities that it is tried with.</param>
/// <param name="Create">Makes it, with its classes declared.</param>
/// <param name="Expected">Its value, and for losses that mine the active fraction.</param>
internal sealed record LossCase(string Name, string[] Metrics, Func<Similarity, EmbeddingLoss> Create, Func<PlainBatch, (double Loss, double? Active)> Expected)
{
    private static readonly string[] Ranks = ["euclidean", "squared_euclidean", "cosine", "dot"];
    private static readonly string[] Distances = ["euclidean", "squared_euclidean", "cosine"];
    private static readonly string[] Cosines = ["cosine", "dot"];
    private static readonly string[] Angles = ["cosine"];
    private static readonly string[] Plain = ["euclidean"];

    /// <summary>Classes that losses with class vectors know; batches show some of them.</summary>
    public static IReadOnlyList<int> AllLabels { get; } = [1, 3, 7, 9, 12];

    public static IReadOnlyList<LossCase> All { get; } =
    [
        new("triplet-all", Ranks, s => new TripletLoss(s, 0.4), b => RankingReference.Triplet(b.Distances, b.Labels, 0.4, "all")),
        new("triplet-semi", Ranks, s => new TripletLoss(s, 0.4, new SemiHardMining()), b => RankingReference.Triplet(b.Distances, b.Labels, 0.4, "semi")),
        new("triplet-hard", Ranks, s => new TripletLoss(s, 0.4, new HardMining()), b => RankingReference.Triplet(b.Distances, b.Labels, 0.4, "hard")),
        new("triplet-multi", Ranks, s => new TripletLoss(s, 0.4, new MultiSimilarityMining()), b => RankingReference.Triplet(b.Distances, b.Labels, 0.4, "multi")),
        new("triplet-mean", Ranks, s => new TripletLoss(s, 0.4, reducer: LossReducer.Mean), b => RankingReference.Triplet(b.Distances, b.Labels, 0.4, "all", nonZero: false)),
        new("triplet-squared", Plain, s => new TripletLoss(s, 0.3, squared: true), b => RankingReference.Triplet(Squared(b.Distances), b.Labels, 0.3, "all")),
        new("soft_margin_triplet", Ranks, s => new SoftMarginTripletLoss(s), b => RankingReference.SoftMarginTriplet(b.Distances, b.Labels, "all")),
        new("soft_margin_triplet-semi", Ranks, s => new SoftMarginTripletLoss(s, new SemiHardMining()), b => RankingReference.SoftMarginTriplet(b.Distances, b.Labels, "semi")),
        new("soft_margin_triplet-hard", Ranks, s => new SoftMarginTripletLoss(s, new HardMining()), b => RankingReference.SoftMarginTriplet(b.Distances, b.Labels, "hard")),
        new("soft_margin_triplet-squared", Plain, s => new SoftMarginTripletLoss(s, squared: true), b => RankingReference.SoftMarginTriplet(Squared(b.Distances), b.Labels, "all")),
        new("n_pair", Ranks, s => new NPairLoss(s, 0), b => (RankingReference.NPair(b.Similarities, b.Labels, b.Anchors, b.Candidates, 0), null)),
        new("n_pair-l2", Ranks, s => new NPairLoss(s, 0.03), b => (RankingReference.NPair(b.Similarities, b.Labels, b.Anchors, b.Candidates, 0.03), null)),
        new("nt_xent", Ranks, s => new NtXentLoss(s, 0.3), b => (RankingReference.NtXent(b.Similarities, b.Labels, 0.3), null)),
        new("nt_xent-learned", Ranks, s => new NtXentLoss(s, 0.3, learned: true), b => (RankingReference.NtXent(b.Similarities, b.Labels, 0.3), null)),
        new("sup_con", Ranks, s => new SupConLoss(s, 0.3), b => (RankingReference.SupCon(b.Similarities, b.Labels, 0.3), null)),
        new("multi_similarity", Cosines, s => new MultiSimilarityLoss(s), b => RankingReference.MultiSimilarity(b.Similarities, b.Labels, 2, 50, 0.5, "multi")),
        new("multi_similarity-all", Cosines, s => new MultiSimilarityLoss(s, 3, 20, 0.4, new AllMining()), b => RankingReference.MultiSimilarity(b.Similarities, b.Labels, 3, 20, 0.4, "all")),
        new("circle", Cosines, s => new CircleLoss(s, 0.4, 8), b => RankingReference.Circle(b.Similarities, b.FrozenSimilarities, b.Labels, 0.4, 8, "all")),
        new("circle-hard", Cosines, s => new CircleLoss(s, 0.25, 20, new HardMining()), b => RankingReference.Circle(b.Similarities, b.FrozenSimilarities, b.Labels, 0.25, 20, "hard")),
        new("circle-semi", Cosines, s => new CircleLoss(s, 0.25, 20, new SemiHardMining()), b => RankingReference.Circle(b.Similarities, b.FrozenSimilarities, b.Labels, 0.25, 20, "semi")),
        new("prototypical", Ranks, s => new PrototypicalLoss(s, 1), b => (RankingReference.Prototypical(b.Metric, b.Anchors, b.Candidates, b.Labels, 1), null)),
        new("contrastive", Distances, s => new AllPairsLoss(new ContrastiveLoss(0.6), s, new AllMining()), b => Contrastive(b, "all", nonZero: false)),
        new("contrastive-non_zero", Distances, s => new AllPairsLoss(new ContrastiveLoss(0.6, LossReducer.NonZero), s, new AllMining()), b => Contrastive(b, "all", nonZero: true)),
        new("contrastive-semi", Distances, s => new AllPairsLoss(new ContrastiveLoss(0.6), s, new SemiHardMining()), b => Contrastive(b, "semi", nonZero: false)),
        new("contrastive-hard", Distances, s => new AllPairsLoss(new ContrastiveLoss(0.6), s, new HardMining()), b => Contrastive(b, "hard", nonZero: false)),
        new("contrastive-multi", Distances, s => new AllPairsLoss(new ContrastiveLoss(0.6), s, new MultiSimilarityMining()), b => Contrastive(b, "multi", nonZero: false)),
        new("double_margin", Distances, s => new AllPairsLoss(new DoubleMarginLoss(0.15, 0.7), s, new AllMining()), b => RankingReference.AllPairs(b.Distances, b.Distances, b.Labels, "all", 0, (d, same) => Reference.DoubleMargin(d, same, 0.15, 0.7))),
        new("bce", Ranks, s => new AllPairsLoss(new BceLoss(1.5), s, new AllMining()), b => RankingReference.AllPairs(Negative(b.Distances), b.Distances, b.Labels, "all", 0, (d, same) => Reference.Bce(d, same, 1.5))),
        new("arcface", Angles, _ => Declared(new ArcFaceLoss(4, 0.5, 6)), b => (BothSides(b, (rows, classes) => ClassReference.ArcFace(rows, b.Vectors, classes, 0.5, 6)), null)),
        new("cosface", Angles, _ => Declared(new CosFaceLoss(4, 0.35, 6)), b => (BothSides(b, (rows, classes) => ClassReference.CosFace(rows, b.Vectors, classes, 0.35, 6)), null)),
        new("proxy_anchor", Angles, _ => Declared(new ProxyAnchorLoss(4)), b => (BothSides(b, (rows, classes) => ClassReference.ProxyAnchor(rows, b.Vectors, classes, 0.1, 32)), null)),
        new(
            "sum",
            Distances,
            s => new SumLoss([new(0.5, new TripletLoss(s, 0.4)), new(2, Declared(new CosFaceLoss(4, 0.35, 6))), new(1, new SupConLoss(s, 0.3))]),
            b =>
            {
                (double triplet, double active) = RankingReference.Triplet(b.Distances, b.Labels, 0.4, "all");
                double classes = BothSides(b, (rows, own) => ClassReference.CosFace(rows, b.Vectors, own, 0.35, 6));
                return ((0.5 * triplet) + (2 * classes) + RankingReference.SupCon(b.Similarities, b.Labels, 0.3), active);
            }),
    ];

    /// <summary>The class vectors of a loss or of the part of a sum that has some; nothing where none has.</summary>
    public static ClassLoss? ClassesOf(EmbeddingLoss loss) => loss as ClassLoss ?? (loss as SumLoss)?.Parts.Select(part => part.Loss).OfType<ClassLoss>().FirstOrDefault();

    public static LossCase Named(string name) => All.Single(one => one.Name == name);

    private static T Declared<T>(T loss)
        where T : ClassLoss
    {
        loss.Declare(AllLabels, new RandomSource(3));
        loss.to(ScalarType.Float64);
        return loss;
    }

    private static (double, double?) Contrastive(PlainBatch b, string miner, bool nonZero) =>
        RankingReference.AllPairs(b.Distances, b.Distances, b.Labels, miner, 0.6, (d, same) => Reference.Contrastive(d, same, 0.6, nonZero));

    private static double BothSides(PlainBatch b, Func<double[][], int[], double> loss) => (loss(b.Anchors, b.Classes) + loss(b.Candidates, b.Classes)) / 2;

    private static double[][] Squared(double[][] values) => [.. values.Select(row => row.Select(x => x * x).ToArray())];

    private static double[][] Negative(double[][] values) => [.. values.Select(row => row.Select(x => -x).ToArray())];
}
