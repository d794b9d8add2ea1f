using System.Globalization;

namespace SiameseDsl.Data;

/// <summary>Which line of a CSV file is the header, and which column the label.</summary>
/// <param name="HasHeader">Whether the first line names the columns.</param>
/// <param name="Label">The column of the labels, from 0.</param>
/// <param name="LabelName">Its name or number, for the description.</param>
internal readonly record struct CsvColumns(bool HasHeader, int Label, string LabelName)
{
    private const string Default = "label";

    /// <summary>Whether a cell is a number as this library reads it: with a point, whatever the machine's language, and finite.</summary>
    public static bool TryNumber(ReadOnlySpan<char> cell, out float value) =>
        float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);

    /// <summary>
    /// Finds out. A name that is asked for, or <c>label</c>, in the first line makes that the header and names the column; a number that is asked for, from 1, is the column's place. Else the first line
    /// is a header where two of its cells or more are words, and the label is the one column whose first value is a word, or the last column where all are numbers.
    /// </summary>
    /// <param name="first">The first line's cells.</param>
    /// <param name="second">The second line's cells; <see langword="null"/> where there is none.</param>
    /// <param name="wanted">The label's column as it was asked for, by name or by number; <see langword="null"/> for none.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="SiameseException">There is no such column, or several could be it.</exception>
    public static CsvColumns Of(string[] first, string[]? second, string? wanted, string path)
    {
        string name = wanted ?? Default;
        int[] named = [.. first.Index().Where(cell => cell.Item.Trim().Equals(name, wanted is null ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)).Select(cell => cell.Index)];
        if (named.Length > 1)
        {
            throw new SiameseException($"The file '{path}' has {named.Length} columns that are called '{name}' (line 1); say which holds the labels by its number, from 1, as the label column.");
        }

        bool isNumber = int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        if (named.Length == 1 && !isNumber)
        {
            return new CsvColumns(true, named[0], $"'{first[named[0]].Trim()}'");
        }

        if (wanted is not null && !(isNumber && number >= 1 && number <= first.Length))
        {
            throw new SiameseException(isNumber
                ? $"The file '{path}' has {first.Length} columns (line 1), but column {number} is to hold the labels."
                : $"The file '{path}' has no column '{wanted}' in its first line to hold the labels; its columns are {string.Join(", ", first.Take(12).Select(cell => $"'{cell.Trim()}'"))}{(first.Length > 12 ? ", ..." : "")}.");
        }

        if (wanted is not null)
        {
            return new CsvColumns(first.Index().Any(cell => cell.Index != number - 1 && IsWord(cell.Item)), number - 1, $"{number}");
        }

        bool hasHeader = first.Count(IsWord) > 1 && second is not null;
        string[] row = hasHeader ? second! : first;
        int[] words = [.. row.Index().Where(cell => IsWord(cell.Item)).Select(cell => cell.Index)];
        int label = words.Length switch
        {
            0 => row.Length - 1,
            1 => words[0],
            _ => throw new SiameseException($"The file '{path}' has words in the columns {string.Join(", ", words.Take(6).Select(column => column + 1))}{(words.Length > 6 ? ", ..." : "")} (line {(hasHeader ? 2 : 1)}); one column of labels is expected and numbers in all others: name the label column, and take the other words out."),
        };
        return new CsvColumns(hasHeader, label, hasHeader && label < first.Length ? $"'{first[label].Trim()}'" : $"{label + 1}");
    }

    private static bool IsWord(string cell) => cell.Trim().Length > 0 && !TryNumber(cell, out _);
}
