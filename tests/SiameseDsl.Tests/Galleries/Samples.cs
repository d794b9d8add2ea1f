using SiameseDsl.Evaluation;
using SiameseDsl.Galleries;
using SiameseDsl.Modules;

namespace SiameseDsl.Tests.Galleries;

/// <summary>Galleries of made-up embeddings: the tests of the file need no Torch.</summary>
internal static class Samples
{
    public const int Size = 8;

    public static GalleryFacts Facts { get; } = new()
    {
        Model = "Toy/base",
        PlanHash = new string('a', 64),
        Weights = new WeightFingerprint(new string('b', 64)),
        EmbeddingShape = [Size],
        ProbeTower = "tower",
        GalleryTower = "tower",
        Threshold = -1.25,
        Reference = new ScoreReference(new OperatingPoint(-1.25, new ScoreCalibration(2, 3)), ImpostorScores.Of([.. Enumerable.Range(0, 5000).Select(i => -1 - (i / 1000f))])),
    };

    /// <summary>The embedding of one example: anybody can tell whether it is whole.</summary>
    public static float[] Embedding(int seed, int size = Size)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, size).Select(_ => random.NextSingle() - 0.5f)];
    }

    public static NewExample Example(string name, int seed) => new(name, $"{seed}.png", Embedding(seed));

    /// <summary>A gallery of so many identities with three examples each.</summary>
    public static void Write(string path, int identities)
    {
        using GalleryFile gallery = GalleryFile.OpenOrCreate(path, Facts);
        gallery.Add([.. Enumerable.Range(0, identities).SelectMany(i => Enumerable.Range(0, 3).Select(k => Example($"person {i}", (3 * i) + k)))]);
    }
}
