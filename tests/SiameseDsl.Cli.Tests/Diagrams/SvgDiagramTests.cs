using System.Globalization;
using System.Xml.Linq;
using SiameseDsl.Cli.Diagrams;
using SiameseDsl.Cli.Tests.Hosting;
using SiameseDsl.Graphs;
using SiameseDsl.Models;

namespace SiameseDsl.Cli.Tests.Diagrams;

/// <summary>The drawing as geometry: every layer is there, inside the picture, over no other, with its text inside its box.</summary>
public sealed class SvgDiagramTests
{
    public static IEnumerable<ModelGraph> Graphs => [.. SiameseModels.All.Select(entry => entry.Plan), SampleGraphs.Named, SampleGraphs.Residual, SampleGraphs.Deep];

    public static TheoryData<string> Names => [.. Graphs.Select(graph => graph.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Everything_lies_inside_the_picture(string name)
    {
        XElement svg = Draw(name);
        double[] view = [.. svg.Attribute("viewBox")!.Value.Split(' ').Select(Parse)];
        foreach (XElement rect in svg.Descendants().Where(element => element.Name.LocalName == "rect"))
        {
            Rectangle box = Rectangle.Of(rect);
            Assert.True(box.Left >= 0 && box.Top >= 0 && box.Right <= view[2] && box.Bottom <= view[3], rect.ToString());
        }

        foreach (XElement text in svg.Descendants().Where(element => element.Name.LocalName == "text"))
        {
            Assert.InRange(Parse(text.Attribute("x")!.Value), 0, view[2]);
            Assert.InRange(Parse(text.Attribute("y")!.Value), 0, view[3]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_two_boxes_overlap(string name)
    {
        Rectangle[] boxes = [.. Nodes(Draw(name)).Select(node => node.Box)];
        for (int i = 0; i < boxes.Length; i++)
        {
            for (int j = i + 1; j < boxes.Length; j++)
            {
                Assert.False(boxes[i].Overlaps(boxes[j]), $"{boxes[i]} lies over {boxes[j]}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Shapes_stand_beside_boxes_and_not_on_them(string name)
    {
        XElement svg = Draw(name);
        Rectangle[] pills = [.. svg.Descendants().Where(element => Class(element) == "pill").Select(Rectangle.Of)];
        foreach (Rectangle pill in pills)
        {
            Assert.DoesNotContain(Nodes(svg), node => node.Box.Overlaps(pill));
        }

        Assert.NotEmpty(pills);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_line_goes_through_a_box(string name)
    {
        XElement svg = Draw(name);
        foreach (XElement path in svg.Descendants().Where(element => Class(element)?.StartsWith("flow", StringComparison.Ordinal) == true))
        {
            Assert.All(Points(path.Attribute("d")!.Value), point => Assert.DoesNotContain(Nodes(svg), node => node.Box.Contains(point.X, point.Y, margin: 1.5)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_layer_the_head_and_the_loss_are_there(string name)
    {
        ModelGraph graph = Graphs.Single(candidate => candidate.Name == name);
        XElement svg = Draw(name);
        HashSet<string> drawn = [.. svg.Descendants().Select(element => element.Attribute("data-name")?.Value).OfType<string>()];
        foreach (GraphOperation operation in graph.Towers.SelectMany(tower => Flat(tower.Operations)).Concat(Flat(graph.HeadLayers)))
        {
            Assert.True(drawn.Contains(operation.Name) || svg.Descendants().Any(element => element.Value.Contains(operation.Kind, StringComparison.Ordinal)), operation.Name);
            Assert.True(operation.Parameters == 0 || drawn.Contains(operation.Name), operation.Name);
        }

        Assert.Contains(graph.Head, drawn);
        Assert.Contains(graph.Loss, drawn);
        Assert.Contains("score", drawn);
    }

    [Fact]
    public void A_tied_layer_is_one_box_over_all_lanes_with_a_mark()
    {
        XElement svg = Draw("Domains/base");
        Rectangle[] stems = [.. Nodes(svg).Where(node => node.Name == "stem").Select(node => node.Box)];
        Rectangle body = Assert.Single(Nodes(svg), node => node.Name == "body").Box;

        Assert.Equal(2, stems.Length);
        Assert.All(stems, stem => Assert.True(body.Left < (stem.Left + stem.Right) / 2 && (stem.Left + stem.Right) / 2 < body.Right));
        Assert.Contains(svg.Descendants(), element => Class(element) == "mark");
        Assert.DoesNotContain(Draw("Domains/separate").Descendants(), element => Class(element) == "mark");
    }

    [Fact]
    public void What_stands_inside_a_composite_lies_inside_its_frame()
    {
        XElement svg = Draw("Sample/residual");
        Rectangle group = Rectangle.Of(svg.Descendants().First(element => element.Attribute("data-name")?.Value == "res1").Elements().First(element => element.Name.LocalName == "rect"));

        Assert.All(Nodes(svg).Where(node => node.Name is "inner1" or "relu1" or "inner2"), node => Assert.True(group.Holds(node.Box)));
        Assert.False(group.Overlaps(Nodes(svg).Single(node => node.Name == "first").Box));
    }

    [Fact]
    public void The_command_writes_the_drawing_to_a_file_or_prints_it()
    {
        using var directory = new TemporaryDirectory();

        CliResult printed = CommandLine.Run("describe", "Digits/l1", "--diagram", "svg");
        CliResult written = CommandLine.Run("describe", "Digits/l1", "--diagram", "svg", "--out", directory["l1.svg"]);

        Assert.Equal((0, 0), (printed.ExitCode, written.ExitCode));
        Assert.Equal("", written.Out);
        Assert.Equal(printed.Out, File.ReadAllText(directory["l1.svg"]));
        Assert.Equal("svg", XDocument.Parse(printed.Out).Root!.Name.LocalName);
    }

    [Theory]
    [InlineData("--out x.svg")]
    [InlineData("--diagram svg --json")]
    [InlineData("--diagram png")]
    public void Options_that_do_not_go_together_are_wrong_usage(string options) => Assert.Equal(2, CommandLine.Run(["describe", "Digits", .. options.Split(' ')]).ExitCode);

    private static XElement Draw(string name) => XElement.Parse(SvgDiagram.Write(Graphs.Single(graph => graph.Name == name)));

    // A line is straight down (M x y V y) or one cubic curve (M x y C ...).
    private static IEnumerable<(double X, double Y)> Points(string path)
    {
        double[] n = [.. path.Split(['M', 'V', 'C', ' '], StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
        double[] x = n.Length == 3 ? [n[0], n[0], n[0], n[0]] : [n[0], n[2], n[4], n[6]];
        double[] y = n.Length == 3 ? [n[1], n[1], n[2], n[2]] : [n[1], n[3], n[5], n[7]];
        for (double t = 0; t <= 1; t += 0.05)
        {
            yield return (Bezier(x, t), Bezier(y, t));
        }

        static double Bezier(double[] p, double t) => (Math.Pow(1 - t, 3) * p[0]) + (3 * Math.Pow(1 - t, 2) * t * p[1]) + (3 * (1 - t) * t * t * p[2]) + (t * t * t * p[3]);
    }

    private static IReadOnlyList<(string Name, Rectangle Box)> Nodes(XElement svg) =>
        [.. svg.Descendants().Where(element => Class(element) == "node").Select(node => (node.Attribute("data-name")!.Value, Rectangle.Of(node.Elements().First(element => element.Name.LocalName == "rect"))))];

    private static IEnumerable<GraphOperation> Flat(IEnumerable<GraphOperation> operations) => operations.SelectMany(operation => Flat(operation.Branches.SelectMany(branch => branch)).Prepend(operation));

    private static string? Class(XElement element) => element.Attribute("class")?.Value;

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private readonly record struct Rectangle(double Left, double Top, double Right, double Bottom)
    {
        public static Rectangle Of(XElement rect)
        {
            double x = Number(rect, "x"), y = Number(rect, "y");
            return new Rectangle(x, y, x + Number(rect, "width"), y + Number(rect, "height"));
        }

        public bool Overlaps(Rectangle other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

        public bool Contains(double x, double y, double margin) => Left + margin < x && x < Right - margin && Top + margin < y && y < Bottom - margin;

        public bool Holds(Rectangle other) => Left <= other.Left && other.Right <= Right && Top <= other.Top && other.Bottom <= Bottom;

        private static double Number(XElement element, string name) => Parse(element.Attribute(name)!.Value);
    }
}
