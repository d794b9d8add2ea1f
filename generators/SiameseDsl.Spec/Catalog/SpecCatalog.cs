using SiameseDsl.Spec.Catalog.Layers;

namespace SiameseDsl.Spec.Catalog;

/// <summary>The table of all kinds: what the binder, the schema, the plan, the emitter and the documentation read.</summary>
public static class SpecCatalog
{
    private static readonly Dictionary<string, CatalogEntry>[] ByCategory = Index();

    private static readonly IReadOnlyList<string>[] KindsByCategory = [.. ByCategory.Select(kinds => (IReadOnlyList<string>)[.. kinds.Keys])];

    /// <summary>All entries, category by category, in documented order.</summary>
    public static IEnumerable<CatalogEntry> All => ByCategory.SelectMany(kinds => kinds.Values);

    /// <summary>The entry of this category and kind, or <see langword="null"/>.</summary>
    public static CatalogEntry? Find(Category category, string kind) => ByCategory[(int)category].TryGetValue(kind, out CatalogEntry? entry) ? entry : null;

    /// <summary>The section called <paramref name="kind"/>.</summary>
    /// <exception cref="ArgumentException">The catalog has no such section.</exception>
    public static CatalogEntry Section(string kind) => Find(Category.Section, kind) ?? throw new ArgumentException($"The catalog has no section '{kind}'.", nameof(kind));

    /// <summary>The kinds of a category in documented order.</summary>
    public static IReadOnlyList<string> Kinds(Category category) => KindsByCategory[(int)category];

    /// <summary>The known kind that <paramref name="kind"/> was most likely meant to be, or <see langword="null"/>.</summary>
    public static string? Nearest(Category category, string kind) => NearestName.Find(kind, Kinds(category));

    private static Dictionary<string, CatalogEntry>[] Index()
    {
        var index = new Dictionary<string, CatalogEntry>[Enum.GetValues(typeof(Category)).Length];
        for (int i = 0; i < index.Length; i++)
        {
            index[i] = new Dictionary<string, CatalogEntry>(StringComparer.Ordinal);
        }

        IEnumerable<CatalogEntry>[] tables =
        [
            LayerCatalog.All, HeadCatalog.All, LossCatalog.All, MinerCatalog.All, OptimizerCatalog.All, BatchCatalog.All, ScheduleCatalog.All, AugmentationCatalog.All, InitializerCatalog.All, SectionCatalog.All,
        ];
        foreach (IEnumerable<CatalogEntry> table in tables)
        {
            foreach (CatalogEntry entry in table)
            {
                index[(int)entry.Category].Add(entry.Kind, entry);
            }
        }

        return index;
    }
}
