using SiameseDsl.Data;
using SiameseDsl.Graphs;
using SiameseDsl.Heads;
using SiameseDsl.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Evaluation;

/// <summary>One dense layer a tower, with dropout so that the mode shows, under a Euclidean head. Counts the samples that go through each tower.</summary>
internal sealed class TinyModel : SiameseModule
{
    private readonly TorchSharp.Modules.Linear[] towers;
    private readonly TorchSharp.Modules.Dropout drop;

    public TinyModel(int towerCount, double dropout = 0.5)
        : base("tiny", Graph(towerCount))
    {
        manual_seed(1);
        towers = [.. Enumerable.Range(0, towerCount).Select(_ => nn.Linear(4, 3))];
        drop = nn.Dropout(dropout);
        for (int i = 0; i < towers.Length; i++)
        {
            register_module($"tower{i}", towers[i]);
        }

        register_module("drop", drop);
    }

    public override Metric? HeadMetric => Metric.Euclidean;

    public int[] Embedded { get; } = new int[2];

    public override Tensor Encode(Tensor images, int tower)
    {
        Embedded[tower] += (int)images.shape[0];
        return drop.call(towers[tower].call(images.flatten(1)));
    }

    public override Tensor Compare(Tensor left, Tensor right) => Metric.Euclidean.Distance(left, right).neg();

    public override Tensor forward(Tensor left, Tensor right) => Compare(Encode(left, 0), Encode(right, towers.Length - 1));

    /// <summary>Four pixels a sample: each class has a random centre.</summary>
    public static SampleSet Samples(int classes, int each, int seed, float spread = 0.2f)
    {
        var random = new Random(seed);
        float[][] centres = [.. Enumerable.Range(0, classes).Select(_ => Enumerable.Range(0, 4).Select(_ => random.NextSingle()).ToArray())];
        int[] labels = FakeScorer.Labels(classes, each);
        float[] values = [.. labels.SelectMany(l => centres[l].Select(c => c + (spread * random.NextSingle())))];
        return new SampleSet(tensor(values).reshape(labels.Length, 1, 2, 2), labels, [.. Enumerable.Range(0, classes).Select(c => $"c{c}")]);
    }

    public static DataSplit Split(int testClasses) => new()
    {
        Name = "tiny",
        Sha256 = "0",
        Train = Samples(4, 5, 1),
        Validation = Samples(6, 10, 2),
        Test = Samples(testClasses, 10, 3),
        Disjoint = true,
        Description = "Made up.",
    };

    private static ModelGraph Graph(int towers) => new()
    {
        Family = "Tiny",
        Variant = "base",
        Summary = "",
        Primary = "pair_accuracy",
        PlanHash = "0",
        Sharing = towers == 1 ? "shared" : "separate",
        Towers = [.. Enumerable.Range(0, towers).Select(i => new GraphTower($"tower{i}", [1, 2, 2], []))],
        Head = "euclidean",
        Calibrated = false,
        IsMetric = true,
        HeadLayers = [],
        Loss = "contrastive",
        EmbeddingSize = 3,
        ParameterCount = 15 * towers,
        Macs = 12,
        Resolved = [],
    };
}
