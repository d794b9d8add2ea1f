namespace SiameseDsl.Cli.Diagrams;

/// <summary>How wide a text becomes, without a font at hand: the advance widths of DejaVu Sans, which is wider than what most systems take for <c>system-ui</c>.</summary>
internal static class TextWidth
{
    private const double Bold = 1.1;

    /// <summary>The width in pixels at a font size.</summary>
    public static double Of(string text, double size, bool bold = false)
    {
        double width = 0;
        foreach (char c in text)
        {
            width += Advance(c);
        }

        return width * size * (bold ? Bold : 1);
    }

    /// <summary>The text, cut so that it fits into a width.</summary>
    public static string Fit(string text, double size, double width)
    {
        if (Of(text, size) <= width)
        {
            return text;
        }

        int length = text.Length;
        while (length > 0 && Of(text[..length] + "…", size) > width)
        {
            length--;
        }

        return text[..length].TrimEnd(' ', ',') + "…";
    }

    private static double Advance(char c) => c switch
    {
        'i' or 'j' or 'l' => 0.28,
        ' ' or ',' or '.' or ':' or '\'' => 0.32,
        'f' or 't' or '-' or '(' or ')' => 0.39,
        'r' => 0.42,
        'm' => 0.98,
        'w' or '×' or '+' => 0.84,
        '…' => 1.0,
        >= '0' and <= '9' => 0.64,
        >= 'A' and <= 'Z' => 0.71,
        _ => 0.62,
    };
}
