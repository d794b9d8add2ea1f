using System.Globalization;
using System.Text;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>Writes values as C#: the same text on every host and culture, whatever a spec's texts contain.</summary>
internal static class Literal
{
    /// <summary>A whole number; digits in groups from ten thousand on: <c>885_100</c>.</summary>
    public static string Integer(long value) => value is > -10_000 and < 10_000
        ? value.ToString(CultureInfo.InvariantCulture)
        : value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '_');

    /// <summary>A real number as its author wrote it.</summary>
    public static string Number(Argument argument) => IsReal(argument.Text)
        ? argument.Text
        : argument.AsNumber().ToString("R", CultureInfo.InvariantCulture);

    /// <summary>true or false.</summary>
    public static string Boolean(bool value) => value ? "true" : "false";

    /// <summary>A list of whole numbers: <c>[1, 28, 28]</c>.</summary>
    public static string Shape(EquatableArray<long> shape) => "[" + Join(shape) + "]";

    /// <summary>The shape of a batch for comments: <c>(N, 1, 28, 28)</c>.</summary>
    public static string Batch(EquatableArray<long> shape) => shape.Count == 0 ? "(N)" : "(N, " + Join(shape, grouped: false) + ")";

    /// <summary>The shape of one sample for documentation: <c>(1, 28, 28)</c>.</summary>
    public static string Sample(EquatableArray<long> shape) => "(" + Join(shape, grouped: false) + ")";

    /// <summary>A string literal. Whatever could end the line or the literal is escaped.</summary>
    public static string String(string value)
    {
        if (IsAscii(value, '"', '\\'))
        {
            return "\"" + value + "\"";
        }

        StringBuilder text = new(value.Length + 2);
        text.Append('"');
        foreach (char c in value)
        {
            switch (c)
            {
                case '"':
                    text.Append("\\\"");
                    break;
                case '\\':
                    text.Append("\\\\");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                default:
                    if (IsPlain(c))
                    {
                        text.Append(c);
                    }
                    else
                    {
                        text.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
                    }

                    break;
            }
        }

        return text.Append('"').ToString();
    }

    /// <summary>Text inside an XML documentation comment: on one line, with nothing that could end the comment or open a tag.</summary>
    public static string Xml(string value)
    {
        value = value.Trim();
        if (IsAscii(value, '&', '<'))
        {
            return value;
        }

        StringBuilder text = new(value.Length);
        foreach (char c in value)
        {
            switch (c)
            {
                case '&':
                    text.Append("&amp;");
                    break;
                case '<':
                    text.Append("&lt;");
                    break;
                default:
                    text.Append(IsPlain(c) ? c : ' ');
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>An identifier, escaped where it is a keyword.</summary>
    public static string Identifier(string name) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(name) != Microsoft.CodeAnalysis.CSharp.SyntaxKind.None ? "@" + name : name;

    /// <summary>A count for documentation: <c>885,100</c>.</summary>
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Join(EquatableArray<long> values, bool grouped = true)
    {
        StringBuilder text = new();
        foreach (long value in values)
        {
            if (text.Length > 0)
            {
                text.Append(", ");
            }

            text.Append(grouped ? Integer(value) : value.ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    /// <summary>Whether a text can stand as it is, as almost all do: printable ASCII without the two characters that mean something there.</summary>
    private static bool IsAscii(string value, char first, char second)
    {
        foreach (char c in value)
        {
            if (c is < ' ' or > '~' || c == first || c == second)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Not a control, a line or paragraph separator (C# ends a line there), a lone surrogate's risk is left to the encoder.</summary>
    private static bool IsPlain(char c) => !char.IsControl(c) && c != '\u2028' && c != '\u2029' && !char.IsSurrogate(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format;

    private static bool IsReal(string text)
    {
        int i = text.Length > 0 && text[0] == '-' ? 1 : 0;
        int digits = SkipDigits(text, ref i);
        if (digits == 0)
        {
            return false;
        }

        if (i < text.Length && text[i] == '.')
        {
            i++;
            if (SkipDigits(text, ref i) == 0)
            {
                return false;
            }
        }

        if (i < text.Length && text[i] is 'e' or 'E')
        {
            i++;
            if (i < text.Length && text[i] is '+' or '-')
            {
                i++;
            }

            if (SkipDigits(text, ref i) == 0)
            {
                return false;
            }
        }

        return i == text.Length;
    }

    private static int SkipDigits(string text, ref int i)
    {
        int start = i;
        while (i < text.Length && text[i] is >= '0' and <= '9')
        {
            i++;
        }

        return i - start;
    }
}
