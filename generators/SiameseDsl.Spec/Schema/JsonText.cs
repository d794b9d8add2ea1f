using System.Collections;
using System.Globalization;
using System.Text;

namespace SiameseDsl.Spec.Schema;

/// <summary>Writes JSON: objects over several lines, lists of plain values on one.</summary>
internal static class JsonText
{
    private const int Indentation = 2;

    /// <summary>The document, ending in a line break.</summary>
    public static string Write(JsonMap root)
    {
        var text = new StringBuilder();
        Write(text, root, 0);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, object value, int indent)
    {
        switch (value)
        {
            case string word:
                Quote(text, word);
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case JsonLiteral literal:
                text.Append(literal.Text);
                break;
            case int number:
                text.Append(number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                text.Append(number.ToString(number == Math.Floor(number) ? "0" : "0.############", CultureInfo.InvariantCulture));
                break;
            case JsonMap map:
                WriteMap(text, map, indent);
                break;
            case IEnumerable list:
                WriteList(text, list, indent);
                break;
            default:
                throw new InvalidOperationException($"A {value.GetType().Name} has no JSON form.");
        }
    }

    private static void WriteMap(StringBuilder text, JsonMap map, int indent)
    {
        if (map.Count == 0)
        {
            text.Append("{}");
            return;
        }

        string separator = "{";
        foreach (KeyValuePair<string, object> member in map)
        {
            text.Append(separator).Append('\n').Append(' ', indent + Indentation);
            Quote(text, member.Key);
            text.Append(": ");
            Write(text, member.Value, indent + Indentation);
            separator = ",";
        }

        text.Append('\n').Append(' ', indent).Append('}');
    }

    private static void WriteList(StringBuilder text, IEnumerable list, int indent)
    {
        object[] items = [.. list.Cast<object>()];
        bool plain = !items.Any(item => item is JsonMap);
        string separator = "[";
        foreach (object item in items)
        {
            text.Append(separator);
            if (!plain)
            {
                text.Append('\n').Append(' ', indent + Indentation);
            }

            Write(text, item, indent + Indentation);
            separator = plain ? ", " : ",";
        }

        if (items.Length == 0)
        {
            text.Append('[');
        }
        else if (!plain)
        {
            text.Append('\n').Append(' ', indent);
        }

        text.Append(']');
    }

    private static void Quote(StringBuilder text, string word)
    {
        text.Append('"');
        foreach (char c in word)
        {
            switch (c)
            {
                case '"' or '\\':
                    text.Append('\\').Append(c);
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case < ' ':
                    text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    text.Append(c);
                    break;
            }
        }

        text.Append('"');
    }
}
