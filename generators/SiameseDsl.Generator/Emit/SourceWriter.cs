using System.Text;

namespace SiameseDsl.Generator.Emit;

/// <summary>Writes indented C#: four blanks a level, LF line ends on every host.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder text = new(16 * 1024);
    private int level;
    private bool blankPending;

    /// <summary>Writes one line; a text of several lines is indented line by line. An empty text is a blank line.</summary>
    public void Line(string line = "")
    {
        if (line.Length == 0)
        {
            blankPending = true;
            return;
        }

        if (blankPending)
        {
            text.Append('\n');
            blankPending = false;
        }

        int start = 0;
        while (start <= line.Length)
        {
            int end = line.IndexOf('\n', start);
            if (end < 0)
            {
                end = line.Length;
            }

            int length = end > start && line[end - 1] == '\r' ? end - start - 1 : end - start;
            if (length > 0)
            {
                text.Append(' ', 4 * level).Append(line, start, length);
            }

            text.Append('\n');
            start = end + 1;
        }
    }

    /// <summary>Writes an opening brace (or bracket) and goes one level in.</summary>
    public void Open(string brace = "{")
    {
        Line(brace);
        level++;
    }

    /// <summary>Goes one level out and writes a closing brace (or bracket). A blank line asked for just before is dropped.</summary>
    public void Close(string brace = "}")
    {
        blankPending = false;
        level--;
        Line(brace);
    }

    /// <summary>What was written.</summary>
    public override string ToString() => text.ToString();
}
