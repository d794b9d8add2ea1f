using Spectre.Console;

namespace SiameseDsl.Cli.Terminals;

/// <summary>Tables of one look.</summary>
internal static class Tables
{
    /// <summary>A table with light lines. A heading that ends in <c>&gt;</c> makes a column of numbers.</summary>
    public static Table Create(params ReadOnlySpan<string> headings)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.BorderStyle(new Style(Color.Grey));
        foreach (string heading in headings)
        {
            bool isNumber = heading.EndsWith('>');
            var column = new TableColumn($"[bold]{Markup.Escape(heading.TrimEnd('>'))}[/]");
            table.AddColumn(isNumber ? column.RightAligned().NoWrap() : column);
        }

        return table;
    }
}
