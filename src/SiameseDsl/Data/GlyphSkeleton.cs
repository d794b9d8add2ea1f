using SiameseDsl.Sampling;

namespace SiameseDsl.Data;

/// <summary>A place in whole units: 1024 to the side of a skeleton's box, 256 to a pixel of a drawing.</summary>
internal readonly record struct GlyphPoint(int X, int Y);

/// <summary>One movement of the pen: the places it is led by, passed exactly or rounded off.</summary>
internal sealed record GlyphStroke(GlyphPoint[] Points, bool IsRound, bool IsClosed);

/// <summary>What all drawings of a character have in common: two to four strokes in a box of 1024 units.</summary>
internal sealed record GlyphSkeleton(GlyphStroke[] Strokes)
{
    private const int Box = 1024;
    private const int GridStep = 256;
    private const int ShortestMove = 400;

    /// <summary>Invents a character. One that came out too narrow or too flat is thrown away and invented anew.</summary>
    public static GlyphSkeleton Invent(RandomSource random)
    {
        while (true)
        {
            GlyphSkeleton skeleton = new(InventStrokes(random));
            GlyphPoint[] all = [.. skeleton.Strokes.SelectMany(stroke => stroke.Points)];
            int width = all.Max(point => point.X) - all.Min(point => point.X);
            int height = all.Max(point => point.Y) - all.Min(point => point.Y);
            if (width >= Box / 2 && height >= Box * 5 / 8)
            {
                return skeleton;
            }
        }
    }

    private static GlyphStroke[] InventStrokes(RandomSource random)
    {
        // Two, three and four strokes in the proportion 2 : 3 : 1.
        int count = random.Next(6) switch { < 2 => 2, < 5 => 3, _ => 4 };
        List<GlyphStroke> strokes = [];
        for (int i = 0; i < count; i++)
        {
            strokes.Add(random.Next(8) == 0 ? InventLoop(random) : InventLine(random, strokes));
        }

        return [.. strokes];
    }

    private static GlyphStroke InventLine(RandomSource random, List<GlyphStroke> before)
    {
        // Most strokes begin where an earlier one passes, as the strokes of real characters do.
        GlyphPoint start = before.Count > 0 && random.Next(5) < 3 ? PickOf(random, before[random.Next(before.Count)].Points) : GridPoint(random);
        List<GlyphPoint> points = [start];
        int length = random.Next(8) switch { < 3 => 2, < 7 => 3, _ => 4 };
        while (points.Count < length)
        {
            GlyphPoint next = GridPoint(random);
            if (points.TrueForAll(point => IsFar(point, next)))
            {
                points.Add(next);
            }
        }

        return new GlyphStroke([.. points], IsRound: random.Next(5) < 3, IsClosed: false);
    }

    /// <summary>A round loop, given by the eight corners of an octagon.</summary>
    private static GlyphStroke InventLoop(RandomSource random)
    {
        int radiusX = 150 + random.Next(200);
        int radiusY = 150 + random.Next(200);
        int x = radiusX + random.Next(Box - (2 * radiusX));
        int y = radiusY + random.Next(Box - (2 * radiusY));

        // 724 / 1024 is the half of a right angle's sine and cosine.
        (int X, int Y)[] corners = [(1024, 0), (724, 724), (0, 1024), (-724, 724), (-1024, 0), (-724, -724), (0, -1024), (724, -724)];
        return new GlyphStroke([.. corners.Select(corner => new GlyphPoint(x + (corner.X * radiusX / 1024), y + (corner.Y * radiusY / 1024)))], IsRound: true, IsClosed: true);
    }

    private static GlyphPoint GridPoint(RandomSource random)
    {
        int x = (random.Next(5) * GridStep) + random.Next(97) - 48;
        int y = (random.Next(5) * GridStep) + random.Next(97) - 48;
        return new GlyphPoint(Math.Clamp(x, 0, Box), Math.Clamp(y, 0, Box));
    }

    private static GlyphPoint PickOf(RandomSource random, GlyphPoint[] points) => points[random.Next(points.Length)];

    private static bool IsFar(GlyphPoint a, GlyphPoint b)
    {
        (int x, int y) = (a.X - b.X, a.Y - b.Y);
        return (x * x) + (y * y) >= ShortestMove * ShortestMove;
    }
}
