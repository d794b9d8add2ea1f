using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Variants;

/// <summary>Applies a variant's patch to the base's located tree, before anything is bound. What the patch leaves alone is shared with the base.</summary>
internal sealed class Patcher(FindingBag findings)
{
    private static readonly CatalogEntry Variant = SectionCatalog.Variant;

    /// <summary>The base with the patch over it.</summary>
    public YamlMapping Apply(YamlMapping tree, YamlMapping patch)
    {
        YamlMapping result = tree;
        foreach (YamlEntry entry in patch.Entries)
        {
            if (entry.Key == "expect")
            {
                continue;
            }

            if (entry.Key == "params")
            {
                CheckParams(tree.Find("params"), entry);
            }

            if (Merge.Find(Variant.Keys, entry.Key) is { } key)
            {
                result = result.With(Merge.Entry(key, result.Find(entry.Key), entry));
            }
            else if (entry.Key.IndexOf('.') >= 0)
            {
                result = new PatchPath(entry, findings).Apply(result);
            }
            else
            {
                ReportKey(entry);
            }
        }

        return result;
    }

    private void ReportKey(YamlEntry entry)
    {
        if (Merge.Find(SectionCatalog.File.Keys, entry.Key) is not null)
        {
            findings.Add(SchemaRules.NotAllowedHere, entry.KeySpan, $"'{entry.Key}' belongs to the family as a whole; a variant cannot change it.");
            return;
        }

        IReadOnlyList<string> known = LayerHeader.KeysOf(Variant);
        string? nearest = NearestName.Find(entry.Key, known);
        findings.Add(SchemaRules.UnknownKey, entry.KeySpan, $"Unknown key '{YamlScalar.Shorten(entry.Key)}' in a variant{NearestName.Clause(nearest, known)}", nearest);
    }

    // A variant sets parameters; it cannot declare new ones, because nothing in the base could use them.
    private void CheckParams(YamlEntry? declared, YamlEntry patch)
    {
        if (patch.Value is not YamlMapping set)
        {
            return;
        }

        var known = new List<string>();
        if (declared?.Value is YamlMapping mapping)
        {
            foreach (YamlEntry entry in mapping.Entries)
            {
                known.Add(entry.Key);
            }
        }

        foreach (YamlEntry entry in set.Entries)
        {
            if (known.Contains(entry.Key))
            {
                continue;
            }

            string? nearest = NearestName.Find(entry.Key, known);
            string clause = known.Count == 0 ? "; declare it under 'params' at the file's top level." : NearestName.Clause(nearest, known);
            findings.Add(NameRules.UnknownParameter, entry.KeySpan, $"There is no parameter '{YamlScalar.Shorten(entry.Key)}'{clause}", nearest);
        }
    }
}
