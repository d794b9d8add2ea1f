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
    public YamlMapping Apply(YamlMapping tree, YamlMapping patch) => Apply(tree, [patch]);

    /// <summary>The base with the patches over it, one after another. What they change in parameters and blocks comes first, because a path may lead into what a parameter stands for, and one into one use of a block copies the block's layers.</summary>
    public YamlMapping Apply(YamlMapping tree, IReadOnlyList<YamlMapping> patches)
    {
        YamlMapping result = tree;
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (YamlMapping patch in patches)
            {
                foreach (YamlEntry entry in patch.Entries)
                {
                    if (IsOf("params", entry.Key) || IsOf("blocks", entry.Key) ? pass == 0 : pass == 1)
                    {
                        result = Apply(result, entry, tree);
                    }
                }
            }
        }

        return result;
    }

    private static bool IsOf(string section, string key) => key.StartsWith(section, StringComparison.Ordinal) && (key.Length == section.Length || key[section.Length] == '.');

    private YamlMapping Apply(YamlMapping tree, YamlEntry entry, YamlMapping origin)
    {
        switch (entry.Key)
        {
            case "expect":
                return tree;
            case "params":
                CheckParams(tree.Find("params"), entry);
                entry = TreeParams.Reset(entry, origin.Find("params"));
                break;
        }

        if (Merge.Find(Variant.Keys, entry.Key) is { } key)
        {
            YamlEntry? old = tree.Find(entry.Key);
            return tree.With(Merge.Entry(key, old is null ? null : old with { Value = TreeParams.Resolve(tree, old.Value) }, entry));
        }

        if (entry.Key.IndexOf('.') >= 0)
        {
            return new PatchPath(entry, findings).Apply(tree, origin);
        }

        ReportKey(entry);
        return tree;
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
