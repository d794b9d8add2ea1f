using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>Reads which kind a choice names, and reports kinds and keys that do not exist at their place, with the nearest that does.</summary>
internal sealed class KindReader(FindingBag findings)
{
    /// <summary>The kind that a node names with what is given for it; <see langword="null"/> after a finding.</summary>
    public ChoiceSyntax? Read(Category category, YamlNode node, SourceSpan keySpan)
    {
        if (ChoiceSyntax.Read(node) is { } choice)
        {
            return choice;
        }

        string what = Words(category);
        if (node is not YamlMapping mapping || mapping.Entries.Count == 0)
        {
            bool empty = node is YamlScalar or YamlMapping;
            findings.Add(
                empty ? SchemaRules.NotOneKind : SchemaRules.WrongType,
                node.Span.End > node.Span.Start ? node.Span : keySpan,
                $"A {what} must name its kind, and {(empty ? "nothing is" : node.Description + " was")} given; known here: {string.Join(", ", SpecCatalog.Kinds(category))}.");
            return null;
        }

        YamlEntry first = mapping.Entries[0];
        YamlEntry second = mapping.Entries[1];
        bool belongsInside = SpecCatalog.Find(category, first.Key) is { } entry && (LayerHeader.IsHeader(entry, second.Key) || entry.Keys.Any(key => key.Name == second.Key));
        findings.Add(
            SchemaRules.NotOneKind,
            second.KeySpan,
            belongsInside
                ? $"'{second.Key}' belongs inside '{first.Key}'; indent it further, or write '{first.Key}: {{ {second.Key}: ... }}'."
                : $"A {what} has exactly one kind, and '{YamlScalar.Shorten(second.Key)}' stands beside '{YamlScalar.Shorten(first.Key)}'; keep one of them.");
        return null;
    }

    /// <summary>Reports a kind that does not exist.</summary>
    /// <param name="category">What the choice is of.</param>
    /// <param name="choice">The choice.</param>
    /// <param name="blocks">The blocks that could be meant beside the catalog's kinds.</param>
    public void ReportUnknownKind(Category category, ChoiceSyntax choice, IReadOnlyCollection<string> blocks)
    {
        IReadOnlyList<string> known = SpecCatalog.Kinds(category);
        if (category == Category.Layer && blocks.Count > 0)
        {
            known = [.. blocks, .. known];
        }

        string? nearest = NearestName.Find(choice.Kind, known);
        findings.Add(
            SchemaRules.UnknownKind,
            choice.KindSpan,
            $"There is no {Words(category)} '{YamlScalar.Shorten(choice.Kind)}'{NearestName.Clause(nearest, known)}",
            nearest);
    }

    /// <summary>Reports the keys that do not exist in a kind or section, and gives those that they were most likely meant to be.</summary>
    public HashSet<string>? ReportUnknownKeys(CatalogEntry entry, YamlMapping mapping)
    {
        HashSet<string>? misspelt = null;
        foreach (YamlEntry written in mapping.Entries)
        {
            if (!Knows(entry, written.Key) && ReportUnknownKey(written, entry.Kind, LayerHeader.KeysOf(entry)) is { } nearest)
            {
                (misspelt ??= new HashSet<string>(StringComparer.Ordinal)).Add(nearest);
            }
        }

        return misspelt;
    }

    /// <summary>Reports a key that does not exist at its place, and gives the one that it was most likely meant to be.</summary>
    public string? ReportUnknownKey(YamlEntry written, string owner, IReadOnlyList<string> known)
    {
        string? nearest = NearestName.Find(written.Key, known);
        string place = owner is "file" ? "at the top level" : $"in '{owner}'";
        string clause = known.Count == 0 ? "; it has no keys." : NearestName.Clause(nearest, known);
        findings.Add(SchemaRules.UnknownKey, written.KeySpan, $"Unknown key '{YamlScalar.Shorten(written.Key)}' {place}{clause}", nearest);
        return nearest;
    }

    private static bool Knows(CatalogEntry entry, string name)
    {
        IReadOnlyList<CatalogKey> keys = entry.Keys;
        for (int i = 0; i < keys.Count; i++)
        {
            if (keys[i].Name == name)
            {
                return true;
            }
        }

        return LayerHeader.IsHeader(entry, name);
    }

    private static string Words(Category category) => category.ToString().ToLowerInvariant();
}
