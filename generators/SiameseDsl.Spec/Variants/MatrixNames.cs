using System.Text;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Variants;

/// <summary>Names the values of an axis that have none of their own. A word is its own name (<c>relu</c>), a kind is called as such (<c>{ adam: 0.01 }</c> is <c>adam</c>);
/// a number, a truth value or a list of numbers stands behind the last part of the axis' name: <c>size32</c>, <c>lr0-001</c>, <c>bias-true</c>, <c>kernel3x5</c>.</summary>
internal static class MatrixNames
{
    /// <summary>The name of <paramref name="value"/> on the axis called <paramref name="axis"/>; <see langword="null"/> where nothing in it could be one.</summary>
    public static string? Of(string axis, YamlNode value)
    {
        string stem = CSharpName.Repair(axis.Substring(axis.LastIndexOf('.') + 1));
        string name = value switch
        {
            YamlScalar scalar => OfScalar(stem, scalar),
            YamlMapping { Entries.Count: 1 } choice => CSharpName.Repair(choice.Entries[0].Key),
            YamlSequence list => OfList(stem, list),
            _ => "",
        };
        return CSharpName.IsValid(name) ? name : null;
    }

    private static string OfScalar(string stem, YamlScalar scalar)
    {
        if (scalar.IsNull)
        {
            return stem + "-default";
        }

        if (scalar.IsPlain && CoreScalar.TryBoolean(scalar.Value, out bool flag))
        {
            return stem + (flag ? "-true" : "-false");
        }

        if (scalar.IsPlain && CoreScalar.Classify(scalar.Value, out _, out _) != NumberKind.None)
        {
            return stem + Number(scalar.Value);
        }

        bool digit = scalar.Value.Length > 0 && scalar.Value[0] is >= '0' and <= '9';
        return CSharpName.Repair(digit ? stem + "-" + scalar.Value : scalar.Value);
    }

    private static string OfList(string stem, YamlSequence list)
    {
        var name = new StringBuilder(stem);
        for (int i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i] is not YamlScalar { IsPlain: true } scalar || CoreScalar.Classify(scalar.Value, out _, out _) == NumberKind.None)
            {
                return "";
            }

            name.Append(i > 0 ? "x" : "").Append(Number(scalar.Value));
        }

        return list.Items.Count == 0 ? stem + "-none" : name.ToString();
    }

    // As written: 0.001 and 1e-3 are two names of one value, and the twins are found. A point becomes a hyphen, which parts of names are joined by.
    private static string Number(string text)
    {
        var name = new StringBuilder(text.Length + 5);
        foreach (char c in text)
        {
            switch (c)
            {
                case '-' when name.Length == 0:
                    name.Append("minus");
                    break;
                case '.' when name.Length == 0 || name[name.Length - 1] is < '0' or > '9':
                    name.Append("0-");
                    break;
                case '.' or '-':
                    name.Append('-');
                    break;
                case '+':
                    break;
                default:
                    name.Append(c);
                    break;
            }
        }

        return name.ToString().TrimEnd('-');
    }
}
