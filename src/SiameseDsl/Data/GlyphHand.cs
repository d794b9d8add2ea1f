using SiameseDsl.Sampling;

namespace SiameseDsl.Data;

/// <summary>
/// One drawing's handwriting: how far each place of the skeleton is missed, and the slant, turn, width, height, place and thickness of the whole.
/// Leads a skeleton to lines on the canvas, 256 units to a pixel.
/// </summary>
internal sealed class GlyphHand
{
    private const int Pixel = 256;
    private const int Jitter = 110;

    private readonly RandomSource random;
    private readonly int width;
    private readonly int height;
    private readonly int slant;
    private readonly int turn;
    private readonly int shiftX;
    private readonly int shiftY;

    public GlyphHand(RandomSource random)
    {
        this.random = random;
        width = 1024 + Around(250);
        height = 1024 + Around(220);
        slant = Around(360);
        turn = Around(250);
        shiftX = Around(3 * Pixel);
        shiftY = Around(3 * Pixel);
        Radius = 150 + random.Next(130);
    }

    /// <summary>Half the pen's thickness.</summary>
    public int Radius { get; }

    /// <summary>The line that a stroke leaves on a canvas of <paramref name="size"/> pixels to the side.</summary>
    public GlyphPoint[] Draw(GlyphStroke stroke, int size)
    {
        GlyphPoint[] line = [.. stroke.Points.Select(point => new GlyphPoint(point.X + Around(Jitter), point.Y + Around(Jitter)))];
        if (stroke.IsRound)
        {
            line = stroke.IsClosed ? RoundClosed(line) : RoundOpen(RoundOpen(line));
        }

        return [.. line.Select(point => ToCanvas(point, size))];
    }

    /// <summary>A whole number around 0, at most <paramref name="limit"/> away; small ones are likelier than large ones.</summary>
    private int Around(int limit) => random.Next(limit + 1) - random.Next(limit + 1);

    private GlyphPoint ToCanvas(GlyphPoint point, int size)
    {
        // About the box's centre: width and height, slant (x moves with y), turn (y moves with x, x against y).
        int x = (point.X - 512) * width / 1024;
        int y = (point.Y - 512) * height / 1024;
        (x, y) = (x + (y * (slant - turn) / 1024), y + (x * turn / 1024));

        // The box takes about half of the canvas' width and two thirds of its height.
        int unit = size * Pixel;
        return new GlyphPoint((unit / 2) + (x * (unit * 17 / 32) / 1024) + shiftX, (unit / 2) + (y * (unit * 21 / 32) / 1024) + shiftY);
    }

    /// <summary>Cuts the corners of a line but keeps its ends (Chaikin, 1974).</summary>
    private static GlyphPoint[] RoundOpen(GlyphPoint[] line)
    {
        List<GlyphPoint> round = [line[0]];
        for (int i = 0; i + 1 < line.Length; i++)
        {
            if (i > 0)
            {
                round.Add(Quarter(line[i], line[i + 1]));
            }

            if (i + 2 < line.Length)
            {
                round.Add(Quarter(line[i + 1], line[i]));
            }
        }

        round.Add(line[^1]);
        return [.. round];
    }

    /// <summary>Cuts the corners of a closed line once and leads the pen back to about where it began.</summary>
    private static GlyphPoint[] RoundClosed(GlyphPoint[] corners)
    {
        List<GlyphPoint> round = [];
        for (int i = 0; i < corners.Length; i++)
        {
            GlyphPoint next = corners[(i + 1) % corners.Length];
            round.Add(Quarter(corners[i], next));
            round.Add(Quarter(next, corners[i]));
        }

        round.Add(round[0]);
        return [.. round];
    }

    /// <summary>The place a quarter of the way from <paramref name="a"/> to <paramref name="b"/>.</summary>
    private static GlyphPoint Quarter(GlyphPoint a, GlyphPoint b) => new(((3 * a.X) + b.X) / 4, ((3 * a.Y) + b.Y) / 4);
}
