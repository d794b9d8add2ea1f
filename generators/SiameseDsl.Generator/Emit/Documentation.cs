using System.Text;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>Writes the documentation that needs more than a line.</summary>
internal static class Documentation
{
    /// <summary>Writes a variant's summary and the table of its layers.</summary>
    public static void WriteModel(SourceWriter writer, ModelPlan model)
    {
        string summary = Literal.Xml(model.Summary);
        string training = $"Head {model.Head.Kind}{(model.Head.Calibrated ? ", calibrated" : "")}; loss {model.Loss.Kind}.";
        writer.Line($"/// <summary>{(summary.Length > 0 ? summary + " " : "")}{training}</summary>");
        writer.Line("/// <remarks>");
        writer.Line("/// <code>");
        List<string[]> rows = [["layer", "kind", "output", "parameters"]];
        foreach (TowerPlan tower in model.Towers)
        {
            string tokens = tower.Vocabulary is long vocabulary ? $"tokens of {Literal.Count(vocabulary)}" : "";
            rows.Add([tower.TypeName.Length > 0 ? tower.Name : "input", tokens, Literal.Sample(tower.InputShape), ""]);
            AddRows(rows, tower.Layers, "  ");
        }

        rows.Add(["head", model.Head.Kind, model.Head.Layers.Count > 0 ? Literal.Sample(model.Head.Layers[0].Input) : "()", model.Head.Calibrated ? "2" : ""]);
        AddRows(rows, model.Head.Layers, "  ");
        AddRows(rows, model.Head.Map, "  ");
        WriteTable(writer, rows);
        writer.Line("/// </code>");
        writer.Line("/// </remarks>");
    }

    /// <summary>Writes the documentation of Load.</summary>
    public static void WriteLoad(SourceWriter writer, Names names)
    {
        writer.Line("/// <summary>The model that a run trained, with its weights and its fitted threshold.</summary>");
        writer.Line("/// <param name=\"runDirectory\">The run's directory.</param>");
        writer.Line("/// <param name=\"device\">Where the weights live; the CPU where none is given.</param>");
        writer.Line($"/// <exception cref=\"{names["SiameseException"]}\">The directory holds no run, or a run of another plan: the message tells the difference.</exception>");
    }

    private static void AddRows(List<string[]> rows, EquatableArray<LayerPlan> layers, string indent)
    {
        foreach (LayerPlan layer in layers)
        {
            string[] last = rows[rows.Count - 1];
            if (layer.Fused && last[1].Length > 0)
            {
                last[1] += " + " + layer.Kind;
                last[2] = Literal.Sample(layer.Output);
                continue;
            }

            string parameters = layer.Parameters == 0 ? "" : Literal.Count(layer.Parameters) + (layer.Tied ? " (tied)" : "");
            rows.Add([indent + layer.Name, layer.Kind, Literal.Sample(layer.Output), parameters]);
            int row = rows.Count - 1;
            foreach (BranchPlan branch in layer.Branches)
            {
                AddRows(rows, branch.Layers, indent + "  ");
            }

            if (layer.Branches.Count > 0)
            {
                // What joins the branches stands behind them, where the code has it too.
                string[] composite = rows[row];
                bool isConcat = layer.Arguments.Find("join") is { Text: "concat" };
                rows.Add([indent + (isConcat ? "concat" : "+"), composite[1], composite[2], ""]);
                composite[2] = "";
                composite[3] = "";
            }
        }
    }

    private static void WriteTable(SourceWriter writer, List<string[]> rows)
    {
        int[] widths = new int[4];
        foreach (string[] row in rows)
        {
            for (int i = 0; i < row.Length; i++)
            {
                widths[i] = Math.Max(widths[i], row[i].Length);
            }
        }

        foreach (string[] row in rows)
        {
            StringBuilder text = new("/// ");
            for (int i = 0; i < row.Length - 1; i++)
            {
                text.Append(row[i].PadRight(widths[i] + 2));
            }

            text.Append(row[3].PadLeft(widths[3]));
            writer.Line(text.ToString().TrimEnd());
        }
    }
}
