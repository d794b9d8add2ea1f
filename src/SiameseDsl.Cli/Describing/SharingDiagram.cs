using System.Text;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Graphs;

namespace SiameseDsl.Cli.Describing;

/// <summary>Draws which branch goes through which weights, and where the branches meet.</summary>
internal static class SharingDiagram
{
    private const int MostLayers = 6;
    private const string Arrow = " ─▶ ";

    public static string Draw(ModelGraph plan)
    {
        string meets = plan.Head + (plan.Calibrated ? " (calibrated)" : "") + (plan.HeadLayers.Count > 0 ? Arrow + Chain(plan.HeadLayers, markTied: false) : "") + Arrow + "score";
        return plan.Towers.Count == 1 ? Shared(plan, meets) : Several(plan, meets);
    }

    private static string Shared(ModelGraph plan, string meets)
    {
        string tower = Chain(plan.Towers[0].Operations, markTied: false);
        string gap = new(' ', tower.Length + Arrow.Length + 1);
        return $"""
              left  ─┐{gap}┌─ left embedding  ─┐
                     ├{Arrow[1..]}{tower} ─┤                   ├{Arrow[1..]}{meets}
              right ─┘{gap}└─ right embedding ─┘
              one tower for both sides, embeddings of {Format.Count(plan.EmbeddingSize)}
            """.Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private static string Several(ModelGraph plan, string meets)
    {
        int nameWidth = plan.Towers.Max(tower => tower.Name.Length);
        string[] chains = [.. plan.Towers.Select(tower => Chain(tower.Operations, markTied: true))];
        int chainWidth = chains.Max(chain => chain.Length);
        var text = new StringBuilder();
        for (int i = 0; i < chains.Length; i++)
        {
            string filler = new('─', chainWidth - chains[i].Length);
            bool isMiddle = chains.Length % 2 == 1 && i == chains.Length / 2;
            string corner = i == 0 ? "┐" : i == chains.Length - 1 ? "┘" : isMiddle ? "┼" + Arrow[1..] + meets : "┤";
            text.Append("  ").Append(plan.Towers[i].Name.PadRight(nameWidth)).Append(Arrow).Append(chains[i]).Append(" ─").Append(filler).Append(corner).Append('\n');
            if (chains.Length % 2 == 0 && i == (chains.Length / 2) - 1)
            {
                text.Append(' ', 2 + nameWidth + Arrow.Length + chainWidth + 2).Append('├').Append(Arrow[1..]).Append(meets).Append('\n');
            }
        }

        bool anyTied = plan.Towers.Any(tower => tower.Operations.Any(operation => operation.Tied && operation.Parameters > 0));
        if (plan.Towers.Count > 2)
        {
            text.Append("  compares ").AppendJoin(", ", plan.Comparisons.Select(pair => $"{plan.Towers[pair.Left].Name} with {plan.Towers[pair.Right].Name}")).Append("; scores and evaluations are of the first\n");
        }

        return text.Append(anyTied ? "  * tied: the same weights in every tower that has it; the others are each tower's own" : "  each tower has weights of its own").ToString();
    }

    private static string Chain(IReadOnlyList<GraphOperation> operations, bool markTied)
    {
        // Activations and pools would only hide the shape of the network: what has weights tells it. Transforms of the input stay, they are what towers differ in.
        string[] names =
        [
            .. operations
                .Where(operation => operation.Parameters > 0 || operation.Kind is "rotate" or "invert" or "resize")
                .Select(operation => operation.Name + (markTied && operation.Tied && operation.Parameters > 0 ? "*" : "")),
        ];
        if (names.Length == 0)
        {
            return "(no weights)";
        }

        return string.Join(Arrow, names.Length <= MostLayers ? names : [.. names[..3], "…", .. names[^2..]]);
    }
}
