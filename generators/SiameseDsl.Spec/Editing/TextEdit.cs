namespace SiameseDsl.Spec.Editing;

/// <summary>A change of a text: a stretch of it is replaced. Everything around it stays as it is, comments and layout included.</summary>
/// <param name="Span">What is replaced; an empty span is a place to insert at.</param>
/// <param name="NewText">What takes its place.</param>
public sealed record TextEdit(SourceSpan Span, string NewText)
{
    /// <summary>Applies edits that do not overlap.</summary>
    /// <exception cref="ArgumentException">Two edits overlap.</exception>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        var result = new System.Text.StringBuilder(text.Length);
        int position = 0;
        foreach (TextEdit edit in edits.Distinct().OrderBy(edit => edit.Span.Start).ThenBy(edit => edit.Span.End))
        {
            if (edit.Span.Start < position)
            {
                throw new ArgumentException("Two edits overlap.", nameof(edits));
            }

            result.Append(text, position, edit.Span.Start - position).Append(edit.NewText);
            position = edit.Span.End;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>Whether the two cannot both be made: they share text, or insert at the same place.</summary>
    public bool Overlaps(TextEdit other) =>
        this != other && (Span.Start == other.Span.Start || (Span.Start < other.Span.Start ? other.Span.Start < Span.End : Span.Start < other.Span.End));
}
