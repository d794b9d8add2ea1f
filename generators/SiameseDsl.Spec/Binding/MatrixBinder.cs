using System.Globalization;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Variants;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>Binds <c>matrix:</c>: its axes, and the combinations of their values. A list gives values to what the axis' name names (a parameter, a top-level key or a
/// dotted path); a mapping gives its values names, and what is a mapping there is a patch.</summary>
internal sealed class MatrixBinder(FindingBag findings)
{
    private const string Exclude = "exclude";
    private const string Include = "include";

    /// <summary>The combinations in order, the last axis fastest, then those included. Beyond the limit the first of them, marked as not to be built.</summary>
    /// <param name="matrix">The entry <c>matrix</c>, if there is one.</param>
    /// <param name="tree">The base, which declares the parameters.</param>
    /// <param name="isRefused">Whether there are more than allowed.</param>
    public IReadOnlyList<MatrixCell> Bind(YamlEntry? matrix, YamlMapping tree, out bool isRefused)
    {
        isRefused = false;
        if (matrix is null || matrix.Value.IsNull)
        {
            return [];
        }

        if (matrix.Value is not YamlMapping mapping)
        {
            findings.Add(SchemaRules.WrongType, matrix.Value.Span, $"'matrix' must be a mapping from the names of axes to their values, not {matrix.Value.Description}.");
            return [];
        }

        int errors = findings.Errors;
        List<MatrixAxis> axes = BindAxes(mapping, tree);
        if (axes.Count == 0)
        {
            if (findings.Errors == errors)
            {
                findings.Add(SchemaRules.OutOfRange, matrix.KeySpan, "'matrix' has no axes; give it at least one, such as 'size: [32, 64]'.");
            }

            return [];
        }

        var combinations = new MatrixCombinations(axes, findings);
        combinations.Exclude(mapping.Find(Exclude));
        List<MatrixCell> cells = combinations.List(matrix.KeySpan, out long count);
        combinations.Include(mapping.Find(Include), cells);
        count += cells.Count - Math.Min(count, MatrixLimits.Variants + 1);
        if (count > MatrixLimits.Variants)
        {
            isRefused = true;
            findings.Add(
                StructureRules.MatrixExplodes,
                matrix.KeySpan,
                $"The matrix makes {count.ToString("N0", CultureInfo.InvariantCulture)} variants ({Extent(axes)}); {MatrixLimits.Variants} are allowed. Take values out, exclude combinations, or split the family.");
            cells.RemoveRange(MatrixLimits.Variants, cells.Count - MatrixLimits.Variants);
        }

        return cells;
    }

    private static string Extent(List<MatrixAxis> axes)
    {
        const int Most = 6;
        var parts = new List<string>(Most + 1);
        for (int i = 0; i < axes.Count && i < Most; i++)
        {
            parts.Add($"{YamlScalar.Shorten(axes[i].Name)}: {axes[i].Values.Count.ToString(CultureInfo.InvariantCulture)}");
        }

        if (axes.Count > Most)
        {
            parts.Add($"and {(axes.Count - Most).ToString(CultureInfo.InvariantCulture)} further axes");
        }

        return string.Join(", ", parts);
    }

    private List<MatrixAxis> BindAxes(YamlMapping mapping, YamlMapping tree)
    {
        var axes = new List<MatrixAxis>(mapping.Entries.Count);
        var parameters = tree.Find("params")?.Value as YamlMapping;
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (entry.Key is not (Exclude or Include) && BindAxis(entry, parameters) is { } axis)
            {
                axes.Add(axis);
            }
        }

        return axes;
    }

    // An axis without a value makes no product; it is reported, and the others go on without it.
    private MatrixAxis? BindAxis(YamlEntry entry, YamlMapping? parameters)
    {
        AxisTarget target = TargetOf(entry.Key, parameters);
        var axis = new MatrixAxis(entry.Key, entry.KeySpan, target, findings);
        switch (entry.Value)
        {
            case YamlMapping named:
                foreach (YamlEntry value in named.Entries)
                {
                    axis.AddNamed(value);
                }

                break;
            case YamlSequence when target == AxisTarget.Patches:
                ReportAxis(entry, parameters);
                return null;
            case YamlSequence list:
                foreach (YamlNode value in list.Items)
                {
                    axis.Add(value);
                }

                break;
            default:
                findings.Add(SchemaRules.WrongType, entry.Value.IsNull ? entry.KeySpan : entry.Value.Span, $"The axis '{YamlScalar.Shorten(entry.Key)}' must be a list of values or a mapping from names to patches, not {entry.Value.Description}.");
                return null;
        }

        if (axis.Values.Count == 0 && entry.Value is YamlMapping { Entries.Count: 0 } or YamlSequence { Items.Count: 0 })
        {
            findings.Add(SchemaRules.OutOfRange, entry.KeySpan, $"The axis '{YamlScalar.Shorten(entry.Key)}' has no values; give it at least one, or remove it.");
        }

        return axis.Values.Count == 0 ? null : axis;
    }

    private static AxisTarget TargetOf(string name, YamlMapping? parameters)
    {
        if (parameters?.Find(name) is not null)
        {
            return AxisTarget.Parameter;
        }

        bool isPlace = name.IndexOf('.') >= 0 || (Merge.Find(SectionCatalog.Variant.Keys, name) is not null && !IsNoPlace(name));
        return isPlace ? AxisTarget.Place : AxisTarget.Patches;
    }

    // A mapping and a list, whose values no list could hold.
    private static bool IsNoPlace(string key) => key is "params" or "expect";

    private void ReportAxis(YamlEntry entry, YamlMapping? parameters)
    {
        var known = new List<string>();
        if (parameters is not null)
        {
            foreach (YamlEntry parameter in parameters.Entries)
            {
                known.Add(parameter.Key);
            }
        }

        known.AddRange(LayerHeader.KeysOf(SectionCatalog.Variant).Where(key => !IsNoPlace(key)));
        string? nearest = NearestName.Find(entry.Key, known);
        string clause = nearest is not null ? $"; did you mean '{nearest}'?" : "; declare the parameter, write a path such as 'training.epochs', or give a mapping from names to patches.";
        findings.Add(NameRules.UnknownPath, entry.KeySpan, $"The axis '{YamlScalar.Shorten(entry.Key)}' has a list of values, but names no parameter, key or path{clause}", nearest);
    }
}
