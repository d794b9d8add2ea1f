using SiameseDsl.Heads;
using SiameseDsl.Losses;
using SiameseDsl.Sampling;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Losses;

/// <summary>Every loss over labelled batches against its formula in plain loops, its gradients against finite differences, in double precision.</summary>
public sealed class EmbeddingLossTests
{
    private const double Width = 1e-6;

    private static readonly int[] Labels = [3, 3, 3, 7, 7, 1, 1, 1, 1, 9];

    public static TheoryData<string, string, bool> Cases
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (LossCase one in LossCase.All)
            {
                foreach (string metric in one.Metrics)
                {
                    data.Add(one.Name, metric, false);
                    data.Add(one.Name, metric, true);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ValueAndGradientAreThoseOfTheFormula(string name, string metric, bool twoTowers)
    {
        using var scope = NewDisposeScope();
        LossCase one = LossCase.Named(name);
        using EmbeddingLoss loss = one.Create(SimilarityOf(metric));
        PlainBatch batch = Batch(metric, twoTowers, LossCase.ClassesOf(loss));
        Tensor a = Rows(batch.Anchors).requires_grad_();
        Tensor c = twoTowers ? Rows(batch.Candidates).requires_grad_() : a;
        Tensor target = tensor(Array.ConvertAll(batch.Labels, label => (long)label));

        Tensor value = twoTowers ? loss.forward(a, c, target) : loss.call(a, target);

        (double expected, double? active) = one.Expected(batch);
        Assert.Equal(expected, value.item<double>(), 1e-7);
        if (active is not null)
        {
            Assert.Equal(active.Value, Assert.IsAssignableFrom<IMinedLoss>(loss).ActiveFraction, 12);
        }

        value.backward();
        double[] gradient = a.grad!.data<double>().ToArray();
        Assert.Contains(gradient, slope => Math.Abs(slope) > 1e-4);
        for (int row = 0; row < Labels.Length; row += 3)
        {
            for (int k = 0; k < 4; k++)
            {
                double slope = Slope(batch.Anchors, row, k, moved => one.Expected(batch with { Anchors = moved, Candidates = twoTowers ? batch.Candidates : moved, Frozen = batch }).Loss);
                Assert.Equal(slope, gradient[(row * 4) + k], 1e-5);
            }
        }

        if (twoTowers)
        {
            double slope = Slope(batch.Candidates, 1, 2, moved => one.Expected(batch with { Candidates = moved, Frozen = batch }).Loss);
            Assert.Equal(slope, c.grad![1, 2].item<double>(), 1e-5);
        }
    }

    [Theory]
    [InlineData("arcface")]
    [InlineData("cosface")]
    [InlineData("proxy_anchor")]
    [InlineData("sum")]
    public void ClassVectorsHaveTheGradientOfTheFormula(string name)
    {
        using var scope = NewDisposeScope();
        LossCase one = LossCase.Named(name);
        using EmbeddingLoss loss = one.Create(Metric.Cosine);
        Parameter vectors = LossCase.ClassesOf(loss)!.ClassVectors;
        PlainBatch batch = Batch("cosine", twoTowers: false, LossCase.ClassesOf(loss));

        loss.call(Rows(batch.Anchors), tensor(Array.ConvertAll(batch.Labels, label => (long)label))).backward();

        double[] gradient = vectors.grad!.data<double>().ToArray();
        for (int row = 0; row < batch.Vectors.Length; row++)
        {
            for (int k = 0; k < 4; k++)
            {
                Assert.Equal(Slope(batch.Vectors, row, k, moved => one.Expected(batch with { Vectors = moved }).Loss), gradient[(row * 4) + k], 1e-5);
            }
        }
    }

    [Theory]
    [InlineData("nt_xent-learned")]
    public void ALearnedTemperatureHasTheGradientOfTheFormula(string name)
    {
        using var scope = NewDisposeScope();
        using var loss = (TemperatureLoss)LossCase.Named(name).Create(Metric.Cosine);
        PlainBatch batch = Batch("cosine", twoTowers: false, null);

        loss.call(Rows(batch.Anchors), tensor(Array.ConvertAll(batch.Labels, label => (long)label))).backward();

        // The parameter is ln(1/t).
        (string key, Parameter parameter) = Assert.Single(loss.named_parameters());
        Assert.Equal("log_scale", key);
        double At(double logScale) => RankingReference.NtXent(batch.Similarities, batch.Labels, Math.Exp(-logScale));
        double expected = (At(-Math.Log(0.3) + Width) - At(-Math.Log(0.3) - Width)) / (2 * Width);
        Assert.Equal(expected, parameter.grad!.item<float>(), 1e-5);
        Assert.Equal(0.3, loss.Temperature, 1e-6);
    }

    [Fact]
    public void ALearnedTemperatureStopsAtAHundredth()
    {
        using var scope = NewDisposeScope();
        using var loss = new SupConLoss(Metric.Cosine, 0.5, learned: true);
        Parameter parameter = loss.parameters().Single();
        using (no_grad())
        {
            parameter.fill_(9);
        }

        loss.call(randn(4, 3), tensor(new long[] { 0, 0, 1, 1 }));

        Assert.Equal(0.01, loss.Temperature, 1e-6);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SupConLoss(Metric.Cosine, 0.005, learned: true));
    }

    internal static Similarity SimilarityOf(string name) => name switch
    {
        "euclidean" => Metric.Euclidean,
        "squared_euclidean" => Metric.SquaredEuclidean,
        "dot" => Similarity.Dot,
        _ => Metric.Cosine,
    };

    internal static Tensor Rows(double[][] rows) => tensor(rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length]);

    // Classes apart enough that some triplets are active and others not.
    private static PlainBatch Batch(string metric, bool twoTowers, ClassLoss? classes)
    {
        var random = new RandomSource(twoTowers ? 3u : 11u);
        double[][] Draw() => [.. Labels.Select(label => Enumerable.Range(0, 4).Select(k => (0.35 * Math.Sin((label * 2.1) + k)) + (0.5 * random.NextDouble()) - 0.1).ToArray())];
        double[][] left = Draw(), right = Draw();
        double[][] vectors = classes is null ? [] : [.. classes.ClassVectors.data<double>().ToArray().Chunk(4)];
        return new PlainBatch(metric, left, twoTowers ? right : left, Labels, vectors);
    }

    private static double Slope(double[][] rows, int row, int column, Func<double[][], double> value)
    {
        double[][] Moved(double by) => [.. rows.Select((r, i) => r.Select((x, k) => i == row && k == column ? x + by : x).ToArray())];
        return (value(Moved(Width)) - value(Moved(-Width))) / (2 * Width);
    }
}
