using SiameseDsl.Cli.Terminals;
using SiameseDsl.Spec;
using Spectre.Console;

namespace SiameseDsl.Cli.Checking;

/// <summary>Findings as a compiler prints them, each with its line of the spec and the place underlined.</summary>
internal static class FindingsText
{
    private const int LongestLine = 160;
    private const int Margin = 20;

    public static void Write(Terminal terminal, IReadOnlyList<CheckedFile> files)
    {
        foreach (CheckedFile file in files)
        {
            string[] lines = file.File.Text.Split('\n');
            foreach (Finding finding in file.Findings)
            {
                Write(terminal, finding, lines);
            }
        }
    }

    private static void Write(Terminal terminal, Finding finding, string[] lines)
    {
        string word = FindingsJson.Word(finding.Severity);
        string place = $"{finding.File}({finding.Span.StartLine + 1},{finding.Span.StartColumn + 1})";
        if (!terminal.ShowsResults)
        {
            terminal.Text($"{place}: {word} {finding.Id}: {finding.Message}\n");
        }
        else
        {
            string color = finding.Severity switch { Severity.Error => "red", Severity.Warning => "yellow", _ => "blue" };
            terminal.Markup($"[bold]{Markup.Escape(place)}[/]: [{color}]{word} {finding.Id}[/]: {Markup.Escape(finding.Message)}");
        }

        if (finding.Span.StartLine < lines.Length)
        {
            Underline(terminal, finding, lines[finding.Span.StartLine].TrimEnd('\r'));
        }

        terminal.Text("\n");
    }

    private static void Underline(Terminal terminal, Finding finding, string line)
    {
        int start = Math.Min(finding.Span.StartColumn, line.Length);
        int end = finding.Span.EndLine > finding.Span.StartLine ? line.Length : Math.Min(finding.Span.EndColumn, line.Length);
        if (line.Length > LongestLine)
        {
            // A file on one long line is shown around the place.
            int from = Math.Max(0, start - Margin);
            int to = Math.Min(line.Length, from + LongestLine);
            line = line[from..to];
            (start, end) = (start - from, Math.Min(end, to) - from);
        }

        string number = (finding.Span.StartLine + 1).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(5);

        // Tabs before the place stay tabs in the underline, so that both lines have the same width.
        string indent = new([.. line[..start].Select(c => c == '\t' ? '\t' : ' ')]);
        terminal.Text($"{number} | {line}\n      | {indent}{new string('^', Math.Max(1, end - start))}\n");
        if (finding.FixSpan is null && finding.Fix is { } fix && !fix.Contains('\n', StringComparison.Ordinal))
        {
            terminal.Text($"      | {indent}{fix}\n");
        }
    }
}
