using SiameseDsl.Graphs;

namespace SiameseDsl.Cli.Tests.Diagrams;

/// <summary>Networks that no model of the repository has: named towers with a trunk, a residual inside a tied stretch, a very deep tower, long names.</summary>
internal static class SampleGraphs
{
    public static ModelGraph Named { get; } = Graph("named", "named",
    [
        new GraphTower("photo", [3, 32, 32], [Layer("photo-conv", "conv2d", [3, 32, 32], [8, 32, 32], 224), Layer("flatten1", "flatten", [8, 32, 32], [8192], 0), Layer("photo-dense", "dense", [8192], [64], 524_352), Tied("meet", "dense", [64], [32], 2080)]),
        new GraphTower("sketch", [1, 64, 64], [Layer("flatten2", "flatten", [1, 64, 64], [4096], 0), Layer("sketch-dense", "dense", [4096], [64], 262_208), Tied("meet", "dense", [64], [32], 2080)]),
        new GraphTower("word", [300], [Layer("word-dense", "dense", [300], [64], 19_264), Tied("meet", "dense", [64], [32], 2080)]),
    ]);

    public static ModelGraph Residual { get; } = Graph("residual", "shared",
    [
        new GraphTower("tower", [16], [
            Layer("first", "dense", [16], [32], 544),
            new GraphOperation
            {
                Kind = "residual", Name = "res1", Input = [32], Output = [32], Parameters = 2112,
                Branches = [[Layer("inner1", "dense", [32], [32], 1056), Layer("relu1", "relu", [32], [32], 0), Layer("inner2", "dense", [32], [32], 1056)], []],
            },
            new GraphOperation
            {
                Kind = "residual", Name = "res2", Input = [32], Output = [64], Parameters = 4224,
                Branches = [[Layer("wide", "dense", [32], [64], 2112)], [Layer("short", "dense", [32], [64], 2112)]],
            },
        ]),
    ]);

    public static ModelGraph Deep { get; } = Graph("deep", "shared",
        [new GraphTower("tower", [64], [.. Enumerable.Range(1, 120).Select(i => Layer($"a-rather-long-name-for-a-layer-{i}", "dense", [64], [64], 4160))])]);

    private static ModelGraph Graph(string variant, string sharing, IReadOnlyList<GraphTower> towers) => new()
    {
        Family = "Sample",
        Variant = variant,
        Summary = "A sample.",
        Primary = "auc",
        PlanHash = "0",
        Sharing = sharing,
        Towers = towers,
        Head = "cosine",
        Calibrated = true,
        IsMetric = true,
        HeadLayers = [],
        Loss = "bce",
        EmbeddingSize = 32,
        ParameterCount = 1000,
        Macs = 1000,
        Resolved = [],
    };

    private static GraphOperation Layer(string name, string kind, long[] input, long[] output, long parameters) =>
        new() { Kind = kind, Name = name, Input = input, Output = output, Parameters = parameters, Attributes = kind == "dense" ? [new("units", output[0].ToString(System.Globalization.CultureInfo.InvariantCulture))] : [] };

    private static GraphOperation Tied(string name, string kind, long[] input, long[] output, long parameters) => Layer(name, kind, input, output, parameters) with { Tied = true };
}
