using System.Globalization;
using System.Xml.Linq;
using SiameseDsl.Cli.Reports;

namespace SiameseDsl.Cli.Tests.Reports;

public class HtmlReportTests
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static XDocument Render(ComparisonReport report) => XDocument.Parse(HtmlReport.ToHtml(report, SampleReport.Curves(report)));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void The_page_is_well_formed_and_says_the_sentence_first(int seeds)
    {
        ComparisonReport report = SampleReport.Digits(seeds);
        XDocument page = Render(report);
        Assert.Equal(report.Sentence, page.Descendants(Html + "h1").Single().Value.Replace('\u00A0', ' '));
        Assert.Contains(page.Descendants(Html + "code"), c => c.Value == report.Command);
    }

    [Fact]
    public void Both_lines_stand_at_their_place_on_the_scale()
    {
        XDocument page = Render(SampleReport.Digits());
        XElement[] panels = [.. page.Descendants(Svg + "svg").Where(s => s.Descendants(Svg + "line").Any(l => (string?)l.Attribute("class") == "limit"))];
        Assert.Equal(3, panels.Length);
        Assert.Contains("75 %", panels[0].Descendants(Svg + "text").Single(t => (string?)t.Attribute("class") == "limit-name").Value);
        Assert.Contains("1/5", panels[1].Descendants(Svg + "text").Single(t => (string?)t.Attribute("class") == "limit-name").Value);
        Assert.Contains("1/20", panels[2].Descendants(Svg + "text").Single(t => (string?)t.Attribute("class") == "limit-name").Value);
        Assert.Equal(0.5, Place(panels[0]), 2);
        Assert.Equal(0.2, Place(panels[1]), 2);
        Assert.Equal(0.05, Place(panels[2]), 2);
    }

    /// <summary>Where the line stands between the first and the last tick, 0 to 1.</summary>
    private static double Place(XElement panel)
    {
        double[] ticks = [.. panel.Elements(Svg + "line").Where(l => (string?)l.Attribute("class") == "grid").Select(l => X(l, "x1"))];
        return (X(panel.Elements(Svg + "line").Single(l => (string?)l.Attribute("class") == "limit"), "x1") - ticks[0]) / (ticks[^1] - ticks[0]);
    }

    private static double X(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    [Fact]
    public void Bars_are_as_long_as_their_figures_and_have_intervals()
    {
        XElement panel = Render(SampleReport.Digits()).Descendants(Svg + "svg").First();
        double[] ticks = [.. panel.Elements(Svg + "line").Where(l => (string?)l.Attribute("class") == "grid").Select(l => X(l, "x1"))];
        XElement bar = panel.Elements(Svg + "rect").Single(r => (string?)r.Attribute("class") == "bar basis");
        Assert.Equal((0.748 - 0.5) / 0.5, X(bar, "width") / (ticks[^1] - ticks[0]), 2);
        Assert.Equal(6, panel.Elements(Svg + "rect").Count());
        Assert.Equal(4 * 3, panel.Elements(Svg + "line").Count(l => (string?)l.Attribute("class") == "whisker"));
    }

    [Fact]
    public void Every_picture_speaks_to_a_screen_reader()
    {
        XDocument page = Render(SampleReport.Digits());
        Assert.All(page.Descendants(Svg + "svg"), s =>
        {
            Assert.Equal("img", (string?)s.Attribute("role"));
            Assert.NotEqual("", (string?)s.Attribute("aria-label"));
        });
        Assert.Contains("pixels 71.3 %", (string?)page.Descendants(Svg + "svg").First().Attribute("aria-label"));
    }

    [Fact]
    public void Nothing_is_fetched_and_nothing_runs()
    {
        XDocument page = Render(SampleReport.Digits());
        string[] forbidden = ["script", "link", "img", "iframe", "object", "embed", "image", "use"];
        Assert.DoesNotContain(page.Descendants(), e => forbidden.Contains(e.Name.LocalName));
        Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName is "href" or "src" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain("url(", page.ToString());
        Assert.DoesNotContain("@import", page.ToString());
    }

    [Fact]
    public void Baselines_stand_in_every_picture_and_in_the_table()
    {
        XDocument page = Render(SampleReport.Digits());
        Assert.All(["pixels", "untrained"], name =>
        {
            Assert.Equal(3, page.Descendants(Svg + "text").Count(t => t.Value == name));
            Assert.Equal(1, page.Descendants(Html + "td").Count(t => t.Value == name));
        });
    }

    [Fact]
    public void Each_row_of_the_table_has_a_cell_for_each_protocol()
    {
        XElement table = Render(SampleReport.Digits()).Descendants(Html + "table").First();
        int columns = table.Descendants(Html + "th").Count();
        Assert.All(table.Descendants(Html + "tbody").Elements(Html + "tr"), row => Assert.Equal(columns, row.Elements(Html + "td").Count()));
        Assert.Contains("5-way one-shot", table.Descendants(Html + "th").Select(h => h.Value));
        Assert.Contains("20-way one-shot", table.Descendants(Html + "th").Select(h => h.Value));
        Assert.Equal("pair accuracy", table.Descendants(Html + "th").Single(h => (string?)h.Attribute("class") == "primary").Value);
    }

    [Fact]
    public void Names_and_commands_cannot_inject_markup()
    {
        ComparisonReport report = SampleReport.Digits();
        report = report with
        {
            Command = "siamese compare \"<script>alert(1)</script>\" & more",
            Data = report.Data with { Name = "folder:</style><script>" },
            Variants = [report.Variants[0] with { DiffersFromBase = ["head: <b> → \"&\""] }],
        };
        string html = HtmlReport.ToHtml(report, []);
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<b>", html);
        Assert.Contains("&lt;script&gt;alert(1)", html);
        XDocument.Parse(html);
    }

    [Fact]
    public void The_page_is_the_same_in_every_culture_and_ends_its_lines_with_lf()
    {
        string invariant = HtmlReport.ToHtml(SampleReport.Digits(), []);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(invariant, HtmlReport.ToHtml(SampleReport.Digits(), []));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.DoesNotContain('\r', invariant);
    }

    [Fact]
    public void The_style_needs_no_escaping_so_that_an_html_reader_takes_it_as_it_stands()
    {
        string html = HtmlReport.ToHtml(SampleReport.Digits(), []);
        string style = html[html.IndexOf("<style>", StringComparison.Ordinal)..html.IndexOf("</style>", StringComparison.Ordinal)];
        Assert.DoesNotContain("&", style);
        Assert.Contains("prefers-color-scheme: dark", style);
        Assert.Contains("@media print", style);
    }

    [Fact]
    public void The_picture_for_a_readme_is_one_file_of_its_own()
    {
        XDocument svg = XDocument.Parse(ChartSvg.Standalone(SampleReport.Digits()));
        Assert.Equal(Svg + "svg", svg.Root!.Name);
        Assert.Equal(2, svg.Root.Elements(Svg + "svg").Count());
        Assert.Equal(2, svg.Descendants(Svg + "line").Count(l => (string?)l.Attribute("class") == "limit"));
        Assert.Contains("--paper", svg.Root.Element(Svg + "style")!.Value);
    }
}
