using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Variants;

/// <summary>The product of a matrix' axes, without what is excluded and with what is included.</summary>
internal sealed class MatrixCombinations(IReadOnlyList<MatrixAxis> axes, FindingBag findings)
{
    // For each exclusion the values that it names on each axis; null where it leaves the axis out, which means any.
    private readonly List<List<MatrixValue>?[]> exclusions = [];

    /// <summary>Reads <c>exclude:</c>: combinations that are left out. An axis that is not named counts with all its values; a list means any of its values.</summary>
    public void Exclude(YamlEntry? written)
    {
        foreach (YamlMapping item in Items(written))
        {
            var chosen = new List<MatrixValue>?[axes.Count];
            int errors = findings.Errors;
            foreach (YamlEntry entry in item.Entries)
            {
                int axis = AxisOf(entry);
                if (axis < 0)
                {
                    continue;
                }

                IReadOnlyList<YamlNode> values = entry.Value is YamlSequence list && axes[axis].Find(MatrixNames.Of(axes[axis].Name, list) ?? "") is null ? list.Items : [entry.Value];
                var named = new List<MatrixValue>(values.Count);
                foreach (YamlNode value in values)
                {
                    if (Named(axes[axis], value) is { } found)
                    {
                        named.Add(found);
                    }
                }

                chosen[axis] = named;
            }

            if (findings.Errors == errors)
            {
                exclusions.Add(chosen);
            }
        }
    }

    /// <summary>Lists the combinations that remain, the last axis fastest, at most one more than allowed.</summary>
    /// <param name="matrixSpan">The place of the key <c>matrix</c>.</param>
    /// <param name="count">How many there are; of very many, those excluded too.</param>
    public List<MatrixCell> List(SourceSpan matrixSpan, out long count)
    {
        long product = 1;
        foreach (MatrixAxis axis in axes)
        {
            product = Plans.Shape.Multiply(product, axis.Values.Count);
        }

        // Where there are absurdly many, which of them are excluded does not matter.
        bool isAbsurd = product > MatrixLimits.Combinations;
        long visited = isAbsurd ? MatrixLimits.Variants + 1 : product;
        var cells = new List<MatrixCell>((int)Math.Min(product, MatrixLimits.Variants + 1));
        var indices = new int[axes.Count];
        count = isAbsurd ? product : 0;
        for (long i = 0; i < visited; i++)
        {
            if (isAbsurd || !IsExcluded(indices))
            {
                count += isAbsurd ? 0 : 1;
                if (cells.Count <= MatrixLimits.Variants)
                {
                    cells.Add(CellAt(indices));
                }
            }

            Advance(indices);
        }

        if (count == 0)
        {
            findings.Add(SchemaRules.OutOfRange, matrixSpan, "Every combination of the matrix is excluded; leave at least one, or remove the matrix.");
        }

        return cells;
    }

    /// <summary>Reads <c>include:</c>: combinations beside the product. A value need not stand on its axis where the axis is a list; an axis that is not named keeps the base's value.</summary>
    public void Include(YamlEntry? written, List<MatrixCell> cells)
    {
        foreach (YamlMapping item in Items(written))
        {
            var values = new MatrixValue?[axes.Count];
            int errors = findings.Errors;
            foreach (YamlEntry entry in item.Entries)
            {
                int axis = AxisOf(entry);
                if (axis >= 0)
                {
                    values[axis] = axes[axis].Target == AxisTarget.Patches ? Named(axes[axis], entry.Value) : Existing(axes[axis], entry.Value) ?? axes[axis].ValueOf(entry.Value);
                }
            }

            var chosen = new List<MatrixValue>(values.Length);
            foreach (MatrixValue? value in values)
            {
                if (value is not null)
                {
                    chosen.Add(value);
                }
            }

            if (findings.Errors == errors && chosen.Count > 0)
            {
                cells.Add(new MatrixCell(NameOf(chosen), chosen));
            }
            else if (findings.Errors == errors)
            {
                findings.Add(SchemaRules.OutOfRange, item.Span, "This combination names no axis; give it a value of at least one.");
            }
        }
    }

    private IEnumerable<YamlMapping> Items(YamlEntry? written)
    {
        if (written is null || written.Value.IsNull)
        {
            yield break;
        }

        if (written.Value is not YamlSequence list)
        {
            findings.Add(SchemaRules.WrongType, written.Value.Span, $"'{written.Key}' must be a list of combinations such as [{{ {axes[0].Name}: {axes[0].Values[0].Place.Name} }}], not {written.Value.Description}.");
            yield break;
        }

        foreach (YamlNode item in list.Items)
        {
            if (item is YamlMapping mapping)
            {
                yield return mapping;
            }
            else
            {
                findings.Add(SchemaRules.WrongType, item.Span, $"A combination is a mapping from axes to values, not {item.Description}.");
            }
        }
    }

    private int AxisOf(YamlEntry entry)
    {
        var known = new List<string>(axes.Count);
        for (int i = 0; i < axes.Count; i++)
        {
            if (axes[i].Name == entry.Key)
            {
                return i;
            }

            known.Add(axes[i].Name);
        }

        string? nearest = NearestName.Find(entry.Key, known);
        findings.Add(SchemaRules.UnknownKey, entry.KeySpan, $"The matrix has no axis '{YamlScalar.Shorten(entry.Key)}'{NearestName.Clause(nearest, known)}", nearest);
        return -1;
    }

    // By its name, or by the value as it stands on the axis.
    private static MatrixValue? Existing(MatrixAxis axis, YamlNode node) =>
        (node is YamlScalar scalar ? axis.Find(scalar.Value) : null) ?? (MatrixNames.Of(axis.Name, node) is { } name ? axis.Find(name) : null);

    private MatrixValue? Named(MatrixAxis axis, YamlNode node)
    {
        if (Existing(axis, node) is { } found)
        {
            return found;
        }

        var known = new List<string>(axis.Values.Count);
        foreach (MatrixValue value in axis.Values)
        {
            known.Add(value.Place.Name);
        }

        string? nearest = node is YamlScalar scalar ? NearestName.Find(scalar.Value, known) : null;
        findings.Add(StructureRules.UnknownMatrixValue, node.Span, $"The axis '{YamlScalar.Shorten(axis.Name)}' has no value {node.Description}{NearestName.Clause(nearest, known)}", nearest);
        return null;
    }

    private bool IsExcluded(int[] indices)
    {
        foreach (List<MatrixValue>?[] exclusion in exclusions)
        {
            bool all = true;
            for (int i = 0; i < indices.Length && all; i++)
            {
                all = exclusion[i] is not { } values || values.Contains(axes[i].Values[indices[i]]);
            }

            if (all)
            {
                return true;
            }
        }

        return false;
    }

    private MatrixCell CellAt(int[] indices)
    {
        var values = new MatrixValue[indices.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = axes[i].Values[indices[i]];
        }

        return new MatrixCell(NameOf(values), values);
    }

    private static string NameOf(IReadOnlyList<MatrixValue> values)
    {
        var names = new string[values.Count];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = values[i].Place.Name;
        }

        return string.Join("-", names);
    }

    private void Advance(int[] indices)
    {
        for (int i = indices.Length - 1; i >= 0; i--)
        {
            if (++indices[i] < axes[i].Values.Count)
            {
                return;
            }

            indices[i] = 0;
        }
    }
}
