using System.Globalization;
using System.Xml.Linq;
using static SiameseDsl.Cli.Reports.Markup;

namespace SiameseDsl.Cli.Reports;

/// <summary>The promised picture: bars with intervals for each variant, and the line that arithmetic draws, 75 % for pairs and 1/N for episodes.</summary>
public static class ChartSvg
{
    private const double PanelWidth = 500;
    private const double Top = 74;
    private const double RowHeight = 25;
    private const double BarHeight = 13;
    private const double AxisHeight = 26;
    private const double ValueWidth = 98;
    private const double CharacterWidth = 7.4;
    private const int LongestName = 22;

    /// <summary>Writes the picture in one move.</summary>
    /// <exception cref="SiameseException">The file cannot be written.</exception>
    public static void Write(string path, ComparisonReport report) => ReportFile.Write(path, Standalone(report));

    /// <summary>A file of its own, for a README: pair accuracy beside the episodes with the most ways, in light and dark.</summary>
    public static string Standalone(ComparisonReport report)
    {
        IReadOnlyList<string> ways = WaysOf(report);
        double height = Height(report) + 24;
        var panels = new List<XElement> { Panel(report, null) };
        if (ways.Count > 0)
        {
            panels.Add(Panel(report, ways[^1]));
        }

        double width = (panels.Count * (PanelWidth + 12)) + 12;
        for (int i = 0; i < panels.Count; i++)
        {
            panels[i].SetAttributeValue("x", Number(12 + (i * (PanelWidth + 12))));
            panels[i].SetAttributeValue("y", "12");
            panels[i].SetAttributeValue("width", Number(PanelWidth));
            panels[i].SetAttributeValue("height", Number(Height(report)));
        }

        XElement svg = Draw(
            "svg",
            At("viewBox", $"0 0 {Number(width)} {Number(height)}"),
            At("width", width),
            At("height", height),
            At("role", "img"),
            Draw("title", $"{report.Family}: pair accuracy and one-shot accuracy of each variant"),
            Draw("desc", report.Sentence),
            Draw("style", ReportStyle.Colours + "\n" + ReportStyle.Chart),
            Box(0, 0, width, height, "paper", radius: 10),
            panels);
        return svg.ToString(SaveOptions.None).ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>One panel: pair accuracy where <paramref name="ways"/> is null, else the episodes of that many ways.</summary>
    internal static XElement Panel(ComparisonReport report, string? ways)
    {
        List<ChartRow> rows = Rows(report, ways);
        bool pairs = ways is null;
        double limit = pairs ? 0.75 : 1 / double.Parse(ways!, CultureInfo.InvariantCulture);
        double nameWidth = (Math.Min(LongestName, rows.Max(r => r.Name.Length)) * CharacterWidth) + 10;
        var axis = new Axis(nameWidth, PanelWidth - ValueWidth, pairs ? 0.5 : 0);
        double bottom = Top + (rows.Count * RowHeight) + 6;

        string title = pairs ? "Pair accuracy" : $"{ways}-way one-shot accuracy";
        string limitName = pairs ? "75 %: limit of a separable head" : $"1/{ways}: chance";
        string description = string.Join("; ", rows.Select(r => $"{r.Name} {ReportText.Percent(r.Figure)}")) + $". The dashed line stands at {ReportText.Percent(limit)}: {limitName}.";
        return Draw(
            "svg",
            At("viewBox", $"0 0 {Number(PanelWidth)} {Number(Height(report))}"),
            At("role", "img"),
            At("aria-label", $"{title}. {description}"),
            Draw("title", title),
            Draw("desc", description),
            Label(0, 16, title, "head"),
            Label(0, 34, pairs ? "same or different; bars start at chance, 50 %" : $"which of {ways} unseen candidates, one image of each", "sub"),
            axis.Ticks.Select(t => (object[])[Line(axis.X(t), Top - 6, axis.X(t), bottom, "grid"), Label(axis.X(t), bottom + 16, $"{Number(t * 100)} %", "tick")]),
            rows.Select((r, i) => Row(r, axis, Top + (i * RowHeight))),
            rows.FindIndex(r => r.Kind == "baseline") is > 0 and int first ? Line(0, Top + (first * RowHeight) - 1, PanelWidth, Top + (first * RowHeight) - 1, "rule") : null,
            Line(axis.X(limit), Top - 8, axis.X(limit), bottom, "limit"),
            LimitName(axis, limit, limitName));
    }

    internal static IReadOnlyList<string> WaysOf(ComparisonReport report) => ReportText.Ways(report.Variants[0].OneShot.Keys);

    private static double Height(ComparisonReport report) => Top + ((report.Variants.Count + report.Baselines.Count) * RowHeight) + 6 + AxisHeight;

    private static List<ChartRow> Rows(ComparisonReport report, string? ways)
    {
        List<ChartRow> rows =
        [
            .. report.Variants.Select((v, i) => new ChartRow(
                v.Name,
                i == 0 ? "best" : v.Name == "base" ? "basis" : "variant",
                ways is null ? v.PairAccuracy : v.OneShot[ways],
                v.Runs.Count < 2 ? [] : [.. v.Runs.Select(r => ways is null ? r.PairAccuracy : r.OneShot[ways])])),
        ];
        rows.AddRange(report.Baselines.Select(b => new ChartRow(b.Name, "baseline", new Figure(ways is null ? b.PairAccuracy : b.OneShot[ways], null), [])));
        return rows;
    }

    private static IEnumerable<XElement> Row(ChartRow row, Axis axis, double y)
    {
        double middle = y + (RowHeight / 2);
        double text = middle + 4.3;
        string shown = row.Name.Length <= LongestName ? row.Name : row.Name[..(LongestName - 1)] + "…";
        yield return Draw("text", At("x", axis.Left - 8), At("y", text), Class("name " + row.Kind), shown, shown == row.Name ? null : Draw("title", row.Name));
        yield return Box(axis.Left, middle - (BarHeight / 2), axis.X(row.Figure.Mean) - axis.Left, BarHeight, "bar " + row.Kind, radius: 2);
        if (row.Figure.Ci95 is { } half)
        {
            double low = axis.X(row.Figure.Mean - half);
            double high = axis.X(row.Figure.Mean + half);
            yield return Line(low, middle, high, middle, "whisker");
            yield return Line(low, middle - 4, low, middle + 4, "whisker");
            yield return Line(high, middle - 4, high, middle + 4, "whisker");
        }

        foreach (double run in row.Runs)
        {
            yield return Draw("circle", At("cx", axis.X(run)), At("cy", middle), At("r", 2.2), Class("run"));
        }

        yield return Label(PanelWidth, text, ReportText.Percent(row.Figure), "value " + row.Kind);
    }

    /// <summary>Above its line, pushed inwards where it would leave the picture.</summary>
    private static XElement LimitName(Axis axis, double limit, string name)
    {
        double half = name.Length * 6.3 / 2;
        return Label(Math.Clamp(axis.X(limit), half, PanelWidth - half), Top - 14, name, "limit-name");
    }

    private static string Number(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    private sealed record ChartRow(string Name, string Kind, Figure Figure, IReadOnlyList<double> Runs);

    /// <summary>A scale of shares from <paramref name="From"/> to 1; what lies outside is drawn at its end.</summary>
    private sealed record Axis(double Left, double Right, double From)
    {
        public IEnumerable<double> Ticks => From > 0 ? [0.5, 0.6, 0.7, 0.8, 0.9, 1] : [0, 0.25, 0.5, 0.75, 1];

        public double X(double share) => Left + ((Math.Clamp(share, From, 1) - From) / (1 - From) * (Right - Left - 12));
    }
}
