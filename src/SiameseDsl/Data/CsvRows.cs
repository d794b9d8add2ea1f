namespace SiameseDsl.Data;

/// <summary>Collects the rows of a CSV file as numbers and labels.</summary>
internal sealed class CsvRows(string path, int columns, int label)
{
    private readonly List<float> values = [];
    private readonly List<string> labels = [];
    private readonly Dictionary<string, (int Count, int Line)> classes = new(StringComparer.Ordinal);

    /// <summary>Rows so far.</summary>
    public int Count => labels.Count;

    /// <summary>Takes a row.</summary>
    /// <exception cref="SiameseException">It has too many or too few cells, a value is no finite number, or the label is empty; the message tells line and column.</exception>
    public void Add(string[] row, int line)
    {
        if (row.Length != columns)
        {
            throw new SiameseException($"The file '{path}' has {row.Length} columns in line {line}, but {columns} in its first line; every row needs as many.");
        }

        for (int column = 0; column < row.Length; column++)
        {
            if (column == label)
            {
                continue;
            }

            if (!CsvColumns.TryNumber(row[column], out float value))
            {
                string found = row[column].Trim().Length == 0 ? "is empty" : $"has '{Shorten(row[column])}'";
                throw new SiameseException($"The file '{path}' {found} in line {line}, column {column + 1}, where a finite number is expected, with a point and not a comma; mend it, or leave the row out.");
            }

            values.Add(value);
        }

        string name = row[label].Trim();
        if (name.Length == 0)
        {
            throw new SiameseException($"The file '{path}' has no label in line {line}, column {label + 1}; every row needs one.");
        }

        labels.Add(name);
        classes[name] = classes.TryGetValue(name, out (int Count, int Line) seen) ? (seen.Count + 1, seen.Line) : (1, line);
    }

    /// <summary>All rows as a table, classes in ordinal order.</summary>
    /// <exception cref="SiameseException">There are too few classes, or one has a single row.</exception>
    public VectorTable ToTable(int leastClasses)
    {
        if (classes.Count < leastClasses)
        {
            throw new SiameseException($"The file '{path}' has {classes.Count} class(es) in column {label + 1}; at least {leastClasses} are needed, so that training and test have two each. Is it the column of the labels?");
        }

        foreach ((string name, (int count, int line)) in classes)
        {
            if (count < 2)
            {
                throw new SiameseException($"The class '{Shorten(name)}' of the file '{path}' has one row (line {line}); at least two are needed to make a pair of one class.");
            }
        }

        string[] names = [.. classes.Keys.Order(StringComparer.Ordinal)];
        Dictionary<string, int> numbers = names.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return new VectorTable([.. values], columns - 1, [.. labels.Select(name => numbers[name])], names);
    }

    private static string Shorten(string cell) => cell.Length <= 40 ? cell.ReplaceLineEndings(" ") : cell[..40].ReplaceLineEndings(" ") + "...";
}
