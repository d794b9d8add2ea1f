using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Editing;

/// <summary>Follows steps through the catalog to what is expected at their end.</summary>
internal sealed class PlaceFinder(IReadOnlyDictionary<string, CatalogEntry> namedLayers)
{
    private static readonly CatalogKey Level = new("level", KeyType.Enum, "At which level the rule is reported for this file.") { Values = RuleLevels.Names };

    /// <summary>What is expected at the end of the steps; <see langword="null"/> where the language knows nothing.</summary>
    public SpecPlace? Find(IReadOnlyList<string?> steps)
    {
        SpecPlace? place = new SpecPlace.Keys(SectionCatalog.File);
        foreach (string? step in steps)
        {
            place = place is null ? null : step is null ? Element(place) : Key(place, step);
        }

        return place;
    }

    /// <summary>What a path in a variant leads to: <c>tower.embedding.units</c>.</summary>
    public SpecPlace? FindPath(string path)
    {
        SpecPlace? place = new SpecPlace.Keys(SectionCatalog.Variant);
        foreach (string segment in path.Split('.'))
        {
            place = Key(place!, segment) ?? (namedLayers.TryGetValue(segment, out CatalogEntry? layer) ? new SpecPlace.Keys(layer) : null);
            if (place is null)
            {
                return null;
            }
        }

        return place;
    }

    /// <summary>The names of layers that a path may go through.</summary>
    public IEnumerable<string> LayerNames => namedLayers.Keys;

    private SpecPlace? Key(SpecPlace place, string name)
    {
        switch (place)
        {
            case SpecPlace.Keys { Entry: var entry }:
                foreach (CatalogKey key in LayerHeader.AllKeysOf(entry))
                {
                    if (key.Name == name)
                    {
                        return Of(entry, key);
                    }
                }

                return entry.Kind == "variant" && name.IndexOf('.') > 0 ? FindPath(name) : null;
            case SpecPlace.Kinds { Category: var category }:
                return SpecCatalog.Find(category, name) is { } kind ? new SpecPlace.Keys(kind) : null;
            case SpecPlace.Names { Key: { Name: "matrix" } }:
                return new SpecPlace.Axis(FindPath(name));
            case SpecPlace.Names { Key: { Name: "levels" } }:
                return new SpecPlace.Value(SectionCatalog.File, Level);
            case SpecPlace.Axis:
                return new SpecPlace.Keys(SectionCatalog.Variant);
            case SpecPlace.Names { Key: { Section: { } section } }:
                return new SpecPlace.Keys(SpecCatalog.Section(section));
            case SpecPlace.Names { Key: { Choice: { } listed } }:
                return new SpecPlace.List(listed);
            default:
                return null;
        }
    }

    private static SpecPlace? Element(SpecPlace place) => place switch
    {
        SpecPlace.List { Category: var category } => new SpecPlace.Kinds(category),
        SpecPlace.Lists { Category: var category } => new SpecPlace.List(category),
        SpecPlace.Sections { Entry: var entry } => new SpecPlace.Keys(entry),
        // A bare list stands for the main key.
        SpecPlace.Keys { Entry: { MainKey: { } main } entry } when Of(entry, entry.Keys.First(key => key.Name == main)) is SpecPlace.List or SpecPlace.Lists or SpecPlace.Sections => Element(Of(entry, entry.Keys.First(key => key.Name == main))!),
        SpecPlace.Axis { Target: var target } => target,
        SpecPlace.Value value => value,
        _ => null,
    };

    private static SpecPlace? Of(CatalogEntry owner, CatalogKey key) => key.Type switch
    {
        KeyType.Layers => new SpecPlace.List(Category.Layer),
        KeyType.LayerLists => new SpecPlace.Lists(Category.Layer),
        KeyType.Choices => new SpecPlace.List(key.Choice!.Value),
        KeyType.Choice => new SpecPlace.Kinds(key.Choice!.Value),
        KeyType.Section => new SpecPlace.Keys(SpecCatalog.Section(key.Section!)),
        KeyType.Map => new SpecPlace.Names(key),
        KeyType.Sections => new SpecPlace.Sections(SpecCatalog.Section(key.Section!)),
        KeyType.Special when key.Section is not null => new SpecPlace.Sections(SpecCatalog.Section(key.Section)),
        KeyType.Special or KeyType.Names or KeyType.Values => null,
        _ => new SpecPlace.Value(owner, key),
    };
}
