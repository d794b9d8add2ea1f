namespace SiameseDsl.Spec.Catalog;

/// <summary>The losses. To add one: an entry here, its computation in the runtime, its emission in the generator, a golden model.</summary>
public static class LossCatalog
{
    /// <summary>The weighted sum.</summary>
    public const string Sum = "sum";

    /// <summary>The key of <see cref="Sum"/> that holds its parts.</summary>
    public const string PartsKey = "losses";

    private const string ContrastiveMargin = "1, but at most half of the distance's range (a quarter where it grows with the square: squared_euclidean and cosine)";

    private static readonly string[] Pairs = ["pairs", "pk"];

    private static readonly string[] Labelled = ["pk"];

    /// <summary>All losses in documented order.</summary>
    public static IReadOnlyList<LossEntry> All { get; } =
    [
        new LossEntry(
            "bce",
            "Binary cross-entropy of the score, taken for a logit, on pairs.",
            [LossKeys.Positive("positive_weight", "How many times a same pair counts.", "1", 1e6)])
        {
            Batches = Pairs,
            Basis = LossBasis.Logit,
            WantsWideScale = true,
        },
        new LossEntry(
            "contrastive",
            "Pulls same pairs together and pushes different pairs apart up to a margin (Hadsell, Chopra and LeCun 2006).",
            [LossKeys.Margin("margin", "The distance beyond which a different pair costs nothing.", ContrastiveMargin), LossKeys.Reducer("mean"), LossKeys.Miner("pairs")],
            "margin")
        {
            Batches = Pairs,
            Basis = LossBasis.Distance,
            Margins = [new("margin", MarginDefaults.Contrastive)],
        },
        new LossEntry(
            "double_margin",
            "The contrastive loss with a margin for each side, so that same pairs need not fall into one point (Lin et al. 2015).",
            [
                LossKeys.Margin("positive_margin", "The distance up to which a same pair costs nothing.", "a fifth of the default of 'negative_margin'") with { ExclusiveMinimum = false },
                LossKeys.Margin("negative_margin", "The distance beyond which a different pair costs nothing.", ContrastiveMargin),
                LossKeys.Reducer("mean"),
                LossKeys.Miner("pairs"),
            ])
        {
            Batches = Pairs,
            Basis = LossBasis.Distance,
            Margins = [new("positive_margin", MarginDefaults.Positive), new("negative_margin", MarginDefaults.Contrastive)],
        },
        new LossEntry(
            "triplet",
            "An anchor must be nearer to its positive than to its negative by a margin (Schroff et al. 2015).",
            [
                LossKeys.Margin("margin", "The difference of distances that is wanted.", "0.2, but at most a tenth of the distance's range (a twentieth where it grows with the square); on similarities without a distance 1, but at most a twentieth of the range"),
                LossKeys.Squared,
                LossKeys.Miner("triplets"),
                LossKeys.Reducer("non_zero"),
            ],
            "margin")
        {
            Batches = Labelled,
            Basis = LossBasis.Similarity,
            Margins = [new("margin", MarginDefaults.Triplet)],
            SquaredKey = "squared",
            MinimumSamples = 2,
        },
        new LossEntry("soft_margin_triplet", "The triplet loss without a margin, log(1 + e^difference), which never ends pulling (Hermans et al. 2017).", [LossKeys.Squared, LossKeys.Miner("triplets")])
        {
            Batches = Labelled,
            Basis = LossBasis.Similarity,
            SquaredKey = "squared",
            NeverRests = true,
            MinimumSamples = 2,
        },
        new LossEntry(
            "n_pair",
            "Cross-entropy of each positive against one image of each other class (Sohn 2016).",
            [new("l2", KeyType.Number, "The weight of the embeddings' mean squared length, which is added.") { Default = "0.002", Minimum = 0, Maximum = 1e6 }])
        {
            Batches = Labelled,
            Basis = LossBasis.Similarity,
            WantsWideScale = true,
            MinimumSamples = 2,
        },
        new LossEntry("nt_xent", "Cross-entropy over the similarities to all others in the batch (Sohn 2016; Chen et al. 2020).", [LossKeys.Temperature, LossKeys.Learned], "temperature")
        {
            Batches = Labelled,
            Basis = LossBasis.Similarity,
            TemperatureKey = "temperature",
            MinimumSamples = 2,
        },
        new LossEntry("sup_con", "Cross-entropy over the similarities to all others in the batch, other positives among them, so that positives become equally alike (Khosla et al. 2020).", [LossKeys.Temperature, LossKeys.Learned], "temperature")
        {
            Batches = Labelled,
            Basis = LossBasis.Similarity,
            TemperatureKey = "temperature",
            MinimumSamples = 2,
        },
        new LossEntry(
            "multi_similarity",
            "Weighs each mined pair by how alike it is and how its neighbours are (Wang et al. 2019).",
            [
                LossKeys.Positive("alpha", "The sharpness on positives.", "2", 1e4),
                LossKeys.Positive("beta", "The sharpness on negatives.", "50", 1e4),
                new("base", KeyType.Number, "The cosine that positives should be above and negatives below.") { Default = "0.5", Minimum = -1, Maximum = 1 },
                LossKeys.Miner("pairs", "multi_similarity"),
            ])
        {
            Batches = Labelled,
            Basis = LossBasis.Cosine,
            MinimumSamples = 2,
        },
        new LossEntry(
            "circle",
            "Pulls cosines of positives above 1 - margin and those of negatives below it, the faster the farther they are from it (Sun et al. 2020).",
            [LossKeys.Positive("margin", "How far from 1 and 0 the cosines may stay.", "0.4", 1), LossKeys.Positive("scale", "The sharpness.", "80", 1e4), LossKeys.Miner("pairs")],
            "margin")
        {
            Batches = Labelled,
            Basis = LossBasis.Cosine,
            MinimumSamples = 2,
        },
        new LossEntry("prototypical", "Cross-entropy over the negative distances to the class means of the support (Snell et al. 2017).", [])
        {
            Batches = ["episodes", "pk"],
            Basis = LossBasis.Similarity,
            WantsWideScale = true,
            MinimumSamples = 2,
        },
        new LossEntry(
            "arcface",
            "A classifier over learned class vectors whose own angle is made wider by a margin (Deng et al. 2019).",
            [LossKeys.Positive("margin", "The margin, in radians.", "0.5", 1.5), LossKeys.Positive("scale", "Multiplies the cosines.", "30", 1e4), LossKeys.Factor],
            "margin")
        {
            Batches = Labelled,
            Basis = LossBasis.Classes,
            ScaleKey = "scale",
        },
        new LossEntry(
            "cosface",
            "A classifier over learned class vectors whose own cosine is made smaller by a margin (Wang et al. 2018).",
            [LossKeys.Positive("margin", "The margin, a difference of cosines.", "0.35", 2), LossKeys.Positive("scale", "Multiplies the cosines.", "30", 1e4), LossKeys.Factor],
            "margin")
        {
            Batches = Labelled,
            Basis = LossBasis.Classes,
            ScaleKey = "scale",
        },
        new LossEntry(
            "proxy_anchor",
            "Learned proxies of the classes are the anchors that images are pulled to and pushed from (Kim et al. 2020).",
            [new("margin", KeyType.Number, "The margin, a difference of cosines.") { Default = "0.1", Minimum = 0, Maximum = 1 }, LossKeys.Positive("scale", "The sharpness.", "32", 1e4), LossKeys.Factor],
            "margin")
        {
            Batches = Labelled,
            Basis = LossBasis.Classes,
        },
        new LossEntry(
            CustomKeys.Kind,
            "A C# class of your own that derives from SiameseDsl.Losses.PairLoss and takes the score of pairs.",
            [CustomKeys.Type("SiameseDsl.Losses.PairLoss"), CustomKeys.Args],
            CustomKeys.TypeKey)
        {
            Role = CustomRole.ScoreLoss,
            Batches = Pairs,
            Basis = LossBasis.Score,
        },
        new LossEntry(
            "custom_distance",
            "A C# class of your own that derives from SiameseDsl.Losses.PairLoss and takes the distance of pairs.",
            [CustomKeys.Type("SiameseDsl.Losses.PairLoss"), CustomKeys.Args],
            CustomKeys.TypeKey)
        {
            Role = CustomRole.DistanceLoss,
            Batches = Pairs,
            Basis = LossBasis.Distance,
        },
        new LossEntry(
            "custom_batch",
            "A C# class of your own that derives from SiameseDsl.Losses.EmbeddingLoss and takes the embeddings of a labelled batch; a parameter of type Metric or Similarity gets what the head compares by.",
            [CustomKeys.Type("SiameseDsl.Losses.EmbeddingLoss"), CustomKeys.Args],
            CustomKeys.TypeKey)
        {
            Role = CustomRole.BatchLoss,
            Batches = ["pk", "episodes"],
            Basis = LossBasis.Similarity,
            MinimumSamples = 2,
        },
        new LossEntry(
            Sum,
            "A weighted sum of losses over one batch.",
            [new(PartsKey, KeyType.Sections, "The parts: 'weight' and 'loss'.") { Section = "loss_part", Required = true }],
            PartsKey)
        {
            Batches = ["pairs", "pk", "episodes"],
            Basis = LossBasis.Parts,
        },
    ];
}
