using System.Globalization;
using System.Text;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Spec.Editing;

/// <summary>What the catalog says of a word, as Markdown.</summary>
internal static class SpecHover
{
    /// <summary>The text for the word at a place; <see langword="null"/> where the language knows nothing of it.</summary>
    public static string? Of(SpecCursor cursor, string word, PlaceFinder finder) => finder.Find(cursor.Steps) switch
    {
        SpecPlace.Keys { Entry: { Kind: "variant" } } when word.IndexOf('.') > 0 => finder.FindPath(word) is SpecPlace.Value { Owner: var owner, Key: var key } ? Heading(word, key) + OfOwner(owner) : null,
        SpecPlace.Keys { Entry: var entry } when !cursor.IsValue => KeyOf(entry, word) is { } key ? Heading(word, key) + OfOwner(entry) : null,
        SpecPlace.Keys { Entry: var entry } => MainKey(entry) is { } main ? Heading(main.Name, main) + OfOwner(entry) : null,
        SpecPlace.Kinds { Category: var category } => SpecCatalog.Find(category, word) is { } kind ? Kind(kind) : null,
        SpecPlace.Value { Owner: var owner, Key: var key } => key.Name == "activation" && SpecCatalog.Find(Category.Layer, word) is { } activation ? Kind(activation) : Heading(key.Name, key) + OfOwner(owner),
        _ => null,
    };

    /// <summary>What a category is called.</summary>
    public static string Word(Category category) => category.ToString().ToLowerInvariant();

    /// <summary>Type and range of a key, and whether it must be given.</summary>
    public static string Expected(CatalogKey key) =>
        ValueBinder.Expected(key) + (key.Required ? ", required" : key.Default is { Length: > 0 } value ? $", {value} by default" : key.Derived is not null ? $", by default {key.Derived}" : "");

    /// <summary>What a key does.</summary>
    public static string Describe(CatalogKey key) => key.Summary;

    /// <summary>What a kind does, and its keys.</summary>
    public static string Describe(CatalogEntry entry)
    {
        var text = new StringBuilder(entry.Summary);
        if (entry.Keys.Count > 0)
        {
            text.Append("\n\n");
            foreach (CatalogKey key in entry.Keys)
            {
                text.Append("- `").Append(key.Name).Append("`: ").Append(Expected(key)).Append(". ").Append(key.Summary).Append('\n');
            }
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>A layer's shape and counts.</summary>
    public static string Of(LayerAnnotation annotation) => string.Format(CultureInfo.InvariantCulture, "{0} gives {1}.", string.Join(", ", annotation.Names.Select(name => $"`{name}`")), annotation.Text);

    private static string Kind(CatalogEntry kind) => $"**{kind.Kind}** ({Word(kind.Category)})\n\n{Describe(kind)}";

    private static string Heading(string name, CatalogKey key) => $"**{name}**: {Expected(key)}\n\n{Describe(key)}";

    private static string OfOwner(CatalogEntry owner) => owner.Category == Category.Section ? "" : $"\n\nOf `{owner.Kind}`: {owner.Summary}";

    private static CatalogKey? MainKey(CatalogEntry entry) => entry.Keys.FirstOrDefault(key => key.Name == entry.MainKey);

    private static CatalogKey? KeyOf(CatalogEntry entry, string name) =>
        LayerHeader.AllKeysOf(entry).FirstOrDefault(key => key.Name == name);
}
