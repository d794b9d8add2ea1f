using SiameseDsl.Heads;
using SiameseDsl.Losses;
using SiameseDsl.Mining;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Losses;

/// <summary>Losses at the edges: equal embeddings, zeros, one class, one image of each, far apart.</summary>
public sealed class LossEdgeTests
{
    public static TheoryData<string, string, bool> Cases => EmbeddingLossTests.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void EqualEmbeddingsAndZerosHaveFiniteValuesAndGradients(string name, string metric, bool twoTowers)
    {
        foreach (float value in new[] { 0.5f, 0f })
        {
            using var scope = NewDisposeScope();
            using EmbeddingLoss loss = LossCase.Named(name).Create(EmbeddingLossTests.SimilarityOf(metric));
            loss.to(ScalarType.Float32);
            Tensor labels = tensor(Enumerable.Range(0, 12).Select(i => (long)LossCase.AllLabels[i / 3]).ToArray());
            Tensor a = full([12, 4], value).requires_grad_();
            Tensor c = twoTowers ? full([12, 4], value).requires_grad_() : a;

            Tensor result = loss.forward(a, c, labels);
            result.backward();

            Assert.True(result.isfinite().item<bool>());
            Assert.True(a.grad!.isfinite().all().item<bool>());
            Assert.True(c.grad!.isfinite().all().item<bool>());
            Assert.All(loss.parameters(), parameter => Assert.True(parameter.grad!.isfinite().all().item<bool>()));
        }
    }

    // Vectors of length 1: what cosines and dot products call equal.
    [Theory]
    [MemberData(nameof(Cases))]
    public void EqualEmbeddingsGiveTheUninformativeValue(string name, string metric, bool twoTowers)
    {
        using var scope = NewDisposeScope();
        using EmbeddingLoss loss = LossCase.Named(name).Create(EmbeddingLossTests.SimilarityOf(metric));
        if (LossCase.ClassesOf(loss) is not null || name == "bce" || name == "n_pair-l2" || name.StartsWith("contrastive", StringComparison.Ordinal) || name == "double_margin")
        {
            return; // Class vectors choose the best value themselves, and a constant distance of zero is not the best one: each has a test of its own.
        }

        Tensor labels = tensor(Enumerable.Range(0, 12).Select(i => (long)(i / 3)).ToArray());
        Tensor a = full([12, 4], 0.5, ScalarType.Float64);
        Tensor value = loss.forward(a, twoTowers ? full([12, 4], 0.5, ScalarType.Float64) : a, labels);

        Assert.Equal(loss.UninformativeValue(4, 3), value.item<double>(), 1e-4);
    }

    [Theory]
    [InlineData("arcface")]
    [InlineData("cosface")]
    [InlineData("proxy_anchor")]
    public void TheUninformativeValueOfClassVectorsIsTheBestThatEqualEmbeddingsReach(string name)
    {
        using var scope = NewDisposeScope();
        LossCase one = LossCase.Named(name);
        using var loss = (ClassLoss)one.Create(Metric.Cosine);
        int[] labels = [.. Enumerable.Range(0, 12).Select(i => LossCase.AllLabels[i / 3])];
        double[][] rows = [.. labels.Select(_ => new double[] { 1, 0, 0, 0 })];

        // All class vectors at one angle to the embedding, which by symmetry is where training ends.
        double best = Enumerable.Range(0, 20_001).Min(i =>
        {
            double angle = Math.PI * i / 20_000;
            double[][] vectors = [.. LossCase.AllLabels.Select(_ => new[] { Math.Cos(angle), Math.Sin(angle), 0, 0 })];
            return one.Expected(new PlainBatch("cosine", rows, rows, labels, vectors)).Loss;
        });

        Assert.Equal(best, loss.UninformativeValue(4, 3), 1e-3);
    }

    [Fact]
    public void PairLossesOverABatchKeepTheValueOfBalancedPairs()
    {
        Assert.Equal(0.25, new AllPairsLoss(new ContrastiveLoss(1), Metric.Euclidean, new AllMining()).UninformativeValue(8, 4), 12);
        Assert.Equal(Math.Log(2), new AllPairsLoss(new BceLoss(), Similarity.Dot, new AllMining()).UninformativeValue(8, 4), 12);
        Assert.Equal(Math.Log(4), new NPairLoss(Similarity.Dot).UninformativeValue(4, 3), 12);
        using var sum = new SumLoss([new(2, new TripletLoss(Metric.Euclidean, 0.3)), new(0.5, new NtXentLoss(Metric.Euclidean))]);
        Assert.Equal((2 * 0.3) + (0.5 * Math.Log(10)), sum.UninformativeValue(4, 3), 12);
        Assert.True(double.IsNaN(new ArcFaceLoss(4).UninformativeValue(4, 3)));
        Assert.True(double.IsNaN(new ProxyAnchorLoss(4).UninformativeValue(4, 3)));
        Assert.Equal(0, new CircleLoss(Metric.Cosine).UninformativeValue(4, 1));
    }

    public static TheoryData<string> Names => [.. LossCase.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void OneClassAndOneImageOfEachAreNoTrouble(string name)
    {
        foreach (long[] labels in new[] { new long[] { 3, 3, 3, 3 }, [1, 3, 7, 9] })
        {
            using var scope = NewDisposeScope();
            LossCase one = LossCase.Named(name);
            using EmbeddingLoss loss = one.Create(EmbeddingLossTests.SimilarityOf(one.Metrics[0]));
            loss.to(ScalarType.Float32);
            if (name == "prototypical" && labels[0] != labels[1])
            {
                continue; // Without a query there is no episode, which it says.
            }

            Tensor rows = randn(4, 4).requires_grad_();
            Tensor value = loss.call(rows, tensor(labels));
            value.backward();
            Assert.True(value.isfinite().item<bool>(), $"{value.item<float>()}");
            Assert.True(rows.grad!.isfinite().all().item<bool>());
        }
    }

    [Fact]
    public void OneClassGivesLossesOfTripletsNoGradient()
    {
        using var scope = NewDisposeScope();
        Tensor labels = zeros(4, ScalarType.Int64);
        foreach (EmbeddingLoss loss in new EmbeddingLoss[]
        {
            new NtXentLoss(Metric.Cosine), new TripletLoss(Metric.Euclidean), new TripletLoss(Metric.Euclidean, mining: new HardMining()), new SoftMarginTripletLoss(Metric.Euclidean),
            new NPairLoss(Similarity.Dot, 0), new CircleLoss(Metric.Cosine), new MultiSimilarityLoss(Metric.Cosine),
        })
        {
            Tensor rows = randn(4, 3).requires_grad_();
            Tensor value = loss.call(rows, labels);
            value.backward();
            Assert.Equal(0, value.item<float>(), 1e-6);
            Assert.Equal(0, rows.grad!.abs().sum().item<float>(), 1e-6);
        }
    }

    [Theory]
    [InlineData("all")]
    [InlineData("semi")]
    [InlineData("hard")]
    [InlineData("multi")]
    public void ClassesFartherApartThanTheMarginCostNothing(string miner)
    {
        using var scope = NewDisposeScope();
        Tensor rows = tensor(new float[,] { { 0, 0 }, { 0, 0.1f }, { 5, 0 }, { 5, 0.1f }, { 9, 9 } }).requires_grad_();
        var loss = new TripletLoss(Metric.Euclidean, 1, MinerTests.OptionsOf(miner));
        Assert.True(double.IsNaN(loss.ActiveFraction));
        Tensor value = loss.call(rows, tensor(new long[] { 0, 0, 1, 1, 2 }));
        value.backward();
        Assert.Equal(0, value.item<float>());
        Assert.Equal(0, loss.ActiveFraction);
        Assert.Equal(0, rows.grad!.abs().sum().item<float>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void LossesStayFiniteFarApart(string name)
    {
        using var scope = NewDisposeScope();
        LossCase one = LossCase.Named(name);
        foreach (string metric in one.Metrics)
        {
            using EmbeddingLoss loss = one.Create(EmbeddingLossTests.SimilarityOf(metric));
            loss.to(ScalarType.Float32);
            Tensor rows = tensor(new float[,] { { 3e3f, 0, 1, 0 }, { 0, 2e3f, 0, 1 }, { -1e3f, 1, 0, 0 }, { 5, -4e3f, 0, 7 } }).requires_grad_();
            Tensor value = loss.call(rows, tensor(new long[] { 1, 1, 7, 7 }));
            value.backward();
            Assert.True(float.IsFinite(value.item<float>()), metric);
            Assert.True(rows.grad!.isfinite().all().item<bool>(), metric);
        }
    }

    [Fact]
    public void PrototypicalRefusesABatchWithoutQueries()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => new PrototypicalLoss(Metric.Euclidean, 2).call(randn(4, 3), tensor(new long[] { 0, 0, 1, 1 })));
        Assert.Contains("at least one query", error.Message);
        Assert.Throws<ArgumentException>(() => new PrototypicalLoss(Metric.Euclidean, 2).call(randn(4, 3), tensor(new long[] { 0, 0, 0, 1 })));
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContrastiveLoss(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DoubleMarginLoss(0.5, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BceLoss(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TripletLoss(Metric.Euclidean, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NtXentLoss(Metric.Euclidean, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrototypicalLoss(Metric.Euclidean, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NPairLoss(Metric.Euclidean, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CircleLoss(Metric.Cosine, scale: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiSimilarityLoss(Metric.Cosine, alpha: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ArcFaceLoss(4, margin: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProxyAnchorLoss(0));
        Assert.Throws<ArgumentException>(() => new TripletLoss(Similarity.Dot, squared: true));
        Assert.Throws<ArgumentException>(() => new AllPairsLoss(new ContrastiveLoss(), Similarity.Dot, new AllMining()));
        Assert.Throws<ArgumentException>(() => new SumLoss([]));
        Assert.Throws<ArgumentException>(() => new PairSumLoss([]));
    }
}
