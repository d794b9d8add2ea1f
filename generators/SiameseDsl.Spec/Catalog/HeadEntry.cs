namespace SiameseDsl.Spec.Catalog;

/// <summary>A head: how two embeddings become one score, larger for more alike.</summary>
public sealed class HeadEntry(string kind, string summary, IReadOnlyList<CatalogKey> keys, string? mainKey = null)
    : ComponentEntry(Category.Head, kind, summary, keys, mainKey)
{
    /// <summary>Whether the head is a distance (or a similarity with a distance of its own), so that losses on distances can use it.</summary>
    public bool IsMetric { get; init; }

    /// <summary>Whether layers stand behind the combination (key <c>layers</c>); the last gives the logit.</summary>
    public bool TakesLayers { get; init; }

    /// <summary>Whether exchanging the two embeddings leaves the combination unchanged.</summary>
    public bool IsSymmetric { get; init; }

    /// <summary>Whether the combination has a factor or a difference of the two embeddings; without one (concat) it is additively separable.</summary>
    public bool Interacts { get; init; }

    /// <summary>How many times the embedding's size the combination has: 2 for concat.</summary>
    public int Widening { get; init; } = 1;
}
