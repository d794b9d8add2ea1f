using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Editing;

/// <summary>Sets a key of a kind in the text, in the way in which the kind is written there.</summary>
internal static class KeyEdit
{
    /// <summary>The edit, or <see langword="null"/> where the text has no such kind or is written in a way that must be changed by hand.</summary>
    public static TextEdit? Set(string text, LineMap lines, YamlNode root, KeySetting setting)
    {
        if (Find(root, setting.Kind, inBlockList: false, text) is not { } found)
        {
            return null;
        }

        string pair = $"{setting.Key}: {setting.Value}";
        string kind = text.Substring(setting.Kind.Start, setting.Kind.End - setting.Kind.Start);
        switch (found.Body)
        {
            case null:
                return new TextEdit(setting.Kind, found.InBlockList ? $"{kind}: {{ {pair} }}" : $"{{ {kind}: {{ {pair} }} }}");
            case YamlScalar { IsNull: true } empty when empty.Span.End == empty.Span.Start:
                return SetEmpty(text, lines, setting.Kind.End, pair);
            case YamlMapping mapping when mapping.Find(setting.Key) is { } old:
                return old.Value.Span.End > old.Value.Span.Start ? new TextEdit(old.Value.Span, setting.Value) : null;
            case YamlMapping { Entries.Count: 0 } mapping:
                return new TextEdit(mapping.Span, $"{{ {pair} }}");
            case YamlMapping mapping:
                return IsFlow(text, mapping)
                    ? new TextEdit(lines.Span(mapping.Span.End, mapping.Span.End), $", {pair}")
                    : Append(text, lines, mapping, pair);
            default:
                return SetBare(text, found.Body.Span, kind, setting);
        }
    }

    /// <summary>Whether a mapping with entries stands in braces.</summary>
    public static bool IsFlow(string text, YamlMapping mapping)
    {
        int before = mapping.Span.Start - 1;
        while (before >= 0 && text[before] is ' ' or '\t' or '\n' or '\r')
        {
            before--;
        }

        return before >= 0 && text[before] == '{';
    }

    // A new line behind the last value and its comment, indented as the first key.
    private static TextEdit Append(string text, LineMap lines, YamlMapping mapping, string pair)
    {
        int end = text.IndexOfAny(['\n', '\r'], mapping.Span.End);
        int at = end < 0 ? text.Length : end;
        return new TextEdit(lines.Span(at, at), "\n" + new string(' ', mapping.Span.StartColumn) + pair);
    }

    // In braces a kind may stand without its colon: head: { euclidean }
    private static TextEdit SetEmpty(string text, LineMap lines, int kindEnd, string pair)
    {
        int at = kindEnd;
        while (text[at] == ' ')
        {
            at++;
        }

        return text[at] == ':'
            ? new TextEdit(lines.Span(at + 1, at + 1), $" {{ {pair} }}")
            : new TextEdit(lines.Span(kindEnd, kindEnd), $": {{ {pair} }}");
    }

    // A bare value stands for the main key.
    private static TextEdit? SetBare(string text, SourceSpan value, string kind, KeySetting setting)
    {
        string? main = value.StartLine == value.EndLine ? MainKey(kind, setting.Key) : null;
        return main is null ? null
            : main == setting.Key ? new TextEdit(value, setting.Value)
            : new TextEdit(value, $"{{ {main}: {text.Substring(value.Start, value.End - value.Start)}, {setting.Key}: {setting.Value} }}");
    }

    private static string? MainKey(string kind, string key)
    {
        foreach (CatalogEntry entry in SpecCatalog.All)
        {
            if (entry.Kind == kind && entry.MainKey is { } main && entry.Keys.Any(known => known.Name == key))
            {
                return main;
            }
        }

        return null;
    }

    // What stands behind the kind whose name is at this place.
    private static (YamlNode? Body, bool InBlockList)? Find(YamlNode node, SourceSpan kind, bool inBlockList, string text)
    {
        switch (node)
        {
            case YamlScalar when node.Span == kind:
                return (null, inBlockList);
            case YamlMapping mapping:
                foreach (YamlEntry entry in mapping.Entries)
                {
                    if (entry.KeySpan == kind)
                    {
                        return (entry.Value, false);
                    }

                    if (Find(entry.Value, kind, false, text) is { } inside)
                    {
                        return inside;
                    }
                }

                return null;
            case YamlSequence sequence:
                bool block = text[sequence.Span.Start] == '-';
                foreach (YamlNode item in sequence.Items)
                {
                    if (Find(item, kind, block, text) is { } inside)
                    {
                        return inside;
                    }
                }

                return null;
            default:
                return null;
        }
    }
}
