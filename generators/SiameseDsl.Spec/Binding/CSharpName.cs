using System.Text;

namespace SiameseDsl.Spec.Binding;

/// <summary>Authors' names and what they become in C# and in state dictionaries.</summary>
public static class CSharpName
{
    private const int Longest = 100;

    /// <summary>Whether <paramref name="name"/> matches <c>[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*</c> and has at most 100 characters.</summary>
    public static bool IsValid(string name)
    {
        if (name.Length is 0 or > Longest || !IsLetter(name[0]))
        {
            return false;
        }

        for (int i = 1; i < name.Length; i++)
        {
            bool hyphen = name[i] == '-' && name[i - 1] != '-' && i + 1 < name.Length;
            if (!hyphen && !IsLetter(name[i]) && name[i] is < '0' or > '9')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether <paramref name="name"/> is an identifier of C#, keywords included, of at most 100 characters.</summary>
    public static bool IsIdentifier(string name)
    {
        if (name.Length is 0 or > Longest || !(char.IsLetter(name[0]) || name[0] == '_'))
        {
            return false;
        }

        foreach (char c in name)
        {
            if (!char.IsLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether <paramref name="name"/> is made of identifiers with dots between them.</summary>
    public static bool IsTypeName(string name)
    {
        foreach (string part in name.Split('.'))
        {
            if (!IsIdentifier(part))
            {
                return false;
            }
        }

        return name.Length <= 500;
    }

    /// <summary>The name of a type or method: <c>concat-hidden</c> becomes <c>ConcatHidden</c>.</summary>
    public static string Pascal(string name)
    {
        if (name.IndexOf('-') < 0)
        {
            return name.Length == 0 || !char.IsLower(name[0]) ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);
        }

        var result = new StringBuilder(name.Length);
        bool upper = true;
        foreach (char c in name)
        {
            if (c == '-')
            {
                upper = true;
                continue;
            }

            result.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }

        return result.ToString();
    }

    /// <summary>The name of a field: <c>conv-block</c> becomes <c>convBlock</c>.</summary>
    public static string Camel(string name)
    {
        if (name.IndexOf('-') < 0 && name.Length > 0 && char.IsLower(name[0]))
        {
            return name;
        }

        string pascal = Pascal(name);
        return pascal.Length == 0 ? pascal : char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);
    }

    /// <summary>The key of a layer's weights: <c>conv-block</c> becomes <c>conv_block</c>.</summary>
    public static string WeightKey(string name) => name.Replace('-', '_');

    /// <summary>A valid name that looks like <paramref name="name"/>: what cannot stand in a name becomes a hyphen.</summary>
    internal static string Repair(string name)
    {
        var result = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            bool allowed = IsLetter(c) || (c is >= '0' and <= '9' && result.Length > 0);
            if (allowed && result.Length < Longest - 1)
            {
                result.Append(c);
            }
            else if (result.Length > 0 && result[result.Length - 1] != '-' && result.Length < Longest - 1)
            {
                result.Append('-');
            }
        }

        return result.ToString().TrimEnd('-');
    }

    private static bool IsLetter(char c) => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z');
}
