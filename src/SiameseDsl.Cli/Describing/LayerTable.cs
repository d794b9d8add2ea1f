using SiameseDsl.Cli.Terminals;
using SiameseDsl.Graphs;
using Spectre.Console;

namespace SiameseDsl.Cli.Describing;

/// <summary>The layers of a tower or head as a table; layers inside a residual are indented below it.</summary>
internal static class LayerTable
{
    private static readonly string[] BodyAndShortcut = ["body", "shortcut"];

    public static Table Of(IReadOnlyList<GraphOperation> operations, bool severalTowers)
    {
        Table table = severalTowers
            ? Tables.Create("layer", "kind", "settings", "gives", "parameters>", "MACs>", "weights")
            : Tables.Create("layer", "kind", "settings", "gives", "parameters>", "MACs>");
        Add(table, operations, "", severalTowers);
        return table;
    }

    private static void Add(Table table, IReadOnlyList<GraphOperation> operations, string indent, bool severalTowers)
    {
        foreach (GraphOperation operation in operations)
        {
            bool hasWeights = operation.Parameters > 0;
            var cells = new List<string>
            {
                indent + (hasWeights ? $"[green]{Markup.Escape(operation.Name)}[/]" : $"[grey]{Markup.Escape(operation.Name)}[/]"),
                operation.Kind,
                $"[grey]{Markup.Escape(Settings(operation))}[/]",
                Format.Shape(operation.Output),
                hasWeights ? Format.Count(operation.Parameters) : "",
                operation.Macs > 0 ? Format.Count(operation.Macs) : "",
            };
            if (severalTowers)
            {
                cells.Add(!hasWeights ? "" : operation.Tied ? "[yellow]tied[/]" : "own");
            }

            table.AddRow([.. cells]);
            for (int i = 0; i < operation.Branches.Count; i++)
            {
                string name = operation.Kind == "residual" && i < BodyAndShortcut.Length ? BodyAndShortcut[i] : $"branch {i + 1}";
                bool isIdentity = operation.Branches[i].Count == 0;
                table.AddRow($"{indent}  [grey]{name}{(isIdentity ? ": identity" : "")}[/]");
                Add(table, operation.Branches[i], indent + "    ", severalTowers);
            }
        }
    }

    private static string Settings(GraphOperation operation) =>
        string.Join(", ", operation.Attributes.Where(attribute => !IsUsual(attribute.Key, attribute.Value)).Select(attribute => $"{attribute.Key} {attribute.Value.Replace(",", "x", StringComparison.Ordinal)}"));

    // What nearly every layer has would hide what this one has; an activation stands on a line of its own. The whole list is in --resolved and --json.
    private static bool IsUsual(string key, string value) => key switch
    {
        "name" or "shared" or "activation" => true,
        "bias" or "affine" => value == "true",
        "stride" or "dilation" => value.Split(',').All(part => part is "1" or "null"),
        "groups" => value == "1",
        _ => value == "null",
    };
}
