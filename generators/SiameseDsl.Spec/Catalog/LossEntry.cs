namespace SiameseDsl.Spec.Catalog;

/// <summary>A loss, and what it needs of head and batch.</summary>
public sealed class LossEntry(string kind, string summary, IReadOnlyList<CatalogKey> keys, string? mainKey = null)
    : ComponentEntry(Category.Loss, kind, summary, keys, mainKey)
{
    /// <summary>The kinds of batch that it can use; the first is its default.</summary>
    public required IReadOnlyList<string> Batches { get; init; }

    /// <summary>The kind of batch where none is written.</summary>
    public string DefaultBatch => Batches[0];

    /// <summary>Whether it is computed on the head's distance, so that only a metric head can serve it.</summary>
    public bool NeedsMetric { get; init; }

    /// <summary>Whether it takes the score for a logit: of a head with layers, or of a metric head with <c>calibrated: true</c>.</summary>
    public bool NeedsLogit { get; init; }

    /// <summary>The key that is a margin on the head's distance, or <see langword="null"/>.</summary>
    public string? MarginKey { get; init; }

    /// <summary>The key that divides similarities, or <see langword="null"/>.</summary>
    public string? TemperatureKey { get; init; }

    /// <summary>How many images of a class a batch must hold for the loss to have a positive pair.</summary>
    public int MinimumSamples { get; init; } = 1;
}
