namespace SiameseDsl.Spec.Catalog;

/// <summary>What a loss is computed on, and so which heads can serve it.</summary>
public enum LossBasis
{
    /// <summary>The score, taken for a logit: any head, a distance best with <c>calibrated: true</c>.</summary>
    Logit,

    /// <summary>The score, of which only the author knows what it has to be: any head.</summary>
    Score,

    /// <summary>A distance between embeddings: heads that are one.</summary>
    Distance,

    /// <summary>Which of two pairs is more alike: heads that are a distance or a similarity.</summary>
    Similarity,

    /// <summary>The cosine of two embeddings: heads that are it, or are it for embeddings of length 1.</summary>
    Cosine,

    /// <summary>Angles to vectors that the loss itself learns, one a class: heads in which nothing is learned.</summary>
    Classes,

    /// <summary>What its parts are computed on.</summary>
    Parts,
}

/// <summary>A margin of a loss on the head's distance.</summary>
/// <param name="Key">The key.</param>
/// <param name="ByDefault">The margin where none is written.</param>
public sealed record LossMargin(string Key, Func<DistanceScale, double> ByDefault);

/// <summary>A loss, and what it needs of head and batch.</summary>
public sealed class LossEntry(string kind, string summary, IReadOnlyList<CatalogKey> keys, string? mainKey = null)
    : ComponentEntry(Category.Loss, kind, summary, keys, mainKey)
{
    /// <summary>The kinds of batch that it can use; the first is its default.</summary>
    public required IReadOnlyList<string> Batches { get; init; }

    /// <summary>What it is computed on.</summary>
    public required LossBasis Basis { get; init; }

    /// <summary>Whether it takes the score for a logit: of a head with layers, or of another head with <c>calibrated: true</c>.</summary>
    public bool NeedsLogit => Basis == LossBasis.Logit;

    /// <summary>The margins on the head's distance.</summary>
    public IReadOnlyList<LossMargin> Margins { get; init; } = [];

    /// <summary>The key that squares the head's distance, or <see langword="null"/>.</summary>
    public string? SquaredKey { get; init; }

    /// <summary>The key that divides similarities, or <see langword="null"/>.</summary>
    public string? TemperatureKey { get; init; }

    /// <summary>The key that multiplies cosines before a softmax over classes, or <see langword="null"/>.</summary>
    public string? ScaleKey { get; init; }

    /// <summary>Whether its constants are meant for similarities of a known scale, as cosines are.</summary>
    public bool WantsFixedScale => TemperatureKey is not null || Basis == LossBasis.Cosine;

    /// <summary>Whether it is a cross-entropy over similarities as they are, which small ones never satisfy.</summary>
    public bool WantsWideScale { get; init; }

    /// <summary>Whether it pulls and pushes without end, so that distances with a bound leave it a rest that never goes.</summary>
    public bool NeverRests { get; init; }

    /// <summary>How many images of a class a batch must hold for the loss to have a positive pair.</summary>
    public int MinimumSamples { get; init; } = 1;

    /// <summary>Whether a head can serve the loss.</summary>
    public bool Accepts(HeadEntry head) => Basis switch
    {
        LossBasis.Distance => head.IsMetric,
        LossBasis.Similarity => head.IsSimilarity,
        LossBasis.Cosine => head.IsCosineLike,
        LossBasis.Classes => head.IsSimilarity && !head.Learns,
        _ => true,
    };
}
