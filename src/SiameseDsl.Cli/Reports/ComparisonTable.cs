using System.Globalization;
using System.Xml.Linq;
using static SiameseDsl.Cli.Reports.Markup;

namespace SiameseDsl.Cli.Reports;

/// <summary>The comparisons of one scope. The two scopes never share a table: they answer different questions.</summary>
internal static class ComparisonTable
{
    private const double Level = 0.05;

    public static IEnumerable<XElement> Of(ComparisonReport report, string scope, string question, string explanation)
    {
        ComparisonEntry[] entries = [.. report.Comparisons.Where(c => c.Scope == scope)];
        yield return Tag("h3", question);
        yield return Tag("p", Class("note"), explanation);
        if (entries.Length > 0)
        {
            yield return Tag(
                "div",
                Class("wide"),
                Tag(
                    "table",
                    Tag("thead", Tag("tr", Tag("th", "is"), Tag("th", Class("text"), scope == "recipe" ? "better than" : "other than"), Tag("th", $"difference in {ReportText.MetricName(entries[0].Metric)}"), Tag("th", "p, Holm"), Tag("th", Class("text"), "answer"))),
                    Tag("tbody", entries.Select(Row))));
        }
    }

    private static XElement Row(ComparisonEntry entry) => Tag(
        "tr",
        Tag("td", entry.A),
        Tag("td", Class("text"), entry.B),
        Tag("td", Difference(entry)),
        Tag("td", entry.PValue is { } p ? ReportText.PValue(p).Replace("p = ", "", StringComparison.Ordinal).Replace("p < ", "< ", StringComparison.Ordinal) : "–"),
        Tag("td", Class("text " + (entry.PValue < Level ? "yes" : "no")), Answer(entry)));

    private static string Answer(ComparisonEntry entry)
    {
        if (entry.PValue is not { } p)
        {
            return "cannot be told";
        }

        bool better = entry.Difference > 0 != ReportText.SmallerIsBetter(entry.Metric);
        return p >= Level ? NotShown(entry) : entry.Scope == "recipe" && !better ? "no, worse" : "yes";
    }

    private static string NotShown(ComparisonEntry entry) => entry.MoreSeeds is { } more
        ? string.Create(CultureInfo.InvariantCulture, $"no difference found; {more:N0} more {(more == 1 ? "seed" : "seeds")} would settle one of this size")
        : "no difference found";

    private static string Difference(ComparisonEntry entry)
    {
        bool area = entry.Metric == "auc";
        string difference = area ? entry.Difference.ToString("+0.0000;−0.0000;0.0000", CultureInfo.InvariantCulture) : ReportText.Points(entry.Difference);
        string half = entry.Ci95 is not { } ci ? "" : " ± " + (area ? ReportText.Area(ci) : ReportText.Points(ci).TrimStart('+'));
        return difference + half + (area ? "" : " points");
    }
}
