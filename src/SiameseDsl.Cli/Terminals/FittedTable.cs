using Spectre.Console;

namespace SiameseDsl.Cli.Terminals;

/// <summary>A table that gives up its least important columns where the terminal is too narrow for all of them.</summary>
/// <param name="columns">The columns in order: the heading (as in <see cref="Tables.Create"/>) and a rank. The columns with the highest ranks go first; rank 0 always stays.</param>
internal sealed class FittedTable(params (string Heading, int Rank)[] columns)
{
    private const int Padding = 3;

    private readonly List<string[]> rows = [];

    /// <summary>Adds a row of markup, a cell for every column; none for an empty line.</summary>
    public void AddRow(params string[] cells) => rows.Add(cells);

    /// <summary>The table with the columns that fit into <paramref name="width"/>, without those that have nothing to say.</summary>
    public Table Build(int width)
    {
        List<int> kept = [.. Enumerable.Range(0, columns.Length).Where(column => columns[column].Rank == 0 || rows.Any(row => row.Length > 0 && row[column].Length > 0))];
        while (kept.Sum(Width) + 1 > width && kept.Any(column => columns[column].Rank > 0))
        {
            kept.Remove(kept.MaxBy(column => columns[column].Rank));
        }

        Table table = Tables.Create([.. kept.Select(column => columns[column].Heading)]);
        foreach (string[] row in rows)
        {
            table.AddRow([.. kept.Select(column => row.Length == 0 ? "" : row[column])]);
        }

        return table;
    }

    private int Width(int column) =>
        Padding + Math.Max(columns[column].Heading.TrimEnd('>').Length, rows.Where(row => row.Length > 0).Select(row => Markup.Remove(row[column]).Length).DefaultIfEmpty(0).Max());
}
