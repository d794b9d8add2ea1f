namespace SiameseDsl.Spec.Yaml;

/// <summary>Turns offsets into lines and columns, with the line breaks that Roslyn's SourceText knows (CR, LF, CRLF, U+0085, U+2028, U+2029).</summary>
internal sealed class LineMap
{
    private readonly List<int> starts = [0];

    /// <summary>The lines of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The path of the part that it is; <see langword="null"/> for a spec.</param>
    public LineMap(string text, string? file = null)
    {
        File = file;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                continue;
            }

            if (c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029')
            {
                starts.Add(i + 1);
            }
        }
    }

    /// <summary>The path of the part whose lines these are; <see langword="null"/> for a spec.</summary>
    public string? File { get; }

    /// <summary>The span between two offsets.</summary>
    public SourceSpan Span(int start, int end)
    {
        int startLine = LineOf(start);
        int endLine = end < NextStart(startLine) ? startLine : LineOf(end);
        return new SourceSpan(start, end, startLine, start - starts[startLine], endLine, end - starts[endLine]) { File = File };
    }

    /// <summary>From the start of <paramref name="first"/> to whichever ends later; <paramref name="first"/> alone where they lie in different files.</summary>
    public static SourceSpan Join(SourceSpan first, SourceSpan last) =>
        last.End <= first.End || last.File != first.File ? first : first with { End = last.End, EndLine = last.EndLine, EndColumn = last.EndColumn };

    /// <summary>The offset at which the line of <paramref name="offset"/> begins.</summary>
    public int LineStart(int offset) => starts[LineOf(offset)];

    private int NextStart(int line) => line + 1 < starts.Count ? starts[line + 1] : int.MaxValue;

    private int LineOf(int offset)
    {
        int index = starts.BinarySearch(offset);
        return index >= 0 ? index : ~index - 1;
    }
}
