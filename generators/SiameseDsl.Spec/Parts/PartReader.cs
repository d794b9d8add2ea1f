using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Variants;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Parts;

/// <summary>Puts a spec over the parts that it includes, by the rules of patches: what stands later, and what includes, lies above.</summary>
internal sealed class PartReader(FindingBag findings, CancellationToken ct)
{
    private const int MostParts = 64;

    private readonly KindReader keys = new(findings);
    private readonly List<string> open = [];
    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    /// <summary>The roots of the parts that were read.</summary>
    public List<YamlMapping> Roots { get; } = [];

    /// <summary>The root of a spec or part over what it includes; the root itself where that is nothing.</summary>
    public YamlMapping Complete(YamlMapping root, SpecFile file)
    {
        if (root.Find("include") is not { Value.IsNull: false } include)
        {
            return root;
        }

        if (include.Value is not YamlSequence list)
        {
            findings.Add(SchemaRules.WrongType, include.Value.Span, $"'include' must be a list of paths such as [common{PartPath.Extension}], not {include.Value.Description}.");
            findings.MuteMissing();
            return root;
        }

        open.Add(PartPath.Resolve("", file.Path));
        YamlMapping below = new([], root.Span);
        foreach (YamlNode item in list.Items)
        {
            ct.ThrowIfCancellationRequested();
            if (Include(item, file) is { } part)
            {
                below = Merge.Tree(below, part);
            }
        }

        open.RemoveAt(open.Count - 1);
        return Merge.Tree(below, root);
    }

    /// <summary>The root of a part as far as it can be used; <see langword="null"/> after a finding.</summary>
    public YamlMapping? Read(SpecFile part)
    {
        YamlNode? root = EventYamlReader.Instance.Read(part.Text, findings, ct, part.Path);
        if (root is null)
        {
            return null;
        }

        if (root is not YamlMapping mapping)
        {
            findings.Add(SchemaRules.WrongType, root.Span, $"A part must be a mapping that begins with 'siamese: 1', not {root.Description}.");
            return null;
        }

        if (!SpecVersion.Accept(mapping, findings))
        {
            return null;
        }

        var known = new List<YamlEntry>(mapping.Entries.Count);
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (Merge.Find(SectionCatalog.Part.Keys, entry.Key) is not null)
            {
                known.Add(entry);
            }
            else if (Merge.Find(SectionCatalog.File.Keys, entry.Key) is not null)
            {
                findings.Add(SchemaRules.NotAllowedHere, entry.KeySpan, $"'{entry.Key}' belongs to a spec; a part cannot say it for the specs that include it.");
            }
            else
            {
                keys.ReportUnknownKey(entry, "part", LayerHeader.KeysOf(SectionCatalog.Part));
            }
        }

        return new YamlMapping(known, mapping.Span);
    }

    private YamlMapping? Include(YamlNode item, SpecFile file)
    {
        if (item is not YamlScalar { IsNull: false } written)
        {
            findings.Add(SchemaRules.WrongType, item.Span, $"'include' must hold paths of parts, not {item.Description}.");
            findings.MuteMissing();
            return null;
        }

        string shown = YamlScalar.Shorten(written.Value);
        if (!PartPath.IsValid(written.Value))
        {
            findings.Add(
                StructureRules.BadPartPath,
                written.Span,
                $"'{shown}' is no path to a part; write a path from this file's folder on, with '/' between folders, to a file whose name ends in {PartPath.Extension}.");
            findings.MuteMissing();
            return null;
        }

        string path = PartPath.Resolve(file.Path, written.Value);
        int index = open.IndexOf(path);
        if (index >= 0)
        {
            string chain = index == open.Count - 1 ? "itself" : $"itself through '{string.Join("', '", open.Skip(index + 1).Select(NameOf))}'";
            findings.Add(StructureRules.RecursivePart, written.Span, $"'{NameOf(path)}' includes {chain}, so that neither is complete before the other; remove this entry.");
            findings.MuteMissing();
            return null;
        }

        if (!read.Add(path))
        {
            // Two parts may stand on the same third one, which is below both already.
            return null;
        }

        if (read.Count > MostParts)
        {
            findings.Add(StructureRules.BadPartPath, written.Span, $"More than {MostParts} parts are included; put them together.");
            findings.MuteMissing();
            return null;
        }

        if (file.Parts?.Find(path) is not { } part)
        {
            findings.Add(StructureRules.PartNotFound, written.Span, $"There is no part '{shown}' beside '{NameOf(file.Path)}'; correct the path, or add the file to the project.");
            findings.MuteMissing();
            return null;
        }

        if (Read(part with { Parts = file.Parts }) is not { } root)
        {
            findings.MuteMissing();
            return null;
        }

        Roots.Add(root);
        return Complete(root, part with { Path = path, Parts = file.Parts });
    }

    private static string NameOf(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
