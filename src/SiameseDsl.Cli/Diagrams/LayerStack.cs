using SiameseDsl.Graphs;

namespace SiameseDsl.Cli.Diagrams;

/// <summary>Draws a list of layers below each other, and lists that stand inside a layer beside each other.</summary>
/// <param name="canvas">Where it draws.</param>
/// <param name="colour">The class of the boxes.</param>
internal sealed class LayerStack(SvgCanvas canvas, string colour)
{
    /// <summary>The distance of two boxes with a shape between them.</summary>
    public const double LongGap = 36;

    // Lanes that lie nearer have room for one shape between them.
    private const double NearLanes = 130;
    private const double ShortGap = 16;
    private const double BoxHeight = 42;
    private const double SlimHeight = 22;
    private const double Smallest = 150;
    private const double Largest = 330;
    private const double GroupPadding = 14;
    private const double GroupTop = 24;
    private const double BetweenBranches = 18;
    private const double Identity = 70;
    private const double Bundle = 8;
    private const double LabelDrop = 15;

    /// <summary>The width that a list needs.</summary>
    public static double WidthOf(IReadOnlyList<Layer> layers) => layers.Select(WidthOf).DefaultIfEmpty(0).Max();

    /// <summary>Draws a list that all the lanes go through.</summary>
    /// <param name="layers">The layers, once for each lane or once for all; they differ in shapes only.</param>
    /// <param name="ends">Where the lanes have come to.</param>
    /// <param name="columns">Where the lanes go through the boxes.</param>
    /// <param name="width">The boxes' width.</param>
    /// <param name="centre">The boxes' middle.</param>
    /// <returns>Where the lanes have come to then.</returns>
    public LaneEnd[] Draw(IReadOnlyList<IReadOnlyList<Layer>> layers, LaneEnd[] ends, double[] columns, double width, double centre)
    {
        for (int i = 0; i < layers[0].Count; i++)
        {
            Layer layer = layers[0][i];
            bool isComposite = layer.Branches.Count > 0;
            double[] entries = isComposite ? [.. ends.Select((_, lane) => Offset(centre, lane, ends.Length))] : columns;
            bool wide = ends.Any(end => end.Shape.Length > 0) || ends.Where((end, lane) => Math.Abs(end.X - entries[lane]) > 1).Any();
            double y = ends.Max(end => end.Y) + (wide ? LongGap : ShortGap);
            for (int lane = 0; lane < ends.Length; lane++)
            {
                canvas.Flow(ends[lane].X, ends[lane].Y, entries[lane], y, ends[lane].Class, tip: !isComposite);
            }

            WriteShapes(canvas, [.. ends.Select((end, lane) => end with { X = isComposite ? end.X : columns[lane] })], y);
            double bottom = isComposite ? Composite(layer, ends, centre, y) : Box(layer, new Frame(centre - (width / 2), y, width, HeightOf(layer)));
            for (int lane = 0; lane < ends.Length; lane++)
            {
                GraphOperation own = layers[Math.Min(lane, layers.Count - 1)][i].Operation;
                ends[lane] = new LaneEnd(entries[lane], bottom, ends[lane].Class, own.Output.SequenceEqual(own.Input) ? "" : DiagramText.Shape(own.Output));
            }
        }

        return ends;
    }

    /// <summary>Writes the shapes of lanes that end at <paramref name="y"/>: once in the middle where they are alike and near.</summary>
    public static void WriteShapes(SvgCanvas canvas, LaneEnd[] ends, double y, bool bends = false)
    {
        bool alike = ends.All(end => end.Shape == ends[0].Shape && end.Y == ends[0].Y) && ends[^1].X - ends[0].X < NearLanes;
        foreach (LaneEnd end in alike ? [ends[0] with { X = ends.Average(one => one.X) }] : ends)
        {
            if (end.Shape.Length > 0)
            {
                // On the way, where the line goes straight; near its beginning, where it bends away.
                canvas.Label(end.X, bends ? end.Y + LabelDrop : ((end.Y + y) / 2) - 3, end.Shape);
            }
        }
    }

    private double Box(Layer layer, Frame frame)
    {
        GraphOperation operation = layer.Operation;
        if (IsSlim(layer))
        {
            canvas.SlimNode(frame, colour, operation.Name, DiagramText.Layer(layer));
            return frame.Bottom;
        }

        canvas.Node(frame, colour, operation.Name, DiagramText.Layer(layer), DiagramText.Parameters(operation), $"{operation.Name}: {DiagramText.Layer(layer)}");
        if (operation.Tied && operation.Parameters > 0)
        {
            canvas.Chain(frame);
        }

        return frame.Bottom;
    }

    // The lanes run together as a bundle, which goes into every branch.
    private double Composite(Layer layer, LaneEnd[] ends, double centre, double y)
    {
        double width = WidthOf(layer);
        double left = centre - (width / 2) + GroupPadding;
        double bottom = y;
        var exits = new List<LaneEnd[]>();
        foreach (IReadOnlyList<Layer> branch in layer.Branches)
        {
            double size = Math.Max(Identity, WidthOf(branch));
            double middle = left + (size / 2);
            LaneEnd[] start = [.. ends.Select((end, lane) => new LaneEnd(Offset(centre, lane, ends.Length), y + GroupTop - 8, end.Class, ""))];
            double[] columns = [.. ends.Select((_, lane) => Offset(middle, lane, ends.Length))];
            LaneEnd[] exit = branch.Count > 0
                ? Draw([branch], start, columns, size, middle)
                : Passing(start, columns, y + GroupTop + LongGap, middle);
            exits.Add(exit);
            bottom = Math.Max(bottom, exit.Max(end => end.Y));
            left += size + BetweenBranches;
        }

        double join = bottom + LongGap + SvgCanvas.JoinRadius;
        foreach (LaneEnd[] exit in exits)
        {
            for (int lane = 0; lane < exit.Length; lane++)
            {
                // Straight down beside the longer branches first, so that no line crosses their boxes.
                canvas.Flow(exit[lane].X, exit[lane].Y, exit[lane].X, bottom, exit[lane].Class, tip: false);
                canvas.Flow(exit[lane].X, bottom, Offset(centre, lane, exit.Length), join - SvgCanvas.JoinRadius + 2, exit[lane].Class, tip: false);
            }
        }

        for (int lane = 0; lane < ends.Length; lane++)
        {
            canvas.Flow(Offset(centre, lane, ends.Length), y, Offset(centre, lane, ends.Length), y + GroupTop - 8, ends[lane].Class, tip: false);
            canvas.Flow(Offset(centre, lane, ends.Length), join, Offset(centre, lane, ends.Length), join + SvgCanvas.JoinRadius + GroupPadding, ends[lane].Class, tip: false);
        }

        canvas.Join(centre, join, Sign(layer.Operation));
        double end = join + SvgCanvas.JoinRadius + GroupPadding;
        canvas.Group(new Frame(centre - (width / 2), y, width, end - y), layer.Operation.Name + (layer.Activation is { } activation ? ", " + activation.Kind : ""));
        return end;
    }

    private LaneEnd[] Passing(LaneEnd[] start, double[] columns, double y, double middle)
    {
        LaneEnd[] exit = [.. start.Select((end, lane) => new LaneEnd(columns[lane], y, end.Class, ""))];
        for (int lane = 0; lane < start.Length; lane++)
        {
            canvas.Flow(start[lane].X, start[lane].Y, columns[lane], y, start[lane].Class, tip: false);
        }

        canvas.Label(middle, y, "identity");
        return exit;
    }

    private static string Sign(GraphOperation operation)
    {
        string join = operation.Attributes.FirstOrDefault(attribute => attribute.Key is "join" or "merge" or "combine").Value ?? "";
        return operation.Kind == "residual" || join is "add" or "sum" ? "+" : join is "" or "concat" ? "⧺" : join[..1];
    }

    private static double Offset(double middle, int lane, int count) => middle + ((lane - ((count - 1) / 2.0)) * Bundle);

    private static bool IsSlim(Layer layer) => layer.Operation.Parameters == 0 && layer.Branches.Count == 0;

    private static double HeightOf(Layer layer) => IsSlim(layer) ? SlimHeight : BoxHeight;

    private static double WidthOf(Layer layer)
    {
        if (layer.Branches.Count > 0)
        {
            return layer.Branches.Sum(branch => Math.Max(Identity, WidthOf(branch))) + (BetweenBranches * (layer.Branches.Count - 1)) + (2 * GroupPadding);
        }

        double name = IsSlim(layer) ? 0 : TextWidth.Of(layer.Operation.Name, 13, bold: true) + (2 * TextWidth.Of(DiagramText.Parameters(layer.Operation), 11)) + 44;
        return Math.Clamp(Math.Max(name, TextWidth.Of(DiagramText.Layer(layer), 11) + 28), Smallest, Largest);
    }
}
