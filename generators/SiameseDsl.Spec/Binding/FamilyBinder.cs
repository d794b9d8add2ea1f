using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Variants;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>Binds a file's root: the family's names, its base, and each variant as the base with a patch over it.</summary>
internal sealed class FamilyBinder(FindingBag findings, CancellationToken ct)
{
    private static readonly CatalogEntry File = SectionCatalog.File;

    /// <summary>The family, or <see langword="null"/> where the root is no mapping or of another version.</summary>
    public FamilySpec? Bind(YamlNode root)
    {
        if (root is not YamlMapping file)
        {
            findings.Add(SchemaRules.WrongType, root.Span, $"A spec must be a mapping that begins with 'siamese: 1', not {root.Description}.");
            return null;
        }

        YamlEntry? variants = file.Find("variants");
        YamlEntry? matrix = file.Find("matrix");
        var binder = new NodeBinder(findings, new OriginMap(variants?.Value.Span ?? default, matrix?.Value.Span ?? default), ct);
        SourceSpan missing = file.Entries.Count > 0 ? file.Entries[0].KeySpan : file.Span;
        if (!AcceptVersion(file, missing))
        {
            return null;
        }

        int errors = findings.Errors;
        binder.Use(file.Find("params"), file.Find("blocks"));
        string name = FamilyName(binder, file, missing, out SourceSpan nameSpan);
        BoundKey primary = binder.BindKey(File, IndexOf("primary"), file.Find("primary"), missing, allowsShared: false);
        EquatableArray<RuleLevel> levels = LevelBinder.Bind(file.Find("levels"), findings);
        int familyErrors = findings.Errors - errors;

        // An error in the family's own keys is an error of every variant.
        var models = new ModelBinder(binder, findings);
        var expectations = new ExpectationBinder(binder, findings);
        YamlMapping tree = BaseTree(file);
        int before = findings.Errors - familyErrors;
        ModelSpec baseModel = models.Bind(tree, "base", nameSpan, missing, expectations.Bind(file.Find("expect")), before);
        var all = new VariantBinder(findings, models, expectations, tree, name, missing, familyErrors, ct) { Models = { baseModel } };
        all.BindNamed(variants);
        bool isMatrixRefused = !all.BindMatrix(matrix);
        binder.BindUnusedBlocks();
        return new FamilySpec
        {
            Name = name,
            NameSpan = nameSpan,
            Summary = baseModel.Summary,
            Primary = primary.Argument!.Text,
            Variants = all.Models,
            MatrixSpan = matrix?.KeySpan ?? SourceSpan.FileStart,
            IsMatrixRefused = isMatrixRefused,
            Levels = levels,
        };
    }

    private bool AcceptVersion(YamlMapping file, SourceSpan missing)
    {
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

    private string FamilyName(NodeBinder binder, YamlMapping file, SourceSpan missing, out SourceSpan span)
    {
        int errors = findings.Errors;
        BoundKey key = binder.BindKey(File, IndexOf("model"), file.Find("model"), missing, allowsShared: false, reportAbsence: !IsMisspelt(file, "model"));
        string name = key.Argument!.Text;
        span = key.Span;
        if (findings.Errors > errors || name.Length == 0)
        {
            return "Unnamed";
        }

        if (!NameChecks.HasForm(findings, "model", name, span))
        {
            string repaired = CSharpName.Repair(name);
            return CSharpName.IsValid(repaired) && !ReservedNames.IsFamily(CSharpName.Pascal(repaired)) ? repaired : "Unnamed";
        }

        string type = CSharpName.Pascal(name);
        if (ReservedNames.IsFamily(type))
        {
            NameChecks.Reserved(findings, "model", name, type, span);
            return name + "-model";
        }

        return name;
    }

    // What a variant inherits: all but the family's own keys. Unknown keys stay in, so that they are reported once and break every model.
    private static YamlMapping BaseTree(YamlMapping file)
    {
        var entries = new List<YamlEntry>(file.Entries.Count);
        foreach (YamlEntry entry in file.Entries)
        {
            if (entry.Key is not ("siamese" or "model" or "primary" or "variants" or "matrix" or "levels" or "expect"))
            {
                entries.Add(entry);
            }
        }

        return new YamlMapping(entries, file.Span);
    }

    // A misspelt key is reported as an unknown one; its absence is no further mistake.
    private static bool IsMisspelt(YamlMapping file, string key)
    {
        foreach (YamlEntry entry in file.Entries)
        {
            if (Merge.Find(File.Keys, entry.Key) is null && NearestName.Find(entry.Key, LayerHeader.KeysOf(File)) == key)
            {
                return true;
            }
        }

        return false;
    }

    private static int IndexOf(string name)
    {
        for (int i = 0; i < File.Keys.Count; i++)
        {
            if (File.Keys[i].Name == name)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"The catalog's top level has no key '{name}'.");
    }
}
