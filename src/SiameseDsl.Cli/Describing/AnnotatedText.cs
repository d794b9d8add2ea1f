using System.Text;
using SiameseDsl.Spec.Editing;

namespace SiameseDsl.Cli.Describing;

/// <summary>A spec's text with what the compiler knows of each layer behind the layer's line, as comments in one column. It stays a spec: the comments are YAML's.</summary>
internal static class AnnotatedText
{
    // Where lines are longer, their comments stand behind them and not in the column.
    private const int LargestColumn = 88;

    private const int Gap = 2;

    /// <summary>The text with the annotations.</summary>
    public static string Write(string text, IReadOnlyList<LayerAnnotation> annotations)
    {
        Dictionary<int, string> comments = annotations
            .GroupBy(annotation => annotation.Span.StartLine)
            .ToDictionary(line => line.Key, line => string.Join("; ", line.Count() == 1 ? line.Select(one => one.Text) : line.Select(one => $"{one.Names[0]} {one.Text}")));
        string[] lines = text.Split('\n');
        int column = comments.Keys.Select(line => Content(lines, line).Length).Where(length => length <= LargestColumn).DefaultIfEmpty(0).Max() + Gap;
        var result = new StringBuilder(text.Length + (comments.Count * LargestColumn));
        for (int i = 0; i < lines.Length; i++)
        {
            if (comments.TryGetValue(i, out string? comment))
            {
                string content = Content(lines, i);
                result.Append(content).Append(' ', Math.Max(Gap, column - content.Length)).Append("# ").Append(comment);
                result.Append(lines[i].EndsWith('\r') ? "\r" : "");
            }
            else
            {
                result.Append(lines[i]);
            }

            result.Append(i + 1 < lines.Length ? "\n" : "");
        }

        return result.ToString();
    }

    private static string Content(string[] lines, int line) => line < lines.Length ? lines[line].TrimEnd() : "";
}
