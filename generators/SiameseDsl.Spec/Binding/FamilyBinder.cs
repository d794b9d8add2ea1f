using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Parts;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>Binds a file's root: the family's names, its base, and each variant as the base with a patch over it.</summary>
internal sealed class FamilyBinder(FindingBag findings, CancellationToken ct)
{
    private static readonly CatalogEntry File = SectionCatalog.File;

    /// <summary>The family, or <see langword="null"/> where the root is no mapping or of another version.</summary>
    public FamilySpec? Bind(YamlNode root, SpecFile source)
    {
        if (root is not YamlMapping written)
        {
            findings.Add(SchemaRules.WrongType, root.Span, $"A spec must be a mapping that begins with 'siamese: 1', not {root.Description}.");
            return null;
        }

        if (!SpecVersion.Accept(written, findings))
        {
            return null;
        }

        SourceSpan missing = written.Entries.Count > 0 ? written.Entries[0].KeySpan : written.Span;
        var parts = new PartReader(findings, ct);
        YamlMapping file = parts.Complete(written, source);
        YamlEntry? variants = file.Find("variants");
        YamlEntry? matrix = file.Find("matrix");
        var binder = new NodeBinder(findings, OriginMap.Of([written, .. parts.Roots]), ct);

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

    private string FamilyName(NodeBinder binder, YamlMapping file, SourceSpan missing, out SourceSpan span)
    {
        int errors = findings.Errors;
        BoundKey key = binder.BindKey(File, IndexOf("model"), file.Find("model"), missing, allowsShared: false, reportAbsence: !SpecVersion.IsMisspelt(file, "model"));
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
            if (entry.Key is not ("siamese" or "model" or "primary" or "variants" or "matrix" or "levels" or "include" or "expect"))
            {
                entries.Add(entry);
            }
        }

        return new YamlMapping(entries, file.Span);
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
