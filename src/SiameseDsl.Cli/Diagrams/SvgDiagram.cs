using System.Globalization;
using System.Xml.Linq;
using SiameseDsl.Graphs;

namespace SiameseDsl.Cli.Diagrams;

/// <summary>Draws a network from top to bottom: the images go in at the top, each on a lane of its own; a box that all lanes go through is tied; the head brings the lanes together.</summary>
internal sealed class SvgDiagram
{
    private const double Margin = 28;
    private const double Top = 66;
    private const double ChipHeight = 34;
    private const double HeadHeight = 44;
    private const double BetweenLanes = 36;
    private const double NearLanes = 112;
    private const double Gap = LayerStack.LongGap;

    private readonly ModelGraph plan;
    private readonly NetworkOutline outline;
    private readonly SvgCanvas canvas = new();
    private readonly double[] lanes;
    private readonly double content;
    private readonly double width;

    private SvgDiagram(ModelGraph plan)
    {
        this.plan = plan;
        outline = NetworkOutline.Of(plan);
        double head = Math.Max(Math.Max(LayerStack.WidthOf(Layer.All(plan.HeadLayers)), Needed(plan.Head, DiagramText.Head(plan))), Needed(plan.Loss, DiagramText.Loss(plan)));
        double tied = Widest(outline.Stretches.Where(stretch => stretch.IsTied).SelectMany(stretch => stretch.Layers));
        double[] own = [.. outline.Lanes.Select((lane, i) => Math.Max(Chip(lane), Widest(outline.Stretches.Where(stretch => !stretch.IsTied).Select(stretch => stretch.Layers[i]))))];
        double chips = outline.Lanes.Sum(Chip) + (BetweenLanes * (outline.Lanes.Count - 1));
        double lanesWidth = outline.IsShared ? Math.Max(chips, tied) : own.Sum() + (BetweenLanes * (own.Length - 1));
        content = Math.Max(Math.Max(lanesWidth, tied), head);
        double title = Math.Max(TextWidth.Of(plan.Name, 17, bold: true), TextWidth.Of(DiagramText.Summary(plan), 12));
        width = Math.Max(content, title) + (2 * Margin);
        lanes = outline.IsShared ? Spread(outline.Lanes.Count, NearLanes) : Columns(own, (width - lanesWidth) / 2);
    }

    /// <summary>The drawing as an SVG document of its own.</summary>
    public static string Write(ModelGraph plan) => new SvgDiagram(plan).Draw().ToString() + "\n";

    private XElement Draw()
    {
        canvas.Write(Margin, 34, plan.Name, "title");
        canvas.Write(Margin, 53, DiagramText.Summary(plan), "subtitle");
        var ends = new LaneEnd[lanes.Length];
        double[] chips = outline.IsShared ? ChipColumns() : lanes;
        for (int i = 0; i < lanes.Length; i++)
        {
            Lane lane = outline.Lanes[i];
            double size = Chip(lane);
            canvas.Node(new Frame(chips[i] - (size / 2), Top, size, ChipHeight), $"own{i % DiagramStyle.LaneColours}", lane.Name, DiagramText.Shape(lane.InputShape));
            ends[i] = new LaneEnd(chips[i], Top + ChipHeight, LaneClass(i), "");
        }

        foreach (Stretch stretch in outline.Stretches)
        {
            ends = stretch.IsTied ? DrawTied(stretch, ends) : DrawOwn(stretch, ends);
        }

        double bottom = DrawHead(ends);
        bottom = DrawLegend(bottom);
        return canvas.Document(width, bottom + Margin, plan.Name, DiagramText.Summary(plan));
    }

    private LaneEnd[] DrawOwn(Stretch stretch, LaneEnd[] ends)
    {
        var next = new LaneEnd[ends.Length];
        for (int i = 0; i < ends.Length; i++)
        {
            var stack = new LayerStack(canvas, $"own{i % DiagramStyle.LaneColours}");
            next[i] = stack.Draw([stretch.Layers[i]], [ends[i]], [lanes[i]], LayerStack.WidthOf(stretch.Layers[i]), lanes[i])[0];
        }

        return next;
    }

    private LaneEnd[] DrawTied(Stretch stretch, LaneEnd[] ends)
    {
        // A tied box reaches over all the lanes that go through it.
        double span = outline.IsShared ? LayerStack.WidthOf(stretch.Layers[0]) : Math.Max(LayerStack.WidthOf(stretch.Layers[0]), lanes[^1] - lanes[0] + 120);
        double centre = outline.IsShared ? width / 2 : (lanes[0] + lanes[^1]) / 2;
        return new LayerStack(canvas, "tied").Draw(stretch.Layers, ends, lanes, span, centre);
    }

    private double DrawHead(LaneEnd[] ends)
    {
        double centre = lanes.Average();
        double size = Math.Max(Needed(plan.Head, DiagramText.Head(plan)), Math.Min(content, 240));
        double y = ends.Max(end => end.Y) + Gap + 14;
        double[] entries = Spread(ends.Length, Math.Min(60, size / (ends.Length + 1)), centre);
        for (int i = 0; i < ends.Length; i++)
        {
            canvas.Flow(ends[i].X, ends[i].Y, entries[i], y, ends[i].Class);
        }

        // The embedding's shape always stands here, even where the last layer leaves it as it was.
        LayerStack.WriteShapes(canvas, [.. ends.Select((end, i) => end with { Shape = DiagramText.Embedding(plan, i) })], y, bends: !outline.IsShared);
        canvas.Node(new Frame(centre - (size / 2), y, size, HeadHeight), "head", plan.Head, DiagramText.Head(plan));
        var end = new LaneEnd(centre, y + HeadHeight, "", "");
        IReadOnlyList<Layer> layers = Layer.All(plan.HeadLayers);
        if (layers.Count > 0)
        {
            end = new LayerStack(canvas, "plain").Draw([layers], [end with { Shape = DiagramText.Shape(layers[0].Operation.Input) }], [centre], LayerStack.WidthOf(layers), centre)[0];
        }

        double scoreY = end.Y + Gap;
        canvas.Flow(end.X, end.Y, centre, scoreY, "");
        canvas.Node(new Frame(centre - 46, scoreY, 92, 28), "end", "score");
        double lossSize = Needed(plan.Loss, DiagramText.Loss(plan));
        double lossY = scoreY + 28 + Gap;
        canvas.Flow(centre, scoreY + 28, centre, lossY, "training");
        canvas.Node(new Frame(centre - (lossSize / 2), lossY, lossSize, DiagramText.Loss(plan).Length > 0 ? 40 : 30), "loss", plan.Loss, DiagramText.Loss(plan));
        canvas.Label(centre, lossY - (Gap / 2) - 3, "in training");
        return lossY + 40;
    }

    private double DrawLegend(double bottom)
    {
        if (plan.Towers.Count == 1)
        {
            return bottom;
        }

        double y = bottom + 20;
        bool anyTied = outline.Stretches.Any(stretch => stretch.Layers.Any(layers => layers.Any(layer => layer.Operation.Tied)));
        if (anyTied)
        {
            canvas.Chain(new Frame(Margin - 8, y - 15, 30, 10));
            canvas.Write(Margin + 24, y, outline.Stretches.Any(stretch => stretch.Layers.Any(layers => layers.Any(layer => layer.TiedWith.Count > 0)))
                ? "tied: the same weights for every lane, or for those that are named"
                : "tied: the same weights for every lane", "key");
        }
        else
        {
            canvas.Write(Margin, y, "every lane has weights of its own", "key");
        }

        return y;
    }

    private double[] ChipColumns()
    {
        double[] sizes = [.. outline.Lanes.Select(Chip)];
        return Columns(sizes, (width - (sizes.Sum() + (BetweenLanes * (sizes.Length - 1)))) / 2);
    }

    private static double[] Columns(double[] sizes, double left)
    {
        var centres = new double[sizes.Length];
        for (int i = 0; i < sizes.Length; i++)
        {
            centres[i] = left + (sizes[i] / 2);
            left += sizes[i] + BetweenLanes;
        }

        return centres;
    }

    private double[] Spread(int count, double distance) => Spread(count, distance, width / 2);

    private static double[] Spread(int count, double distance, double centre) => [.. Enumerable.Range(0, count).Select(i => centre + ((i - ((count - 1) / 2.0)) * distance))];

    private static double Widest(IEnumerable<IReadOnlyList<Layer>> lists) => lists.Select(LayerStack.WidthOf).DefaultIfEmpty(0).Max();

    private static double Needed(string name, string what) => Math.Max(TextWidth.Of(name, 13, bold: true), TextWidth.Of(what, 11)) + 36;

    private static double Chip(Lane lane) => Math.Max(110, Needed(lane.Name, DiagramText.Shape(lane.InputShape)));

    private static string LaneClass(int lane) => "lane" + (lane % DiagramStyle.LaneColours).ToString(CultureInfo.InvariantCulture);
}

/// <summary>Where a lane has come to.</summary>
/// <param name="X">Its place from the left.</param>
/// <param name="Y">Its place from the top.</param>
/// <param name="Class">Its colour.</param>
/// <param name="Shape">The shape that has not been written yet.</param>
internal readonly record struct LaneEnd(double X, double Y, string Class, string Shape);
