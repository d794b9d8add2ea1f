using SiameseDsl.Cli.Reports;
using SiameseDsl.Cli.Terminals;
using Spectre.Console;
using Markup = Spectre.Console.Markup;

namespace SiameseDsl.Cli.Comparing;

/// <summary>A comparison on the terminal: the best first, intervals, and what differs from the base marked.</summary>
internal static class ComparisonView
{
    private const string BaseName = "base";

    public static void Show(Terminal terminal, ComparisonReport report)
    {
        string seeds = report.Seeds.Count == 1 ? "1 seed" : $"{report.Seeds.Count} seeds";
        terminal.Markup($"\n[bold green]{report.Family}[/] on {Markup.Escape(report.Data.Name)}  [grey]{seeds}, by {ReportText.MetricName(report.Primary)}; test part: {Format.Plural(report.Data.Images.Test, "sample")} of {report.Data.Classes.Test} classes{(report.Data.Classes.Disjoint ? ", none seen in training" : ", known from training")}[/]");
        terminal.Write(Rows(report).Build(terminal.Width));
        terminal.Markup($"{Markup.Escape(report.Sentence)}\n");
        if (Tuned(report) is { Length: > 0 } tuned)
        {
            terminal.Note(tuned);
        }

        terminal.Note(Footnote(report, terminal.ColoursResults));
    }

    private static FittedTable Rows(ComparisonReport report)
    {
        string[] ways = [.. ReportText.Ways(report.Variants[0].OneShot.Keys)];
        var table = new FittedTable(
        [
            ("variant", 0), ("head", 3), ("loss", 2), ("parameters>", 7),
            ("pair accuracy>", 0), ("AUC>", Rank(report, "auc", 6)), ("EER>", Rank(report, "eer", 5)),
            .. ways.Select(way => ($"{way}-way>", way == ways[^1] ? 0 : 4)), ("training>", 8), ("also differs", 9),
        ]);
        VariantReport? basis = report.Variants.FirstOrDefault(variant => variant.Name == BaseName);
        foreach (VariantReport variant in report.Variants)
        {
            bool isBest = variant == report.Variants[0];
            table.AddRow(
            [
                isBest ? $"[bold green]{variant.Name}[/]" : variant.Name == BaseName ? $"[bold]{variant.Name}[/]" : variant.Name,
                Marked(variant.Head, basis?.Head),
                Marked(variant.Loss, basis?.Loss),
                Marked(Format.Count(variant.Parameters), basis is null ? null : Format.Count(basis.Parameters)),
                Primary(report, "pair_accuracy", ReportText.Percent(variant.PairAccuracy), isBest),
                Primary(report, "auc", Area(variant.Auc), isBest),
                Primary(report, "eer", ReportText.Percent(variant.Eer), isBest),
                .. ways.Select(way => Primary(report, way == ways[^1] ? "one_shot" : "", ReportText.Percent(variant.OneShot[way]), isBest)),
                ReportText.Seconds(variant.TrainSeconds),
                OtherDifferences(variant) is { Length: > 0 } others ? $"[grey]{Markup.Escape(others)}[/]" : "",
            ]);
        }

        table.AddRow();
        foreach (BaselineReport baseline in report.Baselines)
        {
            string[] cells =
            [
                baseline.Name, "", "", "",
                ReportText.Percent(baseline.PairAccuracy), ReportText.Area(baseline.Auc), ReportText.Percent(baseline.Eer),
                .. ways.Select(way => baseline.OneShot.TryGetValue(way, out double rate) ? ReportText.Percent(rate) : ""),
                "", "",
            ];
            table.AddRow([.. cells.Select(cell => cell.Length == 0 ? "" : $"[grey]{cell}[/]")]);
        }

        return table;
    }

    // What decides always stays.
    private static int Rank(ComparisonReport report, string metric, int rank) => report.Primary == metric ? 0 : rank;

    private static string Marked(string value, string? basis) => basis is null || value == basis ? Markup.Escape(value) : $"[yellow]{Markup.Escape(value)}[/]";

    private static string Primary(ComparisonReport report, string metric, string text, bool isBest) =>
        metric != report.Primary ? text : isBest ? $"[bold green]{text}[/]" : $"[bold]{text}[/]";

    private static string Area(Figure figure) => ReportText.Area(figure.Mean) + (figure.Ci95 is { } half ? $" ± {ReportText.Area(half)}" : "");

    private static string OtherDifferences(VariantReport variant)
    {
        // Head and loss have columns of their own; what hangs below them goes without saying.
        string[] others = [.. variant.DiffersFromBase.Where(difference => !difference.StartsWith("head", StringComparison.Ordinal) && !difference.StartsWith("loss", StringComparison.Ordinal))];
        return others.Length switch
        {
            0 => "",
            1 => others[0],
            _ => $"{others[0]}, {others.Length - 1} more",
        };
    }

    private static string Tuned(ComparisonReport report)
    {
        string[] chosen = [.. report.Variants.Select(variant => (variant.Name, Text: ReportText.Tuned(variant))).Where(entry => entry.Text.Length > 0).Select(entry => $"{entry.Name}: {entry.Text}")];
        return chosen.Length == 0 ? "" : $"Tuned on validation data. {string.Join("; ", chosen)}.";
    }

    private static string Footnote(ComparisonReport report, bool colours) =>
        $"± is the half-width of a 95 % interval {(report.Seeds.Count == 1 ? "over other test classes and images" : MeasuredText.IntervalsOver(report))}. "
        + (colours ? "Yellow differs from the base. " : "") + "Chance: 50 % of pairs, 1/N of N-way episodes; a score without interaction cannot pass 75 % of pairs and stays at 1/N.";
}
