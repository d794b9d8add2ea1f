using System.Globalization;
using System.Xml.Linq;
using static SiameseDsl.Cli.Reports.Markup;
using Markup = SiameseDsl.Cli.Reports.Markup;

namespace SiameseDsl.Cli.Diagrams;

/// <summary>Collects a diagram's elements in three levels: groups at the back, lines, boxes in front.</summary>
internal sealed class SvgCanvas
{
    private const double TextPadding = 6;

    private readonly List<XElement> groups = [];
    private readonly List<XElement> lines = [];
    private readonly List<XElement> front = [];

    /// <summary>Draws a box with one or two lines of text.</summary>
    public void Node(Frame frame, string @class, string name, string what = "", string count = "", string? hint = null)
    {
        bool coloured = @class is "head" or "end";
        string on = coloured ? $" on {@class}" : "";
        double middle = frame.Y + (frame.Height / 2);
        double first = what.Length > 0 ? middle - 3 : middle + 4.5;
        front.Add(Draw(
            "g",
            Class("node"),
            At("data-name", name),
            hint is null ? null : Draw("title", hint),
            Box(frame.X, frame.Y, frame.Width, frame.Height, $"box {@class}", @class is "end" ? frame.Height / 2 : 7),
            Markup.Label(frame.Centre, first, name, $"name centre{on}"),
            what.Length > 0 ? Markup.Label(frame.Centre, middle + 12, TextWidth.Fit(what, 11, frame.Width - (2 * TextPadding)), $"what centre{on}") : null,
            count.Length > 0 ? Markup.Label(frame.Right - 9, first, count, "count") : null));
    }

    /// <summary>Draws a slim box with one line of text.</summary>
    public void SlimNode(Frame frame, string @class, string name, string what) => front.Add(Draw(
        "g",
        Class("node"),
        At("data-name", name),
        Draw("title", $"{name}: {what}"),
        Box(frame.X, frame.Y, frame.Width, frame.Height, $"box {@class}", frame.Height / 2),
        Markup.Label(frame.Centre, frame.Y + (frame.Height / 2) + 4, TextWidth.Fit(what, 11, frame.Width - (4 * TextPadding)), "what centre")));

    /// <summary>Marks a box as tied: two links of a chain in its corner.</summary>
    public void Chain(Frame frame)
    {
        double y = frame.Y + 6;
        front.Add(Box(frame.X + 8, y, 10, 6, "mark", 3));
        front.Add(Box(frame.X + 14, y, 10, 6, "mark", 3));
    }

    /// <summary>Draws a frame around what stands inside a composite.</summary>
    public void Group(Frame frame, string name) => groups.Add(Draw("g", At("data-name", name), Box(frame.X, frame.Y, frame.Width, frame.Height, "group", 10), Markup.Label(frame.X + 10, frame.Y + 15, name, "key")));

    /// <summary>Draws where branches meet.</summary>
    public void Join(double x, double y, string sign)
    {
        front.Add(Draw("circle", At("cx", x), At("cy", y), At("r", JoinRadius), Class("join")));
        front.Add(Markup.Label(x, y + 4.5, sign, "name centre"));
    }

    /// <summary>The radius of a join.</summary>
    public const double JoinRadius = 10;

    /// <summary>Draws a line from a lower edge to an upper edge, with a tip at its end unless told otherwise.</summary>
    public void Flow(double fromX, double fromY, double toX, double toY, string @class, bool tip = true)
    {
        double end = tip ? toY - 5 : toY;
        double bend = (end - fromY) / 2;
        string path = Math.Abs(fromX - toX) < 0.5
            ? $"M{Text(fromX)} {Text(fromY)} V{Text(end)}"
            : $"M{Text(fromX)} {Text(fromY)} C{Text(fromX)} {Text(fromY + bend)} {Text(toX)} {Text(end - bend)} {Text(toX)} {Text(end)}";
        lines.Add(Draw("path", At("d", path), Class($"flow {@class}")));
        if (tip)
        {
            lines.Add(Draw("path", At("d", $"M{Text(toX)} {Text(toY)} l-4 -7 h8 Z"), Class($"tip {@class}")));
        }
    }

    /// <summary>Writes a shape onto a line.</summary>
    public void Label(double x, double y, string text)
    {
        double width = TextWidth.Of(text, 11) + 8;
        front.Add(Box(x - (width / 2), y - 8, width, 16, "pill", 4));
        front.Add(Markup.Label(x, y + 4, text, "shape"));
    }

    /// <summary>Writes a text.</summary>
    public void Write(double x, double y, string text, string @class) => front.Add(Markup.Label(x, y, text, @class));

    /// <summary>The document.</summary>
    public XElement Document(double width, double height, string name, string summary) => Draw(
        "svg",
        At("viewBox", $"0 0 {Text(Math.Ceiling(width))} {Text(Math.Ceiling(height))}"),
        At("width", Math.Ceiling(width)),
        At("height", Math.Ceiling(height)),
        At("role", "img"),
        Draw("title", name),
        Draw("desc", summary),
        Draw("style", DiagramStyle.Css),
        Box(0, 0, Math.Ceiling(width), Math.Ceiling(height), "paper", 12),
        groups,
        lines,
        front);

    private static string Text(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}

/// <summary>A rectangle.</summary>
internal readonly record struct Frame(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public double Centre => X + (Width / 2);
}
