using System.Text;

namespace SiameseDsl.Data;

/// <summary>Reads the lines of a CSV file as RFC 4180 has them: cells in double quotes hold delimiters, line ends and doubled quotes. The delimiter is the comma, the semicolon or the tab, whichever stands most often in the first line.</summary>
internal sealed class CsvReader
{
    private readonly TextReader text;
    private readonly string path;
    private readonly StringBuilder cell = new();
    private readonly char delimiter;
    private int line = 1;

    /// <summary>Reads from a text. <paramref name="path"/> is for messages.</summary>
    public CsvReader(string firstLine, TextReader text, string path)
    {
        this.text = text;
        this.path = path;
        delimiter = DelimiterOf(firstLine);
    }

    /// <summary>Where the line that was read last begins, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The delimiter of a first line; a comma where there is none.</summary>
    public static char DelimiterOf(string firstLine)
    {
        int[] counts = new int[3];
        bool quoted = false;
        foreach (char c in firstLine)
        {
            quoted ^= c == '"';
            int which = quoted ? -1 : ",;\t".IndexOf(c, StringComparison.Ordinal);
            if (which >= 0)
            {
                counts[which]++;
            }
        }

        return ",;\t"[Array.IndexOf(counts, counts.Max())];
    }

    /// <summary>The next line's cells; <see langword="null"/> at the end. Lines without any character are left out.</summary>
    /// <exception cref="SiameseException">A quote is not closed, or something follows it.</exception>
    public string[]? Next()
    {
        while (text.Peek() is '\r' or '\n')
        {
            EndLine(text.Read());
        }

        if (text.Peek() < 0)
        {
            return null;
        }

        Line = line;
        List<string> cells = [];
        while (true)
        {
            int end = ReadCell(cells.Count + 1);
            cells.Add(cell.ToString());
            if (end != delimiter)
            {
                EndLine(end);
                return [.. cells];
            }
        }
    }

    /// <summary>Reads one cell; returns what ended it: the delimiter, a line end, or -1.</summary>
    private int ReadCell(int column)
    {
        cell.Clear();
        if (text.Peek() == '"')
        {
            text.Read();
            return ReadQuoted(column);
        }

        int c;
        while ((c = text.Read()) >= 0 && c != delimiter && c is not ('\r' or '\n'))
        {
            cell.Append((char)c);
        }

        return c;
    }

    private int ReadQuoted(int column)
    {
        int opened = line;
        while (true)
        {
            int c = text.Read();
            if (c < 0)
            {
                throw new SiameseException($"The file '{path}' ends within a quoted cell that begins in line {opened}, column {column}; close the quote.");
            }

            if (c != '"')
            {
                line += c == '\n' ? 1 : 0;
                cell.Append((char)c);
            }
            else if (text.Peek() == '"')
            {
                cell.Append((char)text.Read());
            }
            else
            {
                int end = text.Read();
                return end < 0 || end == delimiter || end is '\r' or '\n'
                    ? end
                    : throw new SiameseException($"The file '{path}' has '{(char)end}' behind a closed quote in line {line}, column {column}; write quotes within a quoted cell twice.");
            }
        }
    }

    private void EndLine(int end)
    {
        if (end == '\r' && text.Peek() == '\n')
        {
            text.Read();
        }

        line++;
    }
}
