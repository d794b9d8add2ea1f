using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Variants;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>Reads the version of the language that a spec or a part begins with.</summary>
internal static class SpecVersion
{
    /// <summary>Whether the file is of a version that this compiler knows, or does not say; reports both.</summary>
    public static bool Accept(YamlMapping file, FindingBag findings)
    {
        SourceSpan missing = file.Entries.Count > 0 ? file.Entries[0].KeySpan : file.Span;
        YamlEntry? version = file.Find("siamese");
        if (version is null && IsMisspelt(file, "siamese"))
        {
            return true;
        }

        if (version is null || version.Value.IsNull)
        {
            const string Message = "The file needs the key 'siamese': the version of the language. Begin it with 'siamese: 1'.";
            if (version is null)
            {
                findings.Add(SchemaRules.MissingKey, missing, Message, "siamese: 1\n", missing with { End = missing.Start, EndLine = missing.StartLine, EndColumn = missing.StartColumn });
            }
            else
            {
                findings.Add(SchemaRules.MissingKey, version.KeySpan, Message, "siamese: 1", LineMap.Join(version.KeySpan, version.Value.Span));
            }

            return true;
        }

        if (version.Value is not YamlScalar scalar || !scalar.IsPlain || CoreScalar.Classify(scalar.Value, out long number, out _) != NumberKind.Integer)
        {
            findings.Add(SchemaRules.WrongType, version.Value.Span, $"'siamese' must be the version of the language, a whole number, not {version.Value.Description}; write 'siamese: 1'.", "1");
            return true;
        }

        if (number != 1)
        {
            findings.Add(SchemaRules.Version, scalar.Span, $"Version {scalar.Value} of the language is not supported; this compiler knows version 1.", "1");
            return false;
        }

        return true;
    }

    /// <summary>Whether a key of the top level is there, but misspelt: it is reported as an unknown one, and its absence is no further mistake.</summary>
    public static bool IsMisspelt(YamlMapping file, string key)
    {
        foreach (YamlEntry entry in file.Entries)
        {
            if (Merge.Find(SectionCatalog.File.Keys, entry.Key) is null && NearestName.Find(entry.Key, LayerHeader.KeysOf(SectionCatalog.File)) == key)
            {
                return true;
            }
        }

        return false;
    }
}
