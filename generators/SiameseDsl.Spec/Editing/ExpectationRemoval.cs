using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Editing;

/// <summary>Takes an expectation out of the text, and the key <c>expect</c> with the last one.</summary>
internal static class ExpectationRemoval
{
    /// <summary>The edit that removes the expectation of the rule whose id stands at <paramref name="rule"/>; <see langword="null"/> where the text is not written in a way that can be cut.</summary>
    public static TextEdit? Of(string text, LineMap lines, YamlMapping file, SourceSpan rule)
    {
        if (Within(file, rule) is { } found)
        {
            return Remove(text, lines, file, found.Entry, found.List, found.Index);
        }

        // In a variant, or in a value of a matrix.
        foreach (YamlEntry entry in file.Entries)
        {
            if (entry.Value is YamlMapping inner && Of(text, lines, inner, rule) is { } edit)
            {
                return edit;
            }
        }

        return null;
    }

    private static (YamlEntry Entry, YamlSequence List, int Index)? Within(YamlMapping owner, SourceSpan rule)
    {
        if (owner.Find("expect") is { Value: YamlSequence list } entry)
        {
            for (int i = 0; i < list.Items.Count; i++)
            {
                if (list.Items[i].Span.Start <= rule.Start && rule.End <= list.Items[i].Span.End)
                {
                    return (entry, list, i);
                }
            }
        }

        return null;
    }

    private static TextEdit? Remove(string text, LineMap lines, YamlMapping owner, YamlEntry entry, YamlSequence list, int index)
    {
        bool alone = list.Items.Count == 1;
        bool block = text[list.Span.Start] == '-';
        if (alone && owner.Entries.Count > 1)
        {
            return KeyEdit.IsFlow(text, owner) ? CutFromFlow(text, lines, entry.KeySpan.Start, list.Span.End) : CutLines(text, lines, entry.KeySpan.Start, list.Span.End);
        }

        if (alone)
        {
            return null;
        }

        YamlNode item = list.Items[index];
        if (!block)
        {
            int start = item.Span.Start;
            int end = item.Span.End;
            // The list's brackets stop both.
            while (text[start - 1] is ' ' or '{')
            {
                start--;
            }

            while (text[end] is ' ' or '}')
            {
                end++;
            }

            return CutFromFlow(text, lines, start, end);
        }

        return CutLines(text, lines, item.Span.Start, item.Span.End);
    }

    // With the comma that parts it from its neighbour. What encloses both stops the search at either end.
    private static TextEdit? CutFromFlow(string text, LineMap lines, int start, int end)
    {
        int before = start - 1;
        while (text[before] is ' ' or '\n' or '\r')
        {
            before--;
        }

        if (text[before] == ',')
        {
            return new TextEdit(lines.Span(before, end), "");
        }

        int behind = end;
        while (text[behind] is ' ' or '\n' or '\r')
        {
            behind++;
        }

        if (text[behind] != ',')
        {
            return null;
        }

        behind++;
        while (text[behind] is ' ')
        {
            behind++;
        }

        return new TextEdit(lines.Span(start, behind), "");
    }

    private static TextEdit CutLines(string text, LineMap lines, int start, int end)
    {
        int from = lines.LineStart(start);
        int to = text.IndexOf('\n', end);
        return new TextEdit(lines.Span(from, to < 0 ? text.Length : to + 1), "");
    }
}
