using SiameseDsl.Heads;
using SiameseDsl.Losses;
using SiameseDsl.Sampling;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Losses;

public sealed class LossTests
{
    private static readonly int[] Labels = [3, 3, 3, 7, 7, 1, 1, 1, 1, 9];

    public static TheoryData<string, string, bool> EmbeddingCases
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (string loss in new[] { "triplet-all", "triplet-semi", "triplet-hard", "nt_xent", "prototypical" })
            {
                foreach (string metric in new[] { "euclidean", "squared_euclidean", "cosine" })
                {
                    data.Add(loss, metric, false);
                    data.Add(loss, metric, true);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EmbeddingCases))]
    public void EmbeddingLossEqualsPlainLoopsAndFiniteDifferences(string kind, string metric, bool twoTowers)
    {
        using var scope = NewDisposeScope();
        (double[][] left, double[][] right, int[] labels) = Batch(twoTowers);
        EmbeddingLoss loss = Create(kind, MetricOf(metric));
        Tensor a = Rows(left).requires_grad_();
        Tensor c = twoTowers ? Rows(right).requires_grad_() : a;
        Tensor target = tensor(Array.ConvertAll(labels, label => (long)label));

        Tensor value = twoTowers ? loss.forward(a, c, target) : loss.call(a, target);

        (double expected, double? active) = Expected(kind, metric, left, twoTowers ? right : left, labels);
        Assert.Equal(expected, value.item<double>(), 1e-7);
        if (loss is TripletLoss triplet)
        {
            Assert.Equal(active!.Value, triplet.ActiveFraction, 12);
            Assert.InRange(triplet.ActiveFraction, 0.01, kind == "triplet-hard" ? 1 : 0.99);
        }

        value.backward();
        double[] gradient = a.grad!.data<double>().ToArray();
        for (int row = 0; row < labels.Length; row += 3)
        {
            for (int k = 0; k < left[row].Length; k++)
            {
                double slope = Slope(left, row, k, moved => Expected(kind, metric, moved, twoTowers ? right : moved, labels).Loss);
                Assert.Equal(slope, gradient[(row * left[row].Length) + k], 1e-5);
            }
        }
    }

    [Theory]
    [MemberData(nameof(EmbeddingCases))]
    public void EqualEmbeddingsGiveTheUninformativeValueAndFiniteGradients(string kind, string metric, bool twoTowers)
    {
        using var scope = NewDisposeScope();
        EmbeddingLoss loss = Create(kind, MetricOf(metric));
        Tensor labels = tensor(Enumerable.Range(0, 12).Select(i => (long)(i / 3)).ToArray());
        Tensor a = full([12, 5], 0.7f).requires_grad_();
        Tensor c = twoTowers ? full([12, 5], 0.7f).requires_grad_() : a;

        Tensor value = loss.forward(a, c, labels);
        value.backward();

        Assert.Equal(loss.UninformativeValue(4, 3), value.item<float>(), 1e-4);
        Assert.True(a.grad!.isfinite().all().item<bool>());
        Assert.True(c.grad!.isfinite().all().item<bool>());
    }

    [Fact]
    public void OneClassGivesNoGradientAndNoNaN()
    {
        using var scope = NewDisposeScope();
        Tensor labels = zeros(4, ScalarType.Int64);
        foreach (EmbeddingLoss loss in new EmbeddingLoss[] { new NtXentLoss(Metric.Cosine), new TripletLoss(Metric.Euclidean), new TripletLoss(Metric.Euclidean, mining: TripletMining.Hard) })
        {
            Tensor rows = randn(4, 3).requires_grad_();
            Tensor value = loss.call(rows, labels);
            value.backward();
            Assert.Equal(0, value.item<float>(), 1e-6);
            Assert.Equal(0, rows.grad!.abs().sum().item<float>(), 1e-6);
        }
    }

    [Theory]
    [InlineData(TripletMining.All)]
    [InlineData(TripletMining.SemiHard)]
    [InlineData(TripletMining.Hard)]
    public void ClassesFartherApartThanTheMarginCostNothing(TripletMining mining)
    {
        using var scope = NewDisposeScope();
        Tensor rows = tensor(new float[,] { { 0, 0 }, { 0, 0.1f }, { 5, 0 }, { 5, 0.1f }, { 9, 9 } }).requires_grad_();
        var loss = new TripletLoss(Metric.Euclidean, 1, mining);
        Assert.True(double.IsNaN(loss.ActiveFraction));
        Tensor value = loss.call(rows, tensor(new long[] { 0, 0, 1, 1, 2 }));
        value.backward();
        Assert.Equal(0, value.item<float>());
        Assert.Equal(0, loss.ActiveFraction);
        Assert.Equal(0, rows.grad!.abs().sum().item<float>());
    }

    [Fact]
    public void LossesStayFiniteFarApart()
    {
        using var scope = NewDisposeScope();
        Tensor labels = tensor(new long[] { 0, 0, 1, 1 });
        Tensor rows = tensor(new float[,] { { 3e3f, 0 }, { 0, 2e3f }, { -1e3f, 1 }, { 5, -4e3f } }).requires_grad_();
        Tensor value = new NtXentLoss(Metric.SquaredEuclidean, 0.05).call(rows, labels);
        value.backward();
        Assert.True(float.IsFinite(value.item<float>()));
        Assert.True(rows.grad!.isfinite().all().item<bool>());
    }

    [Fact]
    public void PairLossesEqualPlainLoops()
    {
        using var scope = NewDisposeScope();
        double[] outputs = [0.0, 0.2, 1.4, 0.9, 3.0, 0.51];
        bool[] same = [true, false, true, false, false, true];
        Tensor output = tensor(outputs).requires_grad_();
        Tensor isSame = tensor(same);

        Assert.Equal(Reference.Contrastive(outputs, same, 1.2), new ContrastiveLoss(1.2).call(output, isSame).item<double>(), 1e-12);
        Assert.Equal(Reference.Bce(outputs, same), new BceLoss().call(output, isSame).item<double>(), 1e-12);

        new ContrastiveLoss(1.2).call(output, isSame).backward();
        double[] gradient = output.grad!.data<double>().ToArray();
        Assert.Equal(-2 * (1.2 - 0.2) / 6, gradient[1], 1e-12);
        Assert.Equal(2 * 1.4 / 6, gradient[2], 1e-12);
        Assert.Equal(0, gradient[4]);
    }

    [Fact]
    public void UninformativePairValuesAreTheBestConstants()
    {
        using var scope = NewDisposeScope();
        bool[] same = [true, false, true, false];
        double best = Enumerable.Range(0, 2001).Min(i => Reference.Contrastive([.. same.Select(_ => i * 0.001)], same, 2));
        Assert.Equal(best, new ContrastiveLoss(2).UninformativeValue(), 1e-9);
        Assert.Equal(1.0, new ContrastiveLoss(2).UninformativeValue(), 1e-12);
        Assert.Equal(Math.Log(2), new BceLoss().UninformativeValue(), 1e-12);
        Assert.Equal(0.3 * 0.7, new ContrastiveLoss(1).UninformativeValue(0.3), 1e-12);
        Assert.Equal(0, new BceLoss().UninformativeValue(1), 1e-12);
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
    public void FactoryFollowsTheSettings()
    {
        Assert.Equal(0.7, Assert.IsType<TripletLoss>(LossFactory.Create(new TripletOptions { Margin = 0.7 }, Metric.Cosine, new PkBatch())).Margin);
        Assert.Equal(0.3, Assert.IsType<NtXentLoss>(LossFactory.Create(new NtXentOptions { Temperature = 0.3 }, Metric.Cosine, new PkBatch())).Temperature);
        Assert.Equal(5, Assert.IsType<PrototypicalLoss>(LossFactory.Create(new PrototypicalOptions(), Metric.Cosine, new EpisodeBatch { Shots = 5 })).Shots);
        Assert.Equal(2, Assert.IsType<ContrastiveLoss>(LossFactory.Create(new ContrastiveOptions { Margin = 2 }, Metric.Euclidean, new PairBatch())).Margin);
        Assert.IsType<BceLoss>(LossFactory.Create(new BceOptions(), null, new PairBatch()));
        Assert.Contains("needs a head that is a distance", Assert.Throws<ArgumentException>(() => LossFactory.Create(new NtXentOptions(), null, new PkBatch())).Message);
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContrastiveLoss(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TripletLoss(Metric.Euclidean, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NtXentLoss(Metric.Euclidean, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrototypicalLoss(Metric.Euclidean, 0));
    }

    internal static Metric MetricOf(string name) => name switch
    {
        "euclidean" => Metric.Euclidean,
        "squared_euclidean" => Metric.SquaredEuclidean,
        _ => Metric.Cosine,
    };

    private static EmbeddingLoss Create(string kind, Metric metric) => kind switch
    {
        "triplet-all" => new TripletLoss(metric, 0.4),
        "triplet-semi" => new TripletLoss(metric, 0.4, TripletMining.SemiHard),
        "triplet-hard" => new TripletLoss(metric, 0.4, TripletMining.Hard),
        "nt_xent" => new NtXentLoss(metric, 0.3),
        _ => new PrototypicalLoss(metric, 1),
    };

    private static (double Loss, double? Active) Expected(string kind, string metric, double[][] left, double[][] right, int[] labels) => kind switch
    {
        "nt_xent" => (Reference.NtXent(metric, left, right, labels, 0.3), null),
        "prototypical" => (Reference.Prototypical(metric, left, right, labels, 1), null),
        _ => Reference.Triplet(metric, left, right, labels, 0.4, kind["triplet-".Length..]) is var (loss, active) ? (loss, active) : default,
    };

    // Classes apart enough that some triplets are active and others not.
    private static (double[][] Left, double[][] Right, int[] Labels) Batch(bool twoTowers)
    {
        var random = new RandomSource(twoTowers ? 3u : 11u);
        double[][] Draw() => [.. Labels.Select(label => Enumerable.Range(0, 4).Select(k => (0.35 * Math.Sin((label * 2.1) + k)) + (0.5 * random.NextDouble()) - 0.1).ToArray())];
        double[][] left = Draw(), right = Draw();
        return (left, right, Labels);
    }

    private static Tensor Rows(double[][] rows) => tensor(rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length]);

    private static double Slope(double[][] rows, int row, int column, Func<double[][], double> value)
    {
        const double Width = 1e-6;
        double[][] Moved(double by) => [.. rows.Select((r, i) => r.Select((x, k) => i == row && k == column ? x + by : x).ToArray())];
        return (value(Moved(Width)) - value(Moved(-Width))) / (2 * Width);
    }
}
