using System.Xml.Linq;
using static SiameseDsl.Cli.Reports.Markup;

namespace SiameseDsl.Cli.Reports;

/// <summary>The table of variants and baselines: one column for each protocol.</summary>
internal static class VariantTable
{
    private const int ShownDifferences = 3;

    public static XElement Of(ComparisonReport report)
    {
        IReadOnlyList<string> ways = ChartSvg.WaysOf(report);
        return Tag(
            "table",
            Tag(
                "thead",
                Tag(
                    "tr",
                    Tag("th", "variant"),
                    Head(report, "pair_accuracy", "pair accuracy"),
                    Head(report, "auc", "AUC"),
                    Head(report, "eer", "EER"),
                    ways.Select(w => Head(report, w == ways[^1] ? "one_shot" : "", $"{w}-way one-shot")),
                    Tag("th", "parameters"),
                    Tag("th", "training"))),
            Tag("tbody", report.Variants.Select((v, i) => Row(report, v, ways, i == 0))),
            report.Baselines.Count == 0 ? null : Tag("tbody", report.Baselines.Select(b => Row(report, b, ways))));
    }

    private static XElement Row(ComparisonReport report, VariantReport variant, IReadOnlyList<string> ways, bool best) => Tag(
        "tr",
        best ? Class("best") : null,
        Tag(
            "td",
            variant.Name,
            variant.Name == "base" ? Tag("span", Class("tag"), "what the others patch") : null,
            Tag("span", Class("kinds"), $"{variant.Head} head, {variant.Loss} loss"),
            ReportText.Tuned(variant) is { Length: > 0 } tuned ? Tag("div", Class("differs"), "tuned: " + tuned) : null,
            Differences(variant)),
        Cell(report, "pair_accuracy", Rate(variant.PairAccuracy)),
        Cell(report, "auc", Area(variant.Auc)),
        Cell(report, "eer", Rate(variant.Eer)),
        ways.Select(w => Cell(report, w == ways[^1] ? "one_shot" : "", Rate(variant.OneShot[w]))),
        Tag("td", ReportText.Count(variant.Parameters), Small($"embedding of {ReportText.Count(variant.EmbeddingSize)}")),
        Tag("td", ReportText.Seconds(variant.TrainSeconds), Small($"{ReportText.Count((long)Math.Round(variant.ImagesPerSecond))} images/s")));

    private static XElement Row(ComparisonReport report, BaselineReport baseline, IReadOnlyList<string> ways) => Tag(
        "tr",
        Class("baseline"),
        Tag("td", baseline.Name),
        Cell(report, "pair_accuracy", ReportText.Percent(baseline.PairAccuracy)),
        Cell(report, "auc", ReportText.Area(baseline.Auc)),
        Cell(report, "eer", ReportText.Percent(baseline.Eer)),
        ways.Select(w => Cell(report, w == ways[^1] ? "one_shot" : "", ReportText.Percent(baseline.OneShot[w]))),
        Tag("td", "–"),
        Tag("td", "not trained"));

    private static object?[] Rate(Figure rate) => [ReportText.Percent(rate.Mean), rate.Ci95 is { } half ? Small(ReportText.HalfWidth(half, rate.Mean)) : null];

    private static object?[] Area(Figure auc) => [ReportText.Area(auc.Mean), auc.Ci95 is { } half ? Small("± " + ReportText.Area(half)) : null];

    private static XElement Small(string text) => Tag("span", Class("small"), text);

    /// <summary>What differs from the base: a few values stand open, a long list folds.</summary>
    private static XElement? Differences(VariantReport variant)
    {
        if (variant.DiffersFromBase.Count == 0)
        {
            return null;
        }

        XElement[] lines = [.. variant.DiffersFromBase.Select(d => Tag("div", d))];
        return lines.Length <= ShownDifferences
            ? Tag("div", Class("differs"), lines)
            : Tag("details", Class("differs"), Tag("summary", lines[0].Value + $" and {ReportText.Count(lines.Length - 1)} more"), lines[1..]);
    }

    private static XElement Head(ComparisonReport report, string metric, string text) => Tag("th", metric == report.Primary ? Class("primary") : null, text);

    private static XElement Cell(ComparisonReport report, string metric, params object?[] content) => Tag("td", metric == report.Primary ? Class("primary") : null, content);
}
