using System.Text;

namespace SiameseDsl.Spec.Editing;

/// <summary>Follows braces and brackets up to a place.</summary>
internal sealed class FlowScanner(string text, int limit)
{
    private readonly List<Context> contexts = [];

    /// <summary>Where the scan ended: behind the closing bracket, or at the limit.</summary>
    public int End { get; private set; }

    /// <summary>Whether the limit was reached inside.</summary>
    public bool IsOpen => contexts.Count > 0;

    /// <summary>Whether the place lies behind a key's colon. This and what follows is asked only where the limit was reached inside.</summary>
    public bool IsValue => Innermost.Key is not null;

    /// <summary>Whether the place begins an element of a list.</summary>
    public bool IsItem => Innermost is { IsList: true, Key: null };

    /// <summary>The keys of the mapping at the place, those before it.</summary>
    public IReadOnlyList<string> Siblings => Innermost.Keys;

    private Context Innermost => contexts[contexts.Count - 1];

    /// <summary>The steps from the opening bracket to the place.</summary>
    public IEnumerable<string?> Steps()
    {
        foreach (Context context in contexts)
        {
            if (context.IsList)
            {
                yield return null;
            }

            if (context.Key is { } key)
            {
                yield return key;
            }
        }
    }

    /// <summary>Scans from an opening bracket on.</summary>
    public void Scan(int start)
    {
        var token = new StringBuilder();
        int i = start;
        for (; i < limit; i++)
        {
            char c = text[i];
            switch (c)
            {
                case '{' or '[':
                    contexts.Add(new Context(c == '['));
                    token.Clear();
                    break;
                case '}' or ']':
                    contexts.RemoveAt(contexts.Count - 1);
                    token.Clear();
                    if (contexts.Count == 0)
                    {
                        End = i + 1;
                        return;
                    }

                    break;
                case ',':
                    Innermost.Key = null;
                    token.Clear();
                    break;
                case ':' when token.Length > 0 && Innermost.Key is null && EndsKey(i):
                    Innermost.Key = token.ToString().Trim();
                    Innermost.Keys.Add(Innermost.Key);
                    token.Clear();
                    break;
                case '"' or '\'' when token.ToString().Trim().Length == 0:
                    int closing = SkipQuoted(i, c);
                    token.Append(text, i + 1, Math.Min(closing, limit) - i - 1);
                    i = closing;
                    break;
                case '#' when text[i - 1] is ' ' or '\t' or '\n':
                    i = SkipComment(i);
                    break;
                default:
                    token.Append(c);
                    break;
            }
        }

        End = i;
    }

    // Behind a quoted key nothing need stand between the colon and the value.
    private bool EndsKey(int colon) => colon + 1 >= text.Length || text[colon + 1] is ' ' or '\n' or '\r' or '{' or '[' || text[colon - 1] is '"' or '\'';

    private int SkipQuoted(int start, char quote)
    {
        int i = start + 1;
        while (i < limit && text[i] != quote)
        {
            i += text[i] == '\\' && quote == '"' ? 2 : 1;
        }

        return i;
    }

    private int SkipComment(int start)
    {
        int end = text.IndexOf('\n', start);
        return end < 0 ? limit : Math.Min(end, limit);
    }

    private sealed class Context(bool isList)
    {
        public bool IsList => isList;

        public string? Key { get; set; }

        public List<string> Keys { get; } = [];
    }
}
