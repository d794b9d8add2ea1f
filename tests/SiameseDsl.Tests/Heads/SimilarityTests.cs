using SiameseDsl.Heads;
using SiameseDsl.Tests.Losses;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Heads;

/// <summary>Heads that learn, and similarities without a distance, against plain loops.</summary>
public sealed class SimilarityTests
{
    public static TheoryData<string> Names => ["dot", "bilinear", "bilinear-symmetric", "mahalanobis", "mahalanobis-squared", "pairwise", "cosine", "euclidean"];

    [Theory]
    [MemberData(nameof(Names))]
    public void RowsAndMatrixEqualPlainLoops(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        using Linear map = nn.Linear(5, name.StartsWith("mahalanobis", StringComparison.Ordinal) ? 3 : 5, hasBias: false, dtype: ScalarType.Float64);
        double[][] w = Rows(map.weight!);
        Similarity similarity = Of(name, map);
        Tensor a = randn([4, 5], ScalarType.Float64), b = randn([3, 5], ScalarType.Float64);
        double[][] rowsA = Rows(a), rowsB = Rows(b);

        double[] matrix = similarity.Similarities(a, b).data<double>().ToArray();
        double[] distances = similarity.Dissimilarities(a, b).data<double>().ToArray();
        double[] pairs = similarity.OfRows(a[..3], b).data<double>().ToArray();
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                double expected = Expected(name, w, rowsA[i], rowsB[j]);
                Assert.Equal(expected, matrix[(i * 3) + j], 1e-9);
                Assert.Equal((name == "cosine" ? 1 : 0) - expected, distances[(i * 3) + j], 1e-9);
                if (i == j)
                {
                    Assert.Equal(expected, pairs[i], 1e-9);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheOrderMattersOnlyForABilinearFormThatIsNotSymmetric(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        using Linear map = nn.Linear(5, 5, hasBias: false, dtype: ScalarType.Float64);
        Similarity similarity = Of(name, map);
        Tensor a = randn([6, 5], ScalarType.Float64), b = randn([6, 5], ScalarType.Float64);
        Assert.Equal(name is not ("bilinear" or "pairwise"), allclose(similarity.OfRows(a, b), similarity.OfRows(b, a)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatIsLearnedHasTheSameGradientFromRowsAndFromTheMatrix(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(6);
        using Linear map = nn.Linear(5, 5, hasBias: false, dtype: ScalarType.Float64);
        Similarity similarity = Of(name, map);
        Tensor a = randn([4, 5], ScalarType.Float64).requires_grad_(), b = randn([4, 5], ScalarType.Float64).requires_grad_();

        similarity.OfRows(a, b).square().sum().backward();
        Tensor ga = a.grad!.clone(), gb = b.grad!.clone();
        Tensor? gw = map.weight!.grad?.clone();
        a.grad = b.grad = map.weight.grad = null;
        similarity.Similarities(a, b).diagonal().square().sum().backward();

        Assert.True(allclose(ga, a.grad!, atol: 1e-9) && allclose(gb, b.grad!, atol: 1e-9));
        bool learns = name.StartsWith("bilinear", StringComparison.Ordinal) || name.StartsWith("mahalanobis", StringComparison.Ordinal);
        Assert.Equal(learns, gw is not null && gw.abs().sum().item<double>() > 0);
        Assert.True(!learns || allclose(gw!, map.weight.grad!, atol: 1e-9));
    }

    [Fact]
    public void AMahalanobisDistanceIsAMetric()
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        using Linear map = nn.Linear(5, 2, hasBias: false);
        var metric = Metric.Mahalanobis(map);
        Tensor x = randn(12, 5);
        Tensor d = metric.Distances(x, x);
        Assert.True(d.ge(0).all().item<bool>());
        Assert.True(allclose(d, d.t(), atol: 1e-5));
        Assert.True((d.unsqueeze(1) + d.unsqueeze(0)).add(1e-4).ge(d.unsqueeze(2)).all().item<bool>(), "The way over a third point is never shorter.");

        Tensor same = full([3, 5], 0.3f).requires_grad_();
        metric.Distance(same, same.clone()).sum().backward();
        Assert.True(same.grad!.isfinite().all().item<bool>());
    }

    private static Similarity Of(string name, Linear map) => name switch
    {
        "bilinear" => Similarity.Bilinear(map, symmetric: false),
        "bilinear-symmetric" => Similarity.Bilinear(map, symmetric: true),
        "mahalanobis" => Metric.Mahalanobis(map),
        "mahalanobis-squared" => Metric.Mahalanobis(map, squared: true),
        "pairwise" => Similarity.Of((left, right) => (left - (2 * right)).abs().sum(-1)),
        _ => EmbeddingLossTests.SimilarityOf(name),
    };

    private static double Expected(string name, double[][] w, double[] a, double[] b)
    {
        double Form(double[] x, double[] y) => w.Select((row, i) => row.Zip(x, (p, q) => p * q).Sum() * y[i]).Sum();
        double squares = w.Sum(row => Math.Pow(row.Zip(a.Zip(b, (x, y) => x - y), (p, q) => p * q).Sum(), 2));
        return name switch
        {
            "bilinear" => Form(a, b),
            "bilinear-symmetric" => (Form(a, b) + Form(b, a)) / 2,
            "mahalanobis" => -Math.Sqrt(squares),
            "mahalanobis-squared" => -squares,
            "pairwise" => a.Zip(b, (x, y) => Math.Abs(x - (2 * y))).Sum(),
            _ => Reference.Similarity(name, a, b),
        };
    }

    private static double[][] Rows(Tensor values)
    {
        double[] flat = values.data<double>().ToArray();
        int width = (int)values.shape[1];
        return [.. flat.Chunk(width)];
    }
}
