using System.Text.Json;
using System.Text.Json.Nodes;
using SiameseDsl.Cli.Checking;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Editing;

namespace SiameseDsl.Cli.Editing;

/// <summary>A document that the editor has open, as it stands now. It never changes: an edit makes a new one.</summary>
/// <remarks>Positions are a line and a character from zero, in UTF-16 units; a line ends at CR, LF or CRLF, as the protocol says, which is fewer line breaks than the compiler knows.</remarks>
internal sealed class OpenDocument
{
    private readonly List<int> starts = [0];

    public OpenDocument(string uri, int version, string text)
    {
        Uri = uri;
        Version = version;
        Text = text;
        Spec = new SpecFile(PathOf(uri), text) { Parts = new DiskParts() };
        Editor = new SpecEditor(Spec);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }
    }

    /// <summary>The document's name in the protocol.</summary>
    public string Uri { get; }

    /// <summary>The editor's number of this state.</summary>
    public int Version { get; }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The text as the compiler takes it.</summary>
    public SpecFile Spec { get; }

    /// <summary>Answers the editor's questions.</summary>
    public SpecEditor Editor { get; }

    /// <summary>Whether it is a spec or a part of specs: other YAML is no business of this server.</summary>
    public bool IsSpec => Uri.EndsWith(".siamese.yaml", StringComparison.OrdinalIgnoreCase) || IsPart;

    /// <summary>Whether it is a part that specs include.</summary>
    public bool IsPart => PartPath.IsPart(Uri);

    /// <summary>What the compiler finds in this document.</summary>
    public IReadOnlyList<Finding> Findings(CancellationToken cancellationToken) =>
        IsPart ? [.. SpecCompiler.CheckPart(Spec, cancellationToken)] : [.. SpecCompiler.Compile(Spec, cancellationToken).Findings.Where(finding => finding.Span.File is null)];

    /// <summary>The document after one of the protocol's changes: a range that is replaced, or the whole text.</summary>
    public OpenDocument With(JsonElement change, int version)
    {
        string text = LspParams.Text(change, "text");
        if (!change.TryGetProperty("range", out JsonElement range))
        {
            return new OpenDocument(Uri, version, text);
        }

        int start = Offset(LspParams.Member(range, "start"));
        int end = Math.Max(start, Offset(LspParams.Member(range, "end")));
        return new OpenDocument(Uri, version, string.Concat(Text.AsSpan(0, start), text, Text.AsSpan(end)));
    }

    /// <summary>The offset of a position; one beyond a line's or the file's end means that end.</summary>
    public int Offset(JsonElement position)
    {
        int line = LspParams.Number(position, "line");
        int character = LspParams.Number(position, "character");
        if (line >= starts.Count)
        {
            return Text.Length;
        }

        int start = starts[Math.Max(0, line)];
        int end = line + 1 < starts.Count ? starts[line + 1] : Text.Length;
        while (end > start && Text[end - 1] is '\n' or '\r')
        {
            end--;
        }

        return Math.Clamp(start + Math.Max(0, character), start, end);
    }

    /// <summary>The range of a span.</summary>
    public JsonObject Range(SourceSpan span) => new() { ["start"] = Position(span.Start), ["end"] = Position(span.End) };

    /// <summary>The position of an offset.</summary>
    public JsonObject Position(int offset)
    {
        offset = Math.Clamp(offset, 0, Text.Length);
        int line = Line(offset);
        return new JsonObject { ["line"] = line, ["character"] = offset - starts[line] };
    }

    /// <summary>The position behind the last character of the line of an offset.</summary>
    public JsonObject LineEnd(int offset)
    {
        int end = Text.AsSpan(offset).IndexOfAny('\n', '\r');
        return Position(end < 0 ? Text.Length : offset + end);
    }

    /// <summary>The line of an offset.</summary>
    public int Line(int offset)
    {
        int index = starts.BinarySearch(offset);
        return index >= 0 ? index : ~index - 1;
    }

    private static string PathOf(string uri) => System.Uri.TryCreate(uri, UriKind.Absolute, out Uri? parsed) && parsed.IsFile ? parsed.LocalPath : uri;
}
