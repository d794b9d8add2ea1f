using SiameseDsl.Sampling;

namespace SiameseDsl.Data;

/// <summary>
/// Draws hand-drawn-like characters: the class decides the strokes, the drawing decides how the hand leads them. Whole numbers only,
/// so that the same bytes come out on every machine; any class and drawing on its own, without those before it.
/// </summary>
/// <param name="seed">Decides the whole alphabet.</param>
public sealed class GlyphGenerator(ulong seed)
{
    /// <summary>Pixels to the side of a drawing.</summary>
    public const int Size = 28;

    private readonly RandomSource root = new(seed);

    /// <summary>Drawings of a character, ink = 255 on 0: <paramref name="count"/> times 28 x 28 bytes, row by row.</summary>
    /// <param name="character">The class number, from 0 without an end.</param>
    /// <param name="count">The number of drawings.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public byte[] Draw(int character, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(character);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        RandomSource own = root.Fork((ulong)character);
        GlyphSkeleton skeleton = GlyphSkeleton.Invent(own);
        byte[] pixels = new byte[count * Size * Size];
        for (int i = 0; i < count; i++)
        {
            GlyphHand hand = new(own.Fork((ulong)i));
            GlyphCanvas canvas = new(Size);
            foreach (GlyphStroke stroke in skeleton.Strokes)
            {
                canvas.Draw(hand.Draw(stroke, Size), hand.Radius);
            }

            canvas.Pixels.CopyTo(pixels, i * Size * Size);
        }

        return pixels;
    }
}
