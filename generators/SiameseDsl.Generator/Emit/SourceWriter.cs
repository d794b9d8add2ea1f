using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace SiameseDsl.Generator.Emit;

/// <summary>Writes indented C#: four blanks a level, LF line ends on every host.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder text = new(16 * 1024);
    private int level;
    private bool blankPending;
    private bool lineBegins = true;

    /// <summary>Writes one line; a text of several lines is indented line by line. An empty text is a blank line.</summary>
    public void Line(string line = "")
    {
        if (line.Length == 0)
        {
            blankPending = true;
            return;
        }

        Begin();
        Append(line);
        End();
    }

    /// <summary>Writes one line, its parts straight into the text: most of the code is written so, and no line becomes a string of its own first.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] ref Parts line) => line.End();

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

    /// <summary>Puts a text in front of everything.</summary>
    public void Prepend(string head) => text.Insert(0, head);

    /// <summary>What was written.</summary>
    public override string ToString() => text.ToString();

    private void Begin()
    {
        if (blankPending)
        {
            text.Append('\n');
            blankPending = false;
        }
    }

    private void End()
    {
        text.Append('\n');
        lineBegins = true;
    }

    private void Append(string part)
    {
        int start = 0;
        while (true)
        {
            int end = part.IndexOf('\n', start);
            int stop = end < 0 ? part.Length : end > start && part[end - 1] == '\r' ? end - 1 : end;
            if (stop > start)
            {
                if (lineBegins)
                {
                    text.Append(' ', 4 * level);
                    lineBegins = false;
                }

                text.Append(part, start, stop - start);
            }

            if (end < 0)
            {
                return;
            }

            End();
            start = end + 1;
        }
    }

    /// <summary>The parts of an interpolated line.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Parts
    {
        private readonly SourceWriter writer;

        /// <summary>Begins the line; the compiler calls this.</summary>
        public Parts(int literalLength, int formattedCount, SourceWriter writer)
        {
            this.writer = writer;
            writer.Begin();
        }

        /// <summary>Writes what stands between the holes.</summary>
        public void AppendLiteral(string value) => writer.Append(value);

        /// <summary>Writes a text.</summary>
        public void AppendFormatted(string value) => writer.Append(value);

        /// <summary>Writes a number.</summary>
        public void AppendFormatted(int value) => writer.Append(value.ToString(CultureInfo.InvariantCulture));

        /// <summary>Ends the line.</summary>
        internal void End() => writer.End();
    }
}
