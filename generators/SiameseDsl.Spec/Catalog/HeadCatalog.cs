namespace SiameseDsl.Spec.Catalog;

/// <summary>The heads. To add one: an entry here, its emission in the generator, a golden model.</summary>
public static class HeadCatalog
{
    private static readonly CatalogKey Layers = new("layers", KeyType.Layers, "The layers behind the combination; the last must give one value, the logit.") { Required = true };

    private static readonly CatalogKey Calibrated = new("calibrated", KeyType.Boolean, "Whether the score is scale * base + bias with a learned scale and bias, as a logit for bce.") { Default = "false" };

    private static readonly CatalogKey Symmetric = new(HeadEntry.SymmetricKey, KeyType.Boolean, "Whether the score is the mean of both orders, so that it does not matter which image is the left one.") { Default = "true" };

    private static readonly CatalogKey Rank = new("rank", KeyType.Integer, "The number of values that W gives; absent for as many as the embedding has.") { Minimum = 1, Maximum = 1048576 };

    private static readonly CatalogKey Squared = new("squared", KeyType.Boolean, "Whether the distance is squared.") { Default = "false" };

    /// <summary>All heads in documented order.</summary>
    public static IReadOnlyList<HeadEntry> All { get; } =
    [
        new HeadEntry("concat", "The two embeddings one behind the other, then layers.", [Layers], "layers") { TakesLayers = true, Widening = 2 },
        new HeadEntry("l1", "The absolute difference |a - b|, element by element, then layers (Koch et al. 2015).", [Layers], "layers") { TakesLayers = true, IsSymmetric = true, Interacts = true },
        new HeadEntry("product", "The product a * b, element by element, then layers.", [Layers], "layers") { TakesLayers = true, IsSymmetric = true, Interacts = true },
        new HeadEntry("relation", "A relation network: the two embeddings, vectors or feature maps, one behind the other, then layers that learn to compare them (Sung et al. 2018).", [Layers, Symmetric], "layers")
        {
            TakesLayers = true,
            IsSimilarity = true,
            Widening = 2,
        },
        new HeadEntry("euclidean", "The negative Euclidean distance of the embeddings.", [Calibrated], "calibrated") { IsMetric = true, IsSimilarity = true, IsSymmetric = true, Interacts = true },
        new HeadEntry("squared_euclidean", "The negative squared Euclidean distance of the embeddings.", [Calibrated], "calibrated") { IsMetric = true, IsSimilarity = true, IsSymmetric = true, Interacts = true },
        new HeadEntry("mahalanobis", "The negative Mahalanobis distance: the Euclidean distance behind a learned linear map W, which begins as the identity.", [Rank, Squared, Calibrated])
        {
            IsMetric = true,
            IsSimilarity = true,
            IsSymmetric = true,
            Interacts = true,
            MapName = "projection",
            RankKey = "rank",
        },
        new HeadEntry("cosine", "The cosine of the angle between the embeddings; its distance is 1 - cosine.", [Calibrated], "calibrated")
        {
            IsMetric = true,
            IsSimilarity = true,
            IsSymmetric = true,
            Interacts = true,
            IsCosineLike = true,
        },
        new HeadEntry("dot", "The dot product of the embeddings: a similarity without a distance.", [Calibrated], "calibrated") { IsSimilarity = true, IsSymmetric = true, Interacts = true, IsCosineLike = true },
        new HeadEntry("bilinear", "The bilinear form a W b with a learned W, which begins as the identity: a similarity without a distance.", [Symmetric, Calibrated])
        {
            IsSimilarity = true,
            IsSymmetric = true,
            Interacts = true,
            MapName = "bilinear",
        },
        new HeadEntry(
            CustomKeys.Kind,
            "A C# class of your own that derives from TorchSharp's Module<Tensor, Tensor, Tensor>: two batches of embeddings become a score for each pair, larger for more alike.",
            [CustomKeys.Type("Module<Tensor, Tensor, Tensor>"), CustomKeys.Args, Symmetric with { Summary = "Whether the score is the same in both orders; the compiler takes your word for it." }],
            CustomKeys.TypeKey)
        {
            Role = CustomRole.Head,
            IsSimilarity = true,
            Interacts = true,
            FieldName = "head",
        },
        new HeadEntry(
            "custom_metric",
            "A C# class of your own that derives from SiameseDsl.Heads.Metric: a distance of embeddings, of which losses know no bound.",
            [CustomKeys.Type("SiameseDsl.Heads.Metric"), CustomKeys.Args, Calibrated],
            CustomKeys.TypeKey)
        {
            Role = CustomRole.Metric,
            IsMetric = true,
            IsSimilarity = true,
            IsSymmetric = true,
            Interacts = true,
            FieldName = "metric",
        },
    ];
}
