namespace SiameseDsl.Spec.Catalog;

/// <summary>The heads. To add one: an entry here, its emission in the generator, a golden model.</summary>
public static class HeadCatalog
{
    private static readonly CatalogKey Layers = new("layers", KeyType.Layers, "The layers behind the combination; the last must give one value, the logit.") { Required = true };

    private static readonly CatalogKey Calibrated = new("calibrated", KeyType.Boolean, "Whether the score is scale * base + bias with a learned scale and bias, as a logit for bce.") { Default = "false" };

    /// <summary>All heads in documented order.</summary>
    public static IReadOnlyList<HeadEntry> All { get; } =
    [
        new HeadEntry("concat", "The two embeddings one behind the other, then layers.", [Layers], "layers") { TakesLayers = true, Widening = 2 },
        new HeadEntry("l1", "The absolute difference |a - b|, element by element, then layers (Koch et al. 2015).", [Layers], "layers") { TakesLayers = true, IsSymmetric = true, Interacts = true },
        new HeadEntry("product", "The product a * b, element by element, then layers.", [Layers], "layers") { TakesLayers = true, IsSymmetric = true, Interacts = true },
        new HeadEntry("euclidean", "The negative Euclidean distance of the embeddings.", [Calibrated], "calibrated") { IsMetric = true, IsSymmetric = true, Interacts = true },
        new HeadEntry("squared_euclidean", "The negative squared Euclidean distance of the embeddings.", [Calibrated], "calibrated") { IsMetric = true, IsSymmetric = true, Interacts = true },
        new HeadEntry("cosine", "The cosine of the angle between the embeddings; its distance is 1 - cosine.", [Calibrated], "calibrated") { IsMetric = true, IsSymmetric = true, Interacts = true },
    ];
}
