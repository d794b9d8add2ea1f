using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Editing;

/// <summary>Finds out by indentation and brackets where a place in a text lies, even where the text is not YAML yet.</summary>
internal sealed class OutlineScanner
{
    private readonly string text;
    private readonly int offset;
    private readonly List<(int Column, string? Key)> stack = [];

    // Where a flow collection ran over several lines, the start of the line behind it; else -1.
    private int lineEnd = -1;

    private OutlineScanner(string text, int offset)
    {
        this.text = text;
        this.offset = offset;
    }

    /// <summary>The cursor at an offset.</summary>
    public static SpecCursor At(string text, int offset)
    {
        offset = Math.Max(0, Math.Min(offset, text.Length));
        int start = offset;
        while (start > 0 && SpecCursor.IsWord(text[start - 1]) && !IsDash(text, start - 1))
        {
            start--;
        }

        return new OutlineScanner(text, start).Scan(offset);
    }

    private SpecCursor Scan(int place)
    {
        int position = 0;
        while (true)
        {
            int end = text.IndexOf('\n', position);
            end = end < 0 ? text.Length : end;
            bool last = offset <= end;
            if (ScanLine(position, end, last, place) is { } cursor)
            {
                return cursor;
            }

            position = lineEnd < 0 ? end + 1 : lineEnd;
            lineEnd = -1;
        }
    }

    private SpecCursor? ScanLine(int start, int end, bool last, int place)
    {
        int i = start;
        while (i < end && text[i] is ' ' or '\t')
        {
            i++;
        }

        bool item = false;
        if (last && i >= offset)
        {
            return Node(place, offset - start, isValue: false, isItem: false);
        }

        if (i >= end || text[i] is '#' or '\r')
        {
            return last ? Node(place, offset - start, isValue: false, isItem: false) : null;
        }

        while (i < end && IsDash(text, i))
        {
            int column = i - start;
            Pop(top => top.Key is null ? top.Column >= column : top.Column > column);
            stack.Add((column, null));
            item = true;
            i++;
            while (i < end && text[i] == ' ')
            {
                i++;
            }

            if (last && i >= offset)
            {
                return Node(place, offset - start, isValue: false, isItem: true);
            }
        }

        int content = i - start;
        int colon = Colon(i, end);
        if (colon >= 0 && colon < offset)
        {
            Pop(top => top.Column >= content);
            stack.Add((content, text.Substring(i, colon - i).Trim().Trim('"', '\'')));
            i = colon + 1;
            while (i < end && text[i] == ' ')
            {
                i++;
            }

            if (last && i >= offset)
            {
                return Node(place, content, isValue: true, isItem: false);
            }
        }
        else if (last && text[i] is not ('{' or '['))
        {
            return Node(place, content, isValue: false, item);
        }

        if (i < end && text[i] is '{' or '[')
        {
            var flow = new FlowScanner(text, offset);
            flow.Scan(i);
            if (flow.IsOpen)
            {
                return Flow(flow, place, content);
            }

            int next = text.IndexOf('\n', flow.End);
            lineEnd = next < 0 ? text.Length + 1 : next + 1;
            return lineEnd > offset ? Node(place, content, isValue: true, isItem: false) : null;
        }

        return last ? Node(place, content, isValue: true, isItem: false) : null;
    }

    private SpecCursor Flow(FlowScanner flow, int place, int column)
    {
        string?[] steps = [.. stack.Select(step => step.Key), .. flow.Steps()];
        return new SpecCursor(steps, Word(), Prefix(place), flow.IsValue, IsFlow: true, flow.IsItem, column, flow.Siblings);
    }

    private SpecCursor Node(int place, int column, bool isValue, bool isItem)
    {
        if (!isValue && !isItem)
        {
            Pop(top => top.Column >= column);
        }

        return new SpecCursor([.. stack.Select(step => step.Key)], Word(), Prefix(place), isValue, IsFlow: false, isItem, column, isValue || isItem ? [] : Siblings(column));
    }

    private string Prefix(int place) => text.Substring(offset, Math.Max(0, place - offset));

    private SourceSpan Word()
    {
        int end = offset;
        while (end < text.Length && SpecCursor.IsWord(text[end]))
        {
            end++;
        }

        return new LineMap(text).Span(offset, end);
    }

    // The keys at the same column above and below, up to where the mapping ends.
    private IReadOnlyList<string> Siblings(int column)
    {
        var keys = new List<string>();
        string[] lines = text.Split('\n');
        int current = 0;
        for (int i = 0; i < offset; i++)
        {
            current += text[i] == '\n' ? 1 : 0;
        }

        foreach (int direction in (int[])[-1, 1])
        {
            for (int line = current + direction; line >= 0 && line < lines.Length; line += direction)
            {
                string content = lines[line].TrimEnd();
                int indent = content.Length - content.TrimStart(' ').Length;
                if (content.Length == 0 || content[indent] == '#')
                {
                    continue;
                }

                if (indent < column)
                {
                    break;
                }

                int colon = content.IndexOf(':', indent);
                if (indent == column && colon > 0)
                {
                    keys.Add(content.Substring(indent, colon - indent).Trim());
                }
            }
        }

        return keys;
    }

    private void Pop(Func<(int Column, string? Key), bool> leaves)
    {
        while (stack.Count > 0 && leaves(stack[stack.Count - 1]))
        {
            stack.RemoveAt(stack.Count - 1);
        }
    }

    // The colon that ends a key at the beginning of a line's content.
    private int Colon(int start, int end)
    {
        if (text[start] is '{' or '[' or '#')
        {
            return -1;
        }

        for (int i = start; i < end; i++)
        {
            if (text[i] == ':' && (i + 1 >= end || text[i + 1] is ' ' or '\t' or '\r'))
            {
                return i;
            }

            if (text[i] == '#' && i > start && text[i - 1] == ' ')
            {
                return -1;
            }
        }

        return -1;
    }

    private static bool IsDash(string text, int i) => text[i] == '-' && (i + 1 >= text.Length || text[i + 1] is ' ' or '\n' or '\r') && IsFirst(text, i);

    private static bool IsFirst(string text, int i)
    {
        while (i > 0 && text[i - 1] is ' ' or '-')
        {
            i--;
        }

        return i == 0 || text[i - 1] == '\n';
    }
}
