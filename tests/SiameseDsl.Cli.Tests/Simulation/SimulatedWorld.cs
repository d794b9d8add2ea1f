using SiameseDsl.Cli.Reports;
using SiameseDsl.Evaluation;
using SiameseDsl.Graphs;

namespace SiameseDsl.Cli.Tests.Simulation;

/// <summary>
/// A test part drawn from a population of classes, some tighter than others, and trained models that look at it: each sees the hidden features of an image from a direction of its own and adds noise.
/// The hidden features have no preferred direction, so that models with the same noise are equally good over all classes, and differ on the ones at hand.
/// </summary>
internal sealed class SimulatedWorld
{
    private const int Hidden = 12;
    private const int Seen = 8;
    private const int Pairs = 2_000;
    private const int Episodes = 600;
    private const double Threshold = -3.6;

    // No comparison looks at these.
    private static readonly VerificationFigures Unasked = VerificationFigures.Of([1, 0], [true, false], new ScoreCalibration(1, 0));

    private readonly Random random;
    private readonly double[][] images;
    private readonly PairSet pairs;
    private readonly EpisodeSet episodes;

    public SimulatedWorld(int classes, int each, int ways, int seed)
    {
        random = new Random(seed);
        Labels = [.. Enumerable.Range(0, classes * each).Select(i => i % classes)];
        double[][] centres = [.. Enumerable.Range(0, classes).Select(_ => Normals(Hidden, 1))];
        double[] spreads = [.. Enumerable.Range(0, classes).Select(_ => 0.35 * Math.Exp(0.35 * Normal()))];
        images = [.. Labels.Select(label => centres[label].Zip(Normals(Hidden, spreads[label]), (centre, noise) => centre + noise).ToArray())];
        pairs = PairSet.Balanced(Labels, Pairs, 1);
        episodes = EpisodeSet.Random(Labels, ways, 1, Episodes, 1);
    }

    public int[] Labels { get; }

    /// <summary>A variant, trained from so many seeds, whose embeddings have this much noise of their own.</summary>
    public MeasuredVariant Variant(string name, double noise, int seeds) => new(
        Plan(name),
        [.. Enumerable.Range(1, seeds).Select(seed => new MeasuredRun(seed, $"{name}-{seed}", Train(noise), 1, 1, []))]);

    /// <summary>Trains one model and measures it.</summary>
    public EvaluationResult Train(double noise)
    {
        double[][] directions = Directions();
        float[][] embeddings = Array.ConvertAll(images, image => Array.ConvertAll(directions, direction => (float)(Product(direction, image) + (noise * Normal()))));
        using var scorer = new EmbeddingScorer(embeddings);
        float[] scores = scorer.Score(pairs.Left, pairs.Right);
        EpisodeOutcomes outcomes = EpisodeOutcomes.Of(episodes, scorer);
        return new EvaluationResult
        {
            Threshold = Threshold,
            PairAccuracy = Verification.Accuracy(scores, pairs.Same, Threshold),
            Auc = Verification.Auc(scores, pairs.Same),
            Eer = Verification.Eer(scores, pairs.Same),
            Verification = Unasked,
            OneShot = new SortedDictionary<int, double> { [episodes.Ways] = outcomes.Accuracy },
            Pairs = new PairOutcomes(pairs, scores, Threshold),
            Episodes = new SortedDictionary<int, EpisodeOutcomes> { [episodes.Ways] = outcomes },
        };
    }

    private static ModelGraph Plan(string name) => new()
    {
        Family = "Simulated",
        Variant = name,
        Summary = "",
        Primary = "one_shot",
        PlanHash = name,
        Sharing = "shared",
        Towers = [],
        Head = "euclidean",
        Calibrated = false,
        IsMetric = true,
        HeadLayers = [],
        Loss = "contrastive",
        EmbeddingSize = Seen,
        ParameterCount = 0,
        Macs = 0,
        Resolved = [],
    };

    /// <summary>Orthonormal directions in random position: normal vectors, each without what it shares with those before (Gram and Schmidt).</summary>
    private double[][] Directions()
    {
        var directions = new List<double[]>();
        while (directions.Count < Seen)
        {
            double[] next = Normals(Hidden, 1);
            foreach (double[] known in directions)
            {
                double shared = Product(known, next);
                for (int i = 0; i < Hidden; i++)
                {
                    next[i] -= shared * known[i];
                }
            }

            double length = Math.Sqrt(Product(next, next));
            directions.Add(Array.ConvertAll(next, v => v / length));
        }

        return [.. directions];
    }

    private static double Product(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private double[] Normals(int count, double deviation) => [.. Enumerable.Range(0, count).Select(_ => deviation * Normal())];

    /// <summary>Box and Muller (1958).</summary>
    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private sealed class EmbeddingScorer(float[][] embeddings) : IPairScorer
    {
        public float[] Score(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
        {
            var scores = new float[left.Length];
            for (int i = 0; i < scores.Length; i++)
            {
                float[] a = embeddings[left[i]];
                float[] b = embeddings[right[i]];
                float sum = 0;
                for (int d = 0; d < a.Length; d++)
                {
                    sum += (a[d] - b[d]) * (a[d] - b[d]);
                }

                scores[i] = -MathF.Sqrt(sum);
            }

            return scores;
        }

        public void Dispose()
        {
        }
    }
}
