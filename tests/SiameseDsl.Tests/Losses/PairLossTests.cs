using SiameseDsl.Heads;
using SiameseDsl.Losses;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Losses;

public sealed class PairLossTests
{
    private static readonly double[] Outputs = [0.0, 0.2, 1.4, 0.9, 3.0, 0.51, -0.7];
    private static readonly bool[] Same = [true, false, true, false, false, true, false];

    public static TheoryData<string> Names => ["contrastive", "contrastive-non_zero", "double_margin", "bce", "bce-weighted"];

    [Theory]
    [MemberData(nameof(Names))]
    public void ValueAndGradientAreThoseOfTheFormula(string name)
    {
        using var scope = NewDisposeScope();
        (PairLoss loss, Func<double[], double> expected) = Of(name);
        Tensor output = tensor(Outputs).requires_grad_();
        Tensor value = loss.call(output, tensor(Same));
        Assert.Equal(expected(Outputs), value.item<double>(), 1e-12);

        value.backward();
        double[] gradient = output.grad!.data<double>().ToArray();
        for (int i = 1; i < Outputs.Length; i++)
        {
            double At(double by) => expected([.. Outputs.Select((x, j) => j == i ? x + by : x)]);
            Assert.Equal((At(1e-6) - At(-1e-6)) / 2e-6, gradient[i], 1e-7);
        }

        // At distance zero a different pair is pushed hardest, and a same one rests.
        Assert.True(double.IsFinite(gradient[0]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheUninformativeValueIsThatOfTheBestConstant(string name)
    {
        (PairLoss loss, _) = Of(name);
        bool[] few = [true, false, false, false];
        foreach ((bool[] same, double part) in new[] { (new[] { true, false, true, false }, 0.5), (few, 0.25) })
        {
            double best = Enumerable.Range(-30_000, 60_001).Select(i => i * 1e-4).Where(x => x >= 0 || name.StartsWith("bce", StringComparison.Ordinal)).Min(x => Of(name, same).Expected([.. same.Select(_ => x)]));
            Assert.Equal(best, loss.UninformativeValue(part), 1e-6);
        }
    }

    [Fact]
    public void LabelsAreBools()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("takes bools", Assert.Throws<ArgumentException>(() => new ContrastiveLoss().call(rand(2), ones(2))).Message);
        Assert.Contains("takes bools", Assert.Throws<ArgumentException>(() => new BceLoss().call(rand(2), tensor(new long[] { 0, 1 }))).Message);
    }

    [Fact]
    public void ASumGivesEachPartItsOwn()
    {
        using var scope = NewDisposeScope();
        double[] scores = [.. Outputs.Select(x => -x)], distances = [.. Outputs.Select(Math.Abs)];
        using var sum = new PairSumLoss([new(0.5, new BceLoss()), new(2, new ContrastiveLoss(1.2))]);
        double expected = (0.5 * Reference.Bce(scores, Same)) + (2 * Reference.Contrastive(distances, Same, 1.2));
        Assert.Equal(expected, sum.Of(tensor(scores), tensor(distances), tensor(Same)).item<double>(), 1e-12);
        Assert.Equal((0.5 * Math.Log(2)) + (2 * 0.36), sum.UninformativeValue(), 1e-12);
        Assert.Throws<InvalidOperationException>(() => sum.call(tensor(scores), tensor(Same)));
        Assert.Throws<ArgumentException>(() => sum.Of(tensor(scores), null, tensor(Same)));
        using var distancesOnly = new PairSumLoss([new(1, new ContrastiveLoss(1.2)), new(1, new DoubleMarginLoss(0.1, 0.7))]);
        Assert.Equal(Reference.Contrastive(distances, Same, 1.2) + Reference.DoubleMargin(distances, Same, 0.1, 0.7), distancesOnly.call(tensor(distances), tensor(Same)).item<double>(), 1e-12);
    }

    [Fact]
    public void TheFactoryFollowsTheSettings()
    {
        LossContext pairs = Context(Metric.Euclidean, new PairBatch()), labelled = Context(Metric.Cosine, new PkBatch());
        Assert.Equal(0.7, Assert.IsType<TripletLoss>(LossFactory.Create(new TripletOptions { Margin = 0.7 }, labelled)).Margin);
        Assert.Equal(0.3, Assert.IsType<NtXentLoss>(LossFactory.Create(new NtXentOptions { Temperature = 0.3 }, labelled)).Temperature);
        Assert.True(Assert.IsType<SupConLoss>(LossFactory.Create(new SupConOptions { Learned = true }, labelled)).Learned);
        Assert.Equal(5, Assert.IsType<PrototypicalLoss>(LossFactory.Create(new PrototypicalOptions(), Context(Metric.Cosine, new EpisodeBatch { Shots = 5 }))).Shots);
        Assert.Equal(2, Assert.IsType<ContrastiveLoss>(LossFactory.Create(new ContrastiveOptions { Margin = 2 }, pairs)).Margin);
        Assert.Equal(3, Assert.IsType<BceLoss>(LossFactory.Create(new BceOptions { PositiveWeight = 3 }, Context(null, new PairBatch()))).PositiveWeight);
        Assert.IsType<ContrastiveLoss>(Assert.IsType<AllPairsLoss>(LossFactory.Create(new ContrastiveOptions(), labelled)).PairLoss);
        Assert.Equal(3, Assert.IsType<ArcFaceLoss>(LossFactory.Create(new ArcFaceOptions { LearningRateFactor = 3 }, labelled)).LearningRateFactor);
        SumOptions sum = new() { Losses = [new(2, new ContrastiveOptions()), new(1, new BceOptions())] };
        Assert.Equal(2, Assert.IsType<PairSumLoss>(LossFactory.Create(sum, pairs)).Parts[0].Weight);
        Assert.Equal(2, Assert.IsType<SumLoss>(LossFactory.Create(sum, labelled)).Parts.Count);
        Assert.Contains("needs a head that compares", Assert.Throws<ArgumentException>(() => LossFactory.Create(new NtXentOptions(), Context(null, new PkBatch()))).Message);
        Assert.Contains("is a distance", Assert.Throws<ArgumentException>(() => LossFactory.Create(new ContrastiveOptions(), Context(Similarity.Dot, new PkBatch()))).Message);
        Assert.Contains("labelled batches", Assert.Throws<ArgumentException>(() => LossFactory.Create(new CircleOptions(), pairs)).Message);
    }

    private static LossContext Context(Similarity? similarity, BatchOptions batch) => new(similarity, similarity ?? Similarity.Dot, batch, 8);

    private static (PairLoss Loss, Func<double[], double> Expected) Of(string name, bool[]? labels = null)
    {
        bool[] same = labels ?? Same;
        return name switch
        {
            "contrastive" => (new ContrastiveLoss(1.2), d => Reference.Contrastive(d, same, 1.2)),
            "contrastive-non_zero" => (new ContrastiveLoss(1.2, LossReducer.NonZero), d => Reference.Contrastive(d, same, 1.2, nonZero: true)),
            "double_margin" => (new DoubleMarginLoss(0.3, 1.1), d => Reference.DoubleMargin(d, same, 0.3, 1.1)),
            "bce" => (new BceLoss(), s => Reference.Bce(s, same)),
            _ => (new BceLoss(2.5), s => Reference.Bce(s, same, 2.5)),
        };
    }
}
