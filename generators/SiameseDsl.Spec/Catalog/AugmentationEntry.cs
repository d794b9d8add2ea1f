namespace SiameseDsl.Spec.Catalog;

/// <summary>An augmentation: besides its keys, the samples that it can change.</summary>
public sealed class AugmentationEntry(string kind, string summary, IReadOnlyList<CatalogKey> keys, string? mainKey = null) : ComponentEntry(Category.Augmentation, kind, summary, keys, mainKey)
{
    /// <summary>Whether samples must be images, (channels, height, width).</summary>
    public bool NeedsImages { get; init; } = true;

    /// <summary>Whether images must be as wide as high.</summary>
    public bool NeedsSquares { get; init; }

    /// <summary>Whether it adds classes that are others in every batch.</summary>
    public bool MakesClasses { get; init; }
}
