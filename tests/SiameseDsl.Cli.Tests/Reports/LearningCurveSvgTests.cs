using System.Globalization;
using System.Xml.Linq;
using SiameseDsl.Cli.Reports;

namespace SiameseDsl.Cli.Tests.Reports;

public class LearningCurveSvgTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly LearningPoint[] Ten = [.. Enumerable.Range(1, 10).Select(i => new LearningPoint(60 * i, 5.0 / i, 0.7 + (0.02 * i)))];

    private static XElement[] Panels(string? metric, int best, params LearningPoint[] points) => [.. XDocument.Parse(LearningCurveSvg.Draw("Digits/base, seed 1", metric, best, points)).Root!.Elements(Svg + "g")];

    private static string[] Texts(XElement panel, string @class) => [.. panel.Elements(Svg + "text").Where(text => (string?)text.Attribute("class") == @class).Select(text => text.Value)];

    private static (double X, double Y)[] Line(XElement panel) =>
    [
        .. panel.Elements(Svg + "path").Single().Attribute("d")!.Value.TrimStart('M').Split(" L").Select(corner => corner.Split(' ')).Select(corner => (Number(corner[0]), Number(corner[1]))),
    ];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Where a tick's line stands.</summary>
    private static double Height(XElement panel, string tick)
    {
        int place = Array.IndexOf(Texts(panel, "value"), tick);
        Assert.True(place >= 0, $"no tick {tick} among {string.Join(", ", Texts(panel, "value"))}");
        return Number(panel.Elements(Svg + "line").Where(line => (string?)line.Attribute("class") == "grid").ElementAt(place).Attribute("y1")!.Value);
    }

    [Fact]
    public void Epochs_stand_at_their_minutes_and_figures()
    {
        XElement panel = Panels("one_shot", 9, Ten)[1];
        Assert.Equal(["Validation one-shot accuracy"], Texts(panel, "head"));
        Assert.Equal(["88.0 % after 9 min 00 s, epoch 9"], Texts(panel, "sub"));
        Assert.Equal(["0", "2", "4", "6", "8", "10", "minutes of training"], Texts(panel, "tick"));

        (double X, double Y)[] line = Line(panel);
        Assert.Equal(10, line.Length);
        Assert.Equal(line[9].X - line[8].X, line[1].X - line[0].X, 1);
        Assert.Equal(Height(panel, "80 %"), line[4].Y, 1);
        Assert.Equal(Height(panel, "90 %"), line[9].Y, 1);

        XElement mark = panel.Element(Svg + "circle")!;
        Assert.Equal(line[8], (Number(mark.Attribute("cx")!.Value), Number(mark.Attribute("cy")!.Value)));
    }

    [Fact]
    public void A_loss_that_falls_far_is_drawn_by_powers_of_ten()
    {
        XElement far = Panels(null, 10, Ten).Single();
        Assert.Equal(["10 epochs, from 5 to 0.5 (logarithmic)"], Texts(far, "sub"));
        Assert.Equal(["0.5", "1", "2", "5"], Texts(far, "value"));
        Assert.Equal(Height(far, "0.5"), Line(far)[9].Y, 1);
        Assert.Equal(Height(far, "1"), Line(far)[4].Y, 1);

        XElement near = Panels(null, 2, new LearningPoint(1, 1, null), new LearningPoint(2, 0.5, null)).Single();
        Assert.Equal(["2 epochs, from 1 to 0.5"], Texts(near, "sub"));
        Assert.Equal(["0", "0.2", "0.4", "0.6", "0.8", "1"], Texts(near, "value"));
        Assert.Equal((Height(near, "0.4") + Height(near, "0.6")) / 2, Line(near)[1].Y, 1);
    }

    [Fact]
    public void Less_than_two_minutes_are_told_in_seconds() =>
        Assert.Equal(["0", "0.5", "1", "1.5", "2", "seconds of training"], Texts(Panels(null, 1, new LearningPoint(2, 1, null)).Single(), "tick"));

    [Fact]
    public void What_cannot_be_drawn_is_left_out()
    {
        Assert.Empty(Panels("one_shot", 1, new LearningPoint(1, double.NaN, null)));
        Assert.Equal("2 epochs, from 3 to 3", Texts(Panels("one_shot", 1, new LearningPoint(1, 3, null), new LearningPoint(2, double.NaN, null), new LearningPoint(3, 3, null)).Single(), "sub").Single());
    }

    [Fact]
    public void Nothing_depends_on_the_language()
    {
        string expected = LearningCurveSvg.Draw("Digits/base, seed 1", "one_shot", 9, Ten);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal(expected, LearningCurveSvg.Draw("Digits/base, seed 1", "one_shot", 9, Ten));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
