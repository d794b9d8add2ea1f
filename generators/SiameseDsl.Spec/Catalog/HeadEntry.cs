using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog;

/// <summary>A head: how two embeddings become one score, larger for more alike.</summary>
public sealed class HeadEntry(string kind, string summary, IReadOnlyList<CatalogKey> keys, string? mainKey = null)
    : ComponentEntry(Category.Head, kind, summary, keys, mainKey)
{
    /// <summary>The key that says whether the order of the embeddings does not matter, for heads that let the author choose.</summary>
    public const string SymmetricKey = "symmetric";

    /// <summary>Whether the head is a distance (or a similarity with a distance of its own), so that losses on distances can use it.</summary>
    public bool IsMetric { get; init; }

    /// <summary>Whether the head compares any two embeddings by a number that losses on similarities can use; every distance is one.</summary>
    public bool IsSimilarity { get; init; }

    /// <summary>Whether layers stand behind the combination (key <c>layers</c>); the last gives the logit.</summary>
    public bool TakesLayers { get; init; }

    /// <summary>Whether exchanging the two embeddings leaves the combination unchanged, where no key says otherwise.</summary>
    public bool IsSymmetric { get; init; }

    /// <summary>Whether the combination has a factor or a difference of the two embeddings; without one (concat) it is additively separable.</summary>
    public bool Interacts { get; init; }

    /// <summary>How many times the embedding's size the combination has: 2 for concat.</summary>
    public int Widening { get; init; } = 1;

    /// <summary>What the head's own linear map is called, without the leading <c>head-</c>; <see langword="null"/> for a head without one.</summary>
    public string? MapName { get; init; }

    /// <summary>The field that holds a class of the user's; <see langword="null"/> for a head without one.</summary>
    public string? FieldName { get; init; }

    /// <summary>The key that says how many values the map gives; <see langword="null"/> where it gives as many as it takes.</summary>
    public string? RankKey { get; init; }

    /// <summary>Whether the score is the cosine of the embeddings, or is it for embeddings of length 1, so that losses with constants meant for cosines can use it.</summary>
    public bool IsCosineLike { get; init; }

    /// <summary>Whether anything in the head is learned, its calibration apart.</summary>
    public bool Learns => TakesLayers || MapName is not null || Role == CustomRole.Head;

    /// <summary>Whether exchanging the two embeddings leaves the combination unchanged under these keys.</summary>
    public bool IsSymmetricWith(EquatableArray<Argument> arguments) => arguments.Find(SymmetricKey) is Argument symmetric ? symmetric.AsBoolean() : IsSymmetric;
}
