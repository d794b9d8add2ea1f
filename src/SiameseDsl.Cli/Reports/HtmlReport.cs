using System.Xml.Linq;
using static SiameseDsl.Cli.Reports.Markup;

namespace SiameseDsl.Cli.Reports;

/// <summary>report.html: the comparison for people, in one file without scripts or outside resources; it is XML as well.</summary>
public static class HtmlReport
{
    /// <summary>Writes the report in one move.</summary>
    /// <param name="path">The file.</param>
    /// <param name="report">The comparison.</param>
    /// <param name="curves">Training curves; empty where they are not known.</param>
    /// <exception cref="SiameseException">The file cannot be written.</exception>
    public static void Write(string path, ComparisonReport report, IReadOnlyList<TrainingCurve> curves) => ReportFile.Write(path, ToHtml(report, curves));

    /// <summary>The report as text.</summary>
    public static string ToHtml(ComparisonReport report, IReadOnlyList<TrainingCurve> curves)
    {
        XElement html = Tag(
            "html",
            At("lang", "en"),
            Tag(
                "head",
                Tag("meta", At("charset", "utf-8")),
                Tag("meta", At("name", "viewport"), At("content", "width=device-width, initial-scale=1")),
                Tag("title", $"{report.Family} on {report.Data.Name}: comparison"),
                Tag("style", "\n" + ReportStyle.Colours + "\n" + ReportStyle.Chart + "\n" + ReportStyle.Page + "\n")),
            Tag("body", Tag("main", Header(report), Charts(report), Variants(report), Comparisons(report), Curves(report, curves), Measured(report), Repeat(report))));
        return "<!DOCTYPE html>\n" + html.ToString(SaveOptions.DisableFormatting).ReplaceLineEndings("\n") + "\n";
    }

    private static XElement Header(ComparisonReport report) => Tag(
        "header",
        Tag("p", Class("kicker"), $"{report.Family} on {report.Data.Name}"),
        Tag("h1", Unbroken(report.Sentence)),
        Tag("p", Class("note"), MeasuredText.Summary(report)));

    private static XElement Charts(ComparisonReport report) => Tag(
        "section",
        At("aria-label", "The picture"),
        Tag(
            "div",
            Class("charts"),
            Tag("figure", ChartSvg.Panel(report, null)),
            ChartSvg.WaysOf(report).Select(w => Tag("figure", ChartSvg.Panel(report, w))),
            Tag(
                "div",
                Class("read"),
                Tag(
                    "ul",
                    Class("key"),
                    Tag("li", Tag("span", Class("best")), $"best by {ReportText.MetricName(report.Primary)}"),
                    Tag("li", Tag("span", Class("variant")), "variant"),
                    Tag("li", Tag("span", Class("basis")), "base"),
                    Tag("li", Tag("span", Class("baseline")), "not trained")),
                Tag("p", Class("note"), $"Whiskers are 95 % intervals {MeasuredText.IntervalsOver(report)}{(report.Seeds.Count > 1 ? "; each dot is one run" : "")}."),
                Tag("p", Class("note"), MeasuredText.Arithmetic))));

    private static XElement Variants(ComparisonReport report) => Tag(
        "section",
        Tag("h2", "Variants"),
        Tag("p", Class("note"), $"Best first, by {ReportText.MetricName(report.Primary)} on test data. Every column is one protocol; columns do not compare with each other."),
        Tag("div", Class("wide"), VariantTable.Of(report)));

    private static XElement? Comparisons(ComparisonReport report) => report.Comparisons.Count == 0 ? null : Tag(
        "section",
        Tag("h2", "Comparisons"),
        ComparisonTable.Of(report, "models", "Are these trained models different?", MeasuredText.ModelsScope(report)),
        ComparisonTable.Of(report, "recipe", "Is this recipe better than that one?", MeasuredText.RecipeScope(report)));

    private static XElement? Curves(ComparisonReport report, IReadOnlyList<TrainingCurve> curves)
    {
        string[] order = [.. report.Variants.Select(v => v.Name)];
        XElement[] pictures =
        [
            .. curves.Where(c => c.Points.Count > 0).GroupBy(c => c.Variant).OrderBy(g => Array.IndexOf(order, g.Key)).Select(g => Tag("figure", CurveSvg.Of(g.Key, [.. g]))),
        ];
        return pictures.Length == 0 ? null : Tag(
            "section",
            Tag("h2", "Training"),
            Tag("p", Class("note"), "Mean training loss of each epoch from zero to its own highest value, since losses of different kinds do not compare; the second line, where there is one, is the figure on validation data from 0 to 100 %. One line a seed."),
            Tag("div", Class("curves"), pictures));
    }

    private static XElement Measured(ComparisonReport report) => Tag(
        "section",
        Tag("h2", "How it was measured"),
        Tag("dl", MeasuredText.Facts(report).Select(f => (object[])[Tag("dt", f.Name), Tag("dd", f.Text)])));

    private static XElement? Repeat(ComparisonReport report) => report.Command.Length == 0 ? null : Tag(
        "section",
        Tag("h2", "Repeat it"),
        Tag("pre", Tag("code", report.Command)));

    /// <summary>A number stays on the line of its unit or sign.</summary>
    private static string Unbroken(string sentence) => sentence
        .Replace(" %", "\u00A0%", StringComparison.Ordinal)
        .Replace("p < ", "p\u00A0<\u00A0", StringComparison.Ordinal)
        .Replace("p = ", "p\u00A0=\u00A0", StringComparison.Ordinal);
}
