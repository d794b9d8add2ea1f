namespace SiameseDsl.Spec.Catalog;

/// <summary>A kind that is wholly described by its keys: an optimiser, a schedule, a miner, an augmentation, a section.</summary>
public class ComponentEntry(Category category, string kind, string summary, IReadOnlyList<CatalogKey> keys, string? mainKey = null) : CatalogEntry
{
    /// <inheritdoc/>
    public sealed override string Kind => kind;

    /// <inheritdoc/>
    public sealed override Category Category => category;

    /// <inheritdoc/>
    public sealed override string Summary => summary;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<CatalogKey> Keys => keys;

    /// <inheritdoc/>
    public sealed override string? MainKey => mainKey;

    /// <inheritdoc/>
    public sealed override CustomRole? Custom => Role;

    /// <summary>What a C# class of the user's does here; <see langword="null"/> where there is none.</summary>
    public CustomRole? Role { get; init; }
}
