using System.Text.RegularExpressions;
using SiameseDsl.Cli.Diagrams;
using SiameseDsl.Cli.Tests.Hosting;
using SiameseDsl.Graphs;

namespace SiameseDsl.Cli.Tests.Diagrams;

/// <summary>The flowchart's text against Mermaid's grammar: the lines that it may have, nodes before their edges, subgraphs that close.</summary>
public sealed partial class MermaidDiagramTests
{
    public static TheoryData<string> Names => SvgDiagramTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_text_is_a_flowchart(string name)
    {
        string[] lines = Write(name).TrimEnd('\n').Split('\n');
        Assert.Equal(["---", $"title: {name}", "---", "flowchart TD"], lines[..4]);
        var nodes = new HashSet<string>(StringComparer.Ordinal);
        int depth = 0;
        foreach (string line in lines[4..])
        {
            string trimmed = line.Trim();
            if (Node().Match(trimmed) is { Success: true } node)
            {
                Assert.True(nodes.Add(node.Groups["id"].Value), line);
            }
            else if (Edge().Match(trimmed) is { Success: true } edge)
            {
                Assert.Contains(edge.Groups["from"].Value, nodes);
                Assert.Contains(edge.Groups["to"].Value, nodes);
                Assert.Equal(0, depth);
            }
            else if (Subgraph().IsMatch(trimmed))
            {
                depth++;
            }
            else if (trimmed == "end")
            {
                Assert.True(--depth >= 0);
            }
            else if (ClassLine().Match(trimmed) is { Success: true } tied)
            {
                Assert.All(tied.Groups["ids"].Value.Split(','), id => Assert.Contains(id, nodes));
            }
            else
            {
                Assert.StartsWith("classDef tied ", trimmed, StringComparison.Ordinal);
            }
        }

        Assert.Equal(0, depth);
    }

    [Fact]
    public void A_layer_tied_between_some_towers_stands_in_each_and_one_tied_between_all_stands_once()
    {
        string text = Write("Domains/three");

        Assert.Equal(3, text.Split("[\"stem<br>").Length - 1);
        Assert.Contains("tied with inverted", text, StringComparison.Ordinal);
        Assert.Contains("tied with turned", text, StringComparison.Ordinal);
        Assert.Equal(1, text.Split("[\"body<br>").Length - 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_layer_is_there_and_everything_hangs_together(string name)
    {
        ModelGraph graph = SvgDiagramTests.Graphs.Single(candidate => candidate.Name == name);
        string text = Write(name);
        Assert.All(graph.Towers.SelectMany(tower => tower.Operations).Where(operation => operation.Parameters > 0), operation => Assert.Contains($"\"{operation.Name}", text, StringComparison.Ordinal));
        (string From, string To)[] edges = [.. text.Split('\n').Select(line => Edge().Match(line.Trim())).Where(match => match.Success).Select(match => (match.Groups["from"].Value, match.Groups["to"].Value))];
        var reached = new HashSet<string>(StringComparer.Ordinal) { edges[0].From };
        for (int before = 0; before < reached.Count;)
        {
            before = reached.Count;
            foreach ((string from, string to) in edges)
            {
                if (reached.Contains(from) || reached.Contains(to))
                {
                    reached.UnionWith([from, to]);
                }
            }
        }

        Assert.Equal(text.Split('\n').Count(line => Node().IsMatch(line.Trim())), reached.Count);
    }

    [Fact]
    public void The_command_prints_it()
    {
        CliResult result = CommandLine.Run("describe", "Domains", "--diagram", "mermaid");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("[\"tied: the same weights for every lane\"]", result.Out, StringComparison.Ordinal);
        Assert.Contains("\"16 × 14 × 14\" -->", result.Out, StringComparison.Ordinal);
    }

    private static string Write(string name) => MermaidDiagram.Write(SvgDiagramTests.Graphs.Single(graph => graph.Name == name));

    [GeneratedRegex("""^(?<id>n[0-9]+)(\[|\(\[|\{\{|\(\()"[^"<>]*(<br>[^"<>]*)*"(\]|\]\)|\}\}|\)\))$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Node();

    [GeneratedRegex("""^(?<from>n[0-9]+) (-->|-- "[^"]+" -->|-\. "[^"]+" \.->) (?<to>n[0-9]+)$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Edge();

    [GeneratedRegex("""^subgraph g[0-9]+\["[^"]+"\]$""")]
    private static partial Regex Subgraph();

    [GeneratedRegex("^class (?<ids>n[0-9]+(,n[0-9]+)*) tied$", RegexOptions.ExplicitCapture)]
    private static partial Regex ClassLine();
}
