using SiameseDsl.Heads;
using SiameseDsl.Losses;
using SiameseDsl.Mining;
using SiameseDsl.Sampling;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Losses;

public sealed class MinerTests
{
    private static readonly int[] Labels = [3, 3, 3, 7, 7, 1, 1, 1, 1, 9];

    public static TheoryData<string> Miners => ["all", "semi", "hard", "multi"];

    [Theory]
    [MemberData(nameof(Miners))]
    public void PairsAndTripletsAreThoseOfPlainLoops(string name)
    {
        using var scope = NewDisposeScope();
        var random = new RandomSource(5);
        double[][] rows = [.. Labels.Select(label => Enumerable.Range(0, 3).Select(_ => (0.2 * label) + random.NextDouble()).ToArray())];
        double[][] d = Reference.Distances("euclidean", rows, rows);
        Tensor distances = EmbeddingLossTests.Rows(d);
        LabelMasks masks = LabelMasks.Of(tensor(Array.ConvertAll(Labels, label => (long)label)));
        var miner = Miner.Of(OptionsOf(name));

        LabelMasks kept = miner.Pairs(distances, masks, 0.4);
        var (positives, negatives) = MiningReference.Pairs(d, Labels, name, 0.4);
        Assert.Equal(positives.SelectMany(row => row), kept.Positives.data<bool>().ToArray());
        Assert.Equal(negatives.SelectMany(row => row), kept.Negatives.data<bool>().ToArray());

        MinedTriplets mined = miner.Triplets(distances, masks, 0.4);
        var (triplets, possible) = MiningReference.Triplets(d, Labels, name, 0.4);
        Assert.Equal(possible, mined.Possible.item<long>());
        Assert.Equal(triplets.Select(t => d[t.A][t.P] - d[t.A][t.N]).Order(), mined.Gaps.masked_select(mined.Mined).data<double>().ToArray().Order());
        Assert.NotEmpty(triplets);
    }

    [Fact]
    public void SemiHardTakesItsOwnMarginThenTheLosssThenFaceNets()
    {
        using var scope = NewDisposeScope();
        Tensor distances = tensor(new double[,] { { 0, 1, 1.1 }, { 1, 0, 1.3 }, { 1.1, 1.3, 0 } });
        LabelMasks masks = LabelMasks.Of(tensor(new long[] { 0, 0, 1 }));
        long Count(MiningOptions options, double? margin) => Miner.Of(options).Triplets(distances, masks, margin).Mined.sum().item<long>();
        Assert.Equal(2, Count(new SemiHardMining { Margin = 0.5 }, 0.05));
        Assert.Equal(0, Count(new SemiHardMining(), 0.05));
        Assert.Equal(1, Count(new SemiHardMining(), null));
    }

    [Fact]
    public void AScheduleGoesFromStageToStage()
    {
        using var scope = NewDisposeScope();
        MiningOptions options = new MiningSchedule { Stages = [new(0, new AllMining()), new(0.3, new SemiHardMining()), new(0.6, new HardMining())] };
        var loss = new TripletLoss(Metric.Euclidean, 0.4, options);
        Tensor rows = randn(10, 4, ScalarType.Float64), labels = tensor(Array.ConvertAll(Labels, label => (long)label));
        foreach ((double progress, MiningOptions stage) in new (double, MiningOptions)[] { (0, new AllMining()), (0.29, new AllMining()), (0.3, new SemiHardMining()), (0.59, new SemiHardMining()), (0.6, new HardMining()), (1, new HardMining()) })
        {
            loss.Progress = progress;
            Assert.Equal(new TripletLoss(Metric.Euclidean, 0.4, stage).call(rows, labels).item<double>(), loss.call(rows, labels).item<double>());
        }
    }

    [Fact]
    public void ASumHandsTheProgressToItsParts()
    {
        using var sum = new SumLoss([new(1, new NtXentLoss(Metric.Cosine)), new(1, new TripletLoss(Metric.Cosine)), new(1, new CircleLoss(Metric.Cosine))]) { Progress = 0.5 };
        Assert.Equal(0.5, sum.Progress);
        Assert.All(sum.Parts.Select(part => part.Loss).OfType<IMinedLoss>(), part => Assert.Equal(0.5, part.Progress));
    }

    [Fact]
    public void ASchedulesStagesBeginAtZeroAndAscend()
    {
        MiningStage first = new(0, new AllMining());
        MiningStage[][] wrong = [[], [new(0.1, new AllMining())], [first, new(0, new HardMining())], [first, new(0.5, new HardMining()), new(0.4, new AllMining())], [first, new(1, new HardMining())]];
        Assert.All(wrong, stages => Assert.Throws<ArgumentException>(() => new TripletLoss(Metric.Euclidean, mining: new MiningSchedule { Stages = stages })));
        Assert.Throws<ArgumentException>(() => new TripletLoss(Metric.Euclidean, mining: new MiningSchedule { Stages = [new(0, new MiningSchedule { Stages = [first] })] }));
    }

    internal static MiningOptions OptionsOf(string name) => name switch
    {
        "semi" => new SemiHardMining(),
        "hard" => new HardMining(),
        "multi" => new MultiSimilarityMining(),
        _ => new AllMining(),
    };
}
