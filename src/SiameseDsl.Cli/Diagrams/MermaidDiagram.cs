using System.Globalization;
using System.Text;
using SiameseDsl.Graphs;

namespace SiameseDsl.Cli.Diagrams;

/// <summary>Writes a network as a Mermaid flowchart: what code hosts and notebooks draw by themselves.</summary>
internal sealed class MermaidDiagram
{
    private readonly StringBuilder text = new();
    private readonly List<string> edges = [];
    private readonly List<string> tied = [];
    private readonly ModelGraph plan;
    private int count;

    private MermaidDiagram(ModelGraph plan) => this.plan = plan;

    /// <summary>The flowchart's text.</summary>
    public static string Write(ModelGraph plan) => new MermaidDiagram(plan).Draw();

    private string Draw()
    {
        NetworkOutline outline = NetworkOutline.Of(plan);
        text.Append("---\ntitle: ").Append(plan.Name).Append("\n---\nflowchart TD\n");
        var ends = new End[outline.Lanes.Count];
        for (int i = 0; i < ends.Length; i++)
        {
            Lane lane = outline.Lanes[i];
            ends[i] = new End(Node("  ", $"([\"{Escape(lane.Name)}<br>{DiagramText.Shape(lane.InputShape)}\"])"), "");
        }

        foreach (Stretch stretch in outline.Stretches)
        {
            if (stretch.IsTied)
            {
                Open("  ", outline.IsShared ? "one tower for both images" : "tied: the same weights for every lane");
                ends = Layers("    ", stretch.Layers, ends, isTied: !outline.IsShared);
                Close("  ");
                continue;
            }

            for (int i = 0; i < ends.Length; i++)
            {
                if (stretch.Layers[i].Count > 0)
                {
                    Open("  ", outline.Lanes[i].Name);
                    ends[i] = Layers("    ", [stretch.Layers[i]], [ends[i]], isTied: false)[0];
                    Close("  ");
                }
            }
        }

        string head = Node("  ", $"{{{{\"{Escape(plan.Head)}<br>{Escape(DiagramText.Head(plan))}\"}}}}");
        foreach (End end in ends)
        {
            Edge(end, head);
        }

        IReadOnlyList<Layer> headLayers = Layer.All(plan.HeadLayers);
        End last = Layers("  ", [headLayers], [new End(head, headLayers.Count > 0 ? DiagramText.Shape(headLayers[0].Operation.Input) : "")], isTied: false)[0];
        string score = Node("  ", "([\"score\"])");
        Edge(last, score);
        string settings = DiagramText.Loss(plan);
        string loss = Node("  ", $"[\"{Escape(plan.Loss)}{(settings.Length > 0 ? "<br>" + Escape(settings) : "")}\"]");
        edges.Add($"  {score} -. \"in training\" .-> {loss}");
        foreach (string edge in edges)
        {
            text.Append(edge).Append('\n');
        }

        text.Append("  classDef tied fill:#e3f1ef,stroke:#0b6e69,color:#1c2429\n");
        if (tied.Count > 0)
        {
            text.Append("  class ").AppendJoin(',', tied).Append(" tied\n");
        }

        return text.ToString();
    }

    private End[] Layers(string indent, IReadOnlyList<IReadOnlyList<Layer>> layers, End[] ends, bool isTied)
    {
        for (int i = 0; i < layers[0].Count; i++)
        {
            Layer layer = layers[0][i];
            string node = layer.Branches.Count > 0 ? Composite(indent, layer, ends, isTied) : Leaf(indent, layer, ends, isTied);
            for (int lane = 0; lane < ends.Length; lane++)
            {
                GraphOperation own = layers[Math.Min(lane, layers.Count - 1)][i].Operation;
                ends[lane] = new End(node, own.Output.SequenceEqual(own.Input) ? "" : DiagramText.Shape(own.Output));
            }

            // Behind the first layer that all lanes share they are one line, unless their shapes differ.
            if (i + 1 < layers[0].Count && ends.All(end => end == ends[0]))
            {
                ends = [ends[0], .. Enumerable.Repeat(ends[0] with { IsRepeated = true }, ends.Length - 1)];
            }
        }

        return [.. ends.Select(end => end with { IsRepeated = false })];
    }

    private string Leaf(string indent, Layer layer, End[] ends, bool isTied)
    {
        string parameters = DiagramText.Parameters(layer.Operation);
        string node = Node(indent, $"[\"{Escape(layer.Operation.Name)}<br>{Escape(DiagramText.Layer(layer))}{(parameters.Length > 0 ? $"<br>{parameters} parameters" : "")}\"]");
        Mark(node, layer, isTied);
        foreach (End end in ends)
        {
            Edge(end, node);
        }

        return node;
    }

    private string Composite(string indent, Layer layer, End[] ends, bool isTied)
    {
        Open(indent, layer.Operation.Name);
        var exits = new List<End>();
        foreach (IReadOnlyList<Layer> branch in layer.Branches)
        {
            exits.AddRange(branch.Count > 0 ? Layers(indent + "  ", [branch], [ends[0]], isTied) : [ends[0]]);
        }

        string join = Node(indent + "  ", $"((\"{Escape(layer.Activation is { } activation ? activation.Kind : layer.Operation.Kind)}\"))");
        Close(indent);
        foreach (End exit in exits)
        {
            Edge(exit, join);
        }

        return join;
    }

    private void Mark(string node, Layer layer, bool isTied)
    {
        if ((isTied && layer.Operation.Tied) || layer.TiedWith.Count > 0)
        {
            tied.Add(node);
        }
    }

    private void Edge(End from, string to)
    {
        if (!from.IsRepeated)
        {
            edges.Add(from.Shape.Length > 0 ? $"  {from.Node} -- \"{from.Shape}\" --> {to}" : $"  {from.Node} --> {to}");
        }
    }

    private string Node(string indent, string shape)
    {
        string id = "n" + (count++).ToString(CultureInfo.InvariantCulture);
        text.Append(indent).Append(id).Append(shape).Append('\n');
        return id;
    }

    private void Open(string indent, string title) =>
        text.Append(indent).Append("subgraph g").Append((count++).ToString(CultureInfo.InvariantCulture)).Append("[\"").Append(Escape(title)).Append("\"]\n");

    private void Close(string indent) => text.Append(indent).Append("end\n");

    private static string Escape(string label) => label.Replace("\"", "#quot;", StringComparison.Ordinal).Replace("<", "#lt;", StringComparison.Ordinal).Replace(">", "#gt;", StringComparison.Ordinal);

    private readonly record struct End(string Node, string Shape)
    {
        public bool IsRepeated { get; init; }
    }
}
