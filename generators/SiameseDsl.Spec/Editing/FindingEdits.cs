using System.Text.RegularExpressions;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Editing;

/// <summary>The edits that repair the findings of one file, where there is one obvious repair.</summary>
public sealed class FindingEdits
{
    private static readonly Regex UnquotedValue = new("""^(?<before>[ ]*(?:- )*[A-Za-z_][A-Za-z0-9_.-]*: +)(?<value>[^\s"'\[{#|>&*!%@`][^"#]*: [^"#]*?)(?<after>\s*)$""", RegexOptions.CultureInvariant);

    private readonly string text;
    private readonly LineMap lines;
    private readonly string lineBreak;
    private readonly Lazy<YamlNode?> root;

    /// <summary>Prepares a file.</summary>
    public FindingEdits(SpecFile file)
    {
        text = file.Text;
        lines = new LineMap(text);
        lineBreak = text.IndexOf("\r\n", StringComparison.Ordinal) >= 0 ? "\r\n" : "\n";
        root = new Lazy<YamlNode?>(() => EventYamlReader.Instance.Read(text, new FindingBag(file.Path), CancellationToken.None));
    }

    /// <summary>The edits that together repair a finding of this file; none where no repair is obvious. They do not overlap.</summary>
    public IReadOnlyList<TextEdit> Of(Finding finding)
    {
        if (finding.Span.File is not null)
        {
            return [];
        }

        if (finding.Setting is { } setting)
        {
            return root.Value is { } tree && KeyEdit.Set(text, lines, tree, setting) is { } edit ? [WithLineBreaks(edit)] : [];
        }

        if (finding.Id == SyntaxRules.Tab.Id)
        {
            return Untab();
        }

        if (finding.Fix is { } fix)
        {
            return [WithLineBreaks(new TextEdit(finding.FixSpan ?? finding.Span, fix))];
        }

        if (finding.Id == SyntaxRules.Syntax.Id)
        {
            return Quote(finding.Span);
        }

        if (finding.Id == LearningRules.ExpectationNotMet.Id && root.Value is YamlMapping file && ExpectationRemoval.Of(text, lines, file, finding.Span) is { } removal)
        {
            return [removal];
        }

        return [];
    }

    private TextEdit WithLineBreaks(TextEdit edit) => lineBreak == "\n" ? edit : edit with { NewText = edit.NewText.Replace("\n", lineBreak) };

    // The parser stops at the first tab, but who indents one line with tabs indents others too.
    private IReadOnlyList<TextEdit> Untab()
    {
        var edits = new List<TextEdit>();
        int start = 0;
        while (start < text.Length)
        {
            for (int i = start; i < text.Length && text[i] is ' ' or '\t' or '-' or '?'; i++)
            {
                if (text[i] == '\t')
                {
                    edits.Add(new TextEdit(lines.Span(i, i + 1), "  "));
                }
            }

            int next = text.IndexOf('\n', start);
            start = next < 0 ? text.Length : next + 1;
        }

        return edits;
    }

    // summary: Two towers: one net
    private IReadOnlyList<TextEdit> Quote(SourceSpan place)
    {
        int start = lines.LineStart(place.Start);
        int end = text.IndexOfAny(['\n', '\r'], start);
        Match match = UnquotedValue.Match(text.Substring(start, (end < 0 ? text.Length : end) - start));
        if (!match.Success)
        {
            return [];
        }

        Group value = match.Groups["value"];
        return [new TextEdit(lines.Span(start + value.Index, start + value.Index + value.Length), "\"" + value.Value.Replace("\\", "\\\\") + "\"")];
    }
}
