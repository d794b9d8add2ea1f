using System.Globalization;
using System.Text;

namespace SiameseDsl.Checkpoints;

/// <summary>Appends one line per epoch to <c>metrics.csv</c>; each line is on the disk before the next epoch begins. The columns are those of the first line.</summary>
internal sealed class MetricsLog(string path)
{
    /// <summary>Appends a line. A value that does not exist is left empty.</summary>
    /// <exception cref="SiameseException">The file could not be written.</exception>
    public void Append(IReadOnlyList<KeyValuePair<string, double?>> values)
    {
        var text = new StringBuilder();
        if (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            text.AppendJoin(',', values.Select(value => value.Key)).Append('\n');
        }

        text.AppendJoin(',', values.Select(value => Text(value.Value))).Append('\n');
        try
        {
            using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
            stream.Flush(flushToDisk: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SiameseException($"'{path}' could not be written: {AtomicFile.Reason(problem)}", problem);
        }
    }

    /// <summary>Keeps the header and the lines of the first <paramref name="epochs"/> epochs: what a resumed run repeats must not stand there twice, and a line that a full disk cut off must not be continued.</summary>
    /// <exception cref="SiameseException">The file could not be written.</exception>
    public void KeepEpochs(int epochs)
    {
        if (!File.Exists(path))
        {
            return;
        }

        string text = File.ReadAllText(path);
        string[] whole = text.Split('\n')[..^1];
        string kept = string.Concat(whole.Take(epochs == 0 ? 0 : epochs + 1).Select(line => line + '\n'));
        if (kept != text)
        {
            AtomicFile.WriteText(path, kept);
        }
    }

    /// <summary>All lines as values by column; an empty cell is <see langword="null"/>. A line that was cut off by a crash is left out.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, double?>> Read()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        string[] lines = File.ReadAllLines(path);
        string[] columns = lines.Length == 0 ? [] : lines[0].Split(',');
        var rows = new List<IReadOnlyDictionary<string, double?>>();
        foreach (string line in lines.Skip(1))
        {
            string[] cells = line.Split(',');
            if (cells.Length == columns.Length)
            {
                rows.Add(columns.Zip(cells).ToDictionary(pair => pair.First, pair => double.TryParse(pair.Second, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : (double?)null));
            }
        }

        return rows;
    }

    private static string Text(double? value) => value is { } number && !double.IsNaN(number) ? number.ToString("G9", CultureInfo.InvariantCulture) : "";
}
