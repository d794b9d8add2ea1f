using SiameseDsl.Heads;
using SiameseDsl.Tests.Losses;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Heads;

public sealed class MetricTests
{
    public static TheoryData<string> Metrics => ["euclidean", "squared_euclidean", "cosine"];

    [Theory]
    [MemberData(nameof(Metrics))]
    public void PairFormAndMatrixFormEqualPlainLoops(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        Metric metric = MetricOf(name);
        Tensor a = randn(5, 7), b = randn(4, 7);
        double[][] rowsA = Rows(a), rowsB = Rows(b);

        float[] matrix = metric.Distances(a, b).data<float>().ToArray();
        float[] similar = metric.Similarities(a, b).data<float>().ToArray();
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                double expected = Reference.Distance(name, rowsA[i], rowsB[j]);
                Assert.Equal(expected, matrix[(i * 4) + j], 1e-5);
                Assert.Equal(name == "cosine" ? 1 - expected : -expected, similar[(i * 4) + j], 1e-5);
            }
        }

        float[] pairs = metric.Distance(a[..4], b).data<float>().ToArray();
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(Reference.Distance(name, rowsA[i], rowsB[i]), pairs[i], 1e-5));
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void GradientsAreFiniteAtEqualRowsAndAtZero(string name)
    {
        using var scope = NewDisposeScope();
        Metric metric = MetricOf(name);
        foreach (Tensor rows in new[] { full([3, 4], 0.3f), zeros(3, 4) })
        {
            Tensor a = rows.clone().requires_grad_(), b = rows.clone().requires_grad_();
            (metric.Distance(a, b).sum() + metric.Distances(a, b).sum()).backward();
            Assert.True(a.grad!.isfinite().all().item<bool>());
            Assert.True(b.grad!.isfinite().all().item<bool>());
        }
    }

    [Fact]
    public void MatrixFormKeepsItsDigitsForLongCloseRows()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        Tensor rows = 30 + (randn(64, 100) * 0.01);
        double[][] plain = Rows(rows);
        float[] matrix = Metric.Euclidean.Distances(rows, rows).data<float>().ToArray();
        for (int j = 1; j < 64; j++)
        {
            double expected = Reference.Distance("euclidean", plain[0], plain[j]);
            Assert.Equal(1, matrix[j] / expected, 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void MatrixFormHasTheGradientOfThePairForm(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        Metric metric = MetricOf(name);
        Tensor a = randn([6, 3], ScalarType.Float64).requires_grad_(), b = randn([6, 3], ScalarType.Float64).requires_grad_();
        metric.Distance(a, b).sum().backward();
        Tensor ga = a.grad!.clone(), gb = b.grad!.clone();
        a.grad = null;
        b.grad = null;
        metric.Distances(a, b).diagonal().sum().backward();
        Assert.True(allclose(ga, a.grad!, atol: 1e-10));
        Assert.True(allclose(gb, b.grad!, atol: 1e-10));
    }

    private static Metric MetricOf(string name) => (Metric)EmbeddingLossTests.SimilarityOf(name);

    private static double[][] Rows(Tensor values)
    {
        float[] flat = values.data<float>().ToArray();
        int width = (int)values.shape[1];
        return [.. flat.Chunk(width).Select(row => row.Select(x => (double)x).ToArray())];
    }
}
