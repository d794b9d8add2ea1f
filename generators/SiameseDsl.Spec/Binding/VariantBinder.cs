using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Variants;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>Binds each variant as the base with a patch over it, and each combination of the matrix as the base with a patch of each axis over it.</summary>
internal sealed class VariantBinder(
    FindingBag findings, ModelBinder models, ExpectationBinder expectations, YamlMapping tree, string family, SourceSpan missing, int familyErrors, CancellationToken ct)
{
    private readonly VariantNames names = new(family, findings);
    private readonly Patcher patcher = new(findings);

    /// <summary>The models bound so far.</summary>
    public List<ModelSpec> Models { get; } = [];

    /// <summary>Binds <c>variants:</c>.</summary>
    public void BindNamed(YamlEntry? variants)
    {
        if (variants is null || variants.Value.IsNull)
        {
            return;
        }

        if (variants.Value is not YamlMapping map)
        {
            findings.Add(SchemaRules.WrongType, variants.Value.Span, $"'variants' must be a mapping from names to patches, not {variants.Value.Description}.");
            return;
        }

        foreach (YamlEntry entry in map.Entries)
        {
            ct.ThrowIfCancellationRequested();
            int before = findings.Errors - familyErrors;
            string name = names.Accept(entry.Key, entry.KeySpan);
            YamlMapping? patch = entry.Value as YamlMapping;
            if (patch is null && !entry.Value.IsNull)
            {
                findings.Add(SchemaRules.WrongType, entry.Value.Span, $"The variant '{YamlScalar.Shorten(entry.Key)}' must be a mapping of what it changes, not {entry.Value.Description}.");
            }

            YamlMapping patched = patch is null ? tree : patcher.Apply(tree, patch);
            IReadOnlyList<Expectation> expected = expectations.Bind(patch?.Find("expect"));
            Models.Add(models.Bind(patched, name, entry.KeySpan, missing, expected, before));
        }
    }

    /// <summary>Binds <c>matrix:</c>. <see langword="false"/> where it has more combinations than allowed.</summary>
    public bool BindMatrix(YamlEntry? matrix)
    {
        IReadOnlyList<MatrixCell> cells = new MatrixBinder(findings).Bind(matrix, tree, out bool isRefused);
        var expected = new Dictionary<MatrixValue, (IReadOnlyList<Expectation> Rules, bool IsBroken)>();
        foreach (MatrixCell cell in cells)
        {
            ct.ThrowIfCancellationRequested();
            MatrixValue last = cell.Values[cell.Values.Count - 1];
            int before = findings.Errors - familyErrors;
            string name = names.Accept(cell.Name, last.Place.Span);
            var patches = new YamlMapping[cell.Values.Count];
            var combination = new MatrixPlace[cell.Values.Count];
            List<Expectation>? all = null;
            bool isBroken = isRefused;
            for (int i = 0; i < combination.Length; i++)
            {
                MatrixValue value = cell.Values[i];
                combination[i] = value.Place;
                patches[i] = value.Patch;
                isBroken |= value.IsBroken;
                if (value.Patch.Find("expect") is { } expect)
                {
                    if (!expected.TryGetValue(value, out (IReadOnlyList<Expectation> Rules, bool IsBroken) own))
                    {
                        int errors = findings.Errors;
                        own = (expectations.Bind(expect, isShared: true), findings.Errors > errors);
                        expected.Add(value, own);
                    }

                    (all ??= []).AddRange(own.Rules);
                    isBroken |= own.IsBroken;
                }
            }

            if (isBroken)
            {
                findings.RepeatError();
            }

            Models.Add(models.Bind(patcher.Apply(tree, patches), name, last.Place.Span, missing, all ?? (IReadOnlyList<Expectation>)[], before, combination));
        }

        return !isRefused;
    }
}
