using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Rules;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SiameseDsl.Spec.Yaml;

/// <summary>One reading of one text: the parser's events become nodes, with at most <see cref="YamlLimits.Depth"/> nested calls.</summary>
internal sealed class YamlReading
{
    private const char ByteOrderMark = '\ufeff';

    // A file full of aliases says nothing new after the first few.
    private const int MostRefusals = 10;

    private readonly string text;
    private readonly LineMap lines;
    private readonly FindingBag findings;
    private readonly CancellationToken ct;
    private readonly Parser parser;

    // Marks count from behind a byte order mark, which the scanner would take into the first key.
    private readonly int offset;
    private int depth;
    private int nodes;
    private int lastEnd;
    private bool stopped;
    private bool refused;
    private int refusals;

    public YamlReading(string text, LineMap lines, FindingBag findings, CancellationToken ct)
    {
        this.text = text;
        this.lines = lines;
        this.findings = findings;
        this.ct = ct;
        offset = text.Length > 0 && text[0] == ByteOrderMark ? 1 : 0;
        parser = new Parser(new Scanner(new StringReader(offset == 0 ? text : text.Substring(offset)), skipComments: true));
    }

    /// <summary>The root of the only document, or <see langword="null"/> where the text must not be bound.</summary>
    public YamlNode? ReadStream()
    {
        YamlNode? root = null;
        try
        {
            root = ReadDocument();
        }
        catch (YamlException exception)
        {
            // Where a tab is to blame, the scanner's mark is not at the tab.
            bool tab = exception.Message.IndexOf("tab", StringComparison.Ordinal) >= 0;
            ReportSyntax(tab ? lastEnd : Offset(exception.Start), tab ? text.Length : Offset(exception.End), SyntaxReason.Of(exception.Message));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The scanner lets some of its own broken assumptions out (a flow collection that leaves its indentation, for one).
            ReportSyntax(lastEnd, lastEnd, SyntaxReason.Unclosed);
        }

        return stopped || refused ? null : root;
    }

    private YamlNode? ReadDocument()
    {
        YamlNode? root = null;
        bool any = false;
        while (!stopped && Next())
        {
            switch (parser.Current)
            {
                case DocumentStart start when any:
                    Stop(SyntaxRules.SeveralDocuments, Span(start), "A second document begins here; a file holds one spec, so move it to a file of its own.");
                    break;
                case DocumentStart:
                    any = true;
                    break;
                case NodeEvent:
                    root = ReadNode();
                    break;
                default:
                    break;
            }
        }

        if (!stopped && !refused && (root is null || root.IsNull))
        {
            Stop(SyntaxRules.Empty, SourceSpan.FileStart with { File = lines.File }, "The file is empty; a spec begins with 'siamese: 1' and 'model: NAME'.");
        }

        return root;
    }

    private bool Next()
    {
        ct.ThrowIfCancellationRequested();
        if (!parser.MoveNext())
        {
            return false;
        }

        lastEnd = Math.Max(lastEnd, Offset(parser.Current!.End));
        return true;
    }

    // Stands on the node's first event and leaves the parser on its last.
    private YamlNode ReadNode()
    {
        ParsingEvent current = parser.Current!;
        if (++nodes > YamlLimits.Nodes)
        {
            Stop(SyntaxRules.TooLarge, Span(current), $"The file has more than {YamlLimits.Nodes} values; split the family into several files.");
        }

        if (current is NodeEvent node)
        {
            CheckProperties(node);
        }

        switch (current)
        {
            case Scalar scalar:
                return new YamlScalar(scalar.Value, scalar.Style == ScalarStyle.Plain, ScalarSpan(scalar));
            case AnchorAlias alias:
                Refuse(Span(alias), $"The alias '*{alias.Value.Value}' is not allowed; write the value out, or give it a name under 'params'.");
                return new YamlScalar("", true, Span(alias));
            case MappingStart or SequenceStart when depth >= YamlLimits.Depth:
                Stop(SyntaxRules.TooLarge, Span(current), $"The file nests deeper than {YamlLimits.Depth} levels; write it flatter.");
                return new YamlScalar("", true, Span(current));
            case MappingStart start:
                return ReadMapping(start);
            case SequenceStart start:
                return ReadSequence(start);
            default:
                throw new InvalidOperationException("A node was expected.");
        }
    }

    private YamlMapping ReadMapping(MappingStart start)
    {
        depth++;
        var entries = new List<YamlEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        SourceSpan? first = null;
        SourceSpan last = default;
        while (!stopped && Next() && parser.Current is not MappingEnd)
        {
            YamlNode key = ReadNode();
            if (start.Style == MappingStyle.Block)
            {
                CheckIndentation(key.Span.Start);
            }

            if (stopped || !Next())
            {
                break;
            }

            YamlNode value = ReadNode();
            first ??= key.Span;
            last = LineMap.Join(key.Span, value.Span);
            Accept(key, value, entries, keys);
        }

        depth--;
        SourceSpan span = first is { } begin ? LineMap.Join(begin, last) : lines.Span(Offset(start.Start), CloserEnd('}'));
        return new YamlMapping(entries, span);
    }

    private void Accept(YamlNode key, YamlNode value, List<YamlEntry> entries, HashSet<string> keys)
    {
        if (key is not YamlScalar scalar)
        {
            findings.Add(SyntaxRules.KeyIsNoName, key.Span, $"A key must be a plain name, not {key.Description}.");
        }
        else if (scalar.IsPlain && scalar.Value == "<<")
        {
            Refuse(key.Span, "The merge key '<<' is not allowed; write the keys out, or use a variant's patch.");
        }
        else if (!keys.Add(scalar.Value))
        {
            findings.Add(SyntaxRules.DuplicateKey, key.Span, $"The key '{YamlScalar.Shorten(scalar.Value)}' stands here a second time; remove one of the two.");
        }
        else
        {
            entries.Add(new YamlEntry(scalar.Value, key.Span, value));
        }
    }

    private YamlSequence ReadSequence(SequenceStart start)
    {
        depth++;
        int begin = Offset(start.Start);
        if (start.Style == SequenceStyle.Block)
        {
            CheckIndentation(begin);
        }

        var items = new List<YamlNode>();
        while (!stopped && Next() && parser.Current is not SequenceEnd)
        {
            items.Add(ReadNode());
        }

        depth--;
        int end = start.Style == SequenceStyle.Flow || items.Count == 0 ? CloserEnd(']') : items[items.Count - 1].Span.End;
        return new YamlSequence(items, lines.Span(begin, Math.Max(begin, end)));
    }

    private void CheckProperties(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            Refuse(Span(node), $"The anchor '&{node.Anchor.Value}' is not allowed; write the value out where it is needed, or give it a name under 'params'.");
        }

        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
        {
            Refuse(Span(node), $"The tag '{node.Tag.Value}' is not allowed; a value's type follows from its key, so remove the tag.");
        }
    }

    // YAML forbids tabs in indentation; the scanner lets some of them pass.
    private void CheckIndentation(int start)
    {
        for (int i = lines.LineStart(start); i < start; i++)
        {
            if (text[i] is not (' ' or '\t' or '-' or '?' or ByteOrderMark))
            {
                return;
            }

            if (text[i] == '\t')
            {
                ReportTab(i);
                return;
            }
        }
    }

    private void ReportSyntax(int start, int end, string reason)
    {
        int tab = FindTab(start, end);
        if (tab >= 0)
        {
            ReportTab(tab);
            return;
        }

        // An error that spans lines (an unclosed quote) is shown where it begins.
        int limit = Math.Min(end, LineEnd(start));
        Stop(SyntaxRules.Syntax, lines.Span(start, Math.Max(start, limit)), $"This is not valid YAML: {reason}; correct the text here or just before.");
    }

    private void ReportTab(int at) => Stop(SyntaxRules.Tab, lines.Span(at, at + 1), "A tab is not allowed in indentation; use spaces.", "  ");

    // Looks at the indentation of the lines that the parser complains about, and of the one behind.
    private int FindTab(int start, int end)
    {
        int position = lines.LineStart(start);
        for (int line = 0; position < text.Length && (position <= end || line < 2); line++)
        {
            for (int i = position; i < text.Length && text[i] is ' ' or '\t'; i++)
            {
                if (text[i] == '\t')
                {
                    return i;
                }
            }

            int next = text.IndexOf('\n', position);
            if (next < 0)
            {
                break;
            }

            position = next + 1;
        }

        return -1;
    }

    private int LineEnd(int start)
    {
        int end = start;
        while (end < text.Length && text[end] is not ('\n' or '\r'))
        {
            end++;
        }

        return end;
    }

    private void Stop(Rule rule, SourceSpan span, string message, string? fix = null)
    {
        if (!stopped)
        {
            findings.Add(rule, span, message, fix);
        }

        stopped = true;
    }

    // Refused constructs are collected through the whole file; what would follow from them is not.
    private void Refuse(SourceSpan span, string message)
    {
        findings.Add(SyntaxRules.Reference, span, message);
        refused = true;
        stopped |= ++refusals >= MostRefusals;
    }

    private int CloserEnd(char closer)
    {
        int at = Offset(parser.Current!.Start);
        return at < text.Length && text[at] == closer ? at + 1 : at;
    }

    private SourceSpan ScalarSpan(Scalar scalar)
    {
        int start = Offset(scalar.Start);
        int end = Math.Max(start, Offset(scalar.End));
        if (scalar.Style is not (ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted))
        {
            while (end > start && text[end - 1] is ' ' or '\t' or '\n' or '\r')
            {
                end--;
            }
        }

        return lines.Span(start, end);
    }

    private SourceSpan Span(ParsingEvent parsed)
    {
        int start = Offset(parsed.Start);
        return lines.Span(start, Math.Max(start, Offset(parsed.End)));
    }

    private int Offset(Mark mark) => (int)Math.Min(mark.Index + offset, text.Length);
}
