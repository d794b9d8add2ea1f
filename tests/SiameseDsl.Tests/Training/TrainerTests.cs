using SiameseDsl.Data;
using SiameseDsl.Losses;
using SiameseDsl.Mining;
using SiameseDsl.Sampling;
using SiameseDsl.Training;
using SiameseDsl.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Training;

public sealed class TrainerTests
{
    public static TheoryData<string, bool, int, string> Cases => new()
    {
        { "l1", false, 1, "bce" },
        { "l1", false, 2, "bce" },
        { "euclidean", true, 1, "bce" },
        { "euclidean", false, 1, "contrastive" },
        { "euclidean", false, 2, "contrastive" },
        { "cosine", false, 1, "contrastive" },
        { "euclidean", false, 1, "triplet" },
        { "euclidean", false, 1, "triplet-semi" },
        { "euclidean", false, 1, "triplet-hard" },
        { "euclidean", false, 2, "triplet" },
        { "cosine", false, 1, "nt_xent" },
        { "cosine", true, 2, "nt_xent" },
        { "squared_euclidean", false, 1, "prototypical" },
        { "squared_euclidean", false, 2, "prototypical" },
        { "squared_euclidean", false, 1, "prototypical-pk" },
        { "squared_euclidean", false, 2, "prototypical-pk" },
        { "euclidean", false, 1, "contrastive-pk" },
        { "euclidean", true, 1, "bce-pk" },
        { "euclidean", false, 1, "double_margin" },
        { "euclidean", false, 1, "soft_margin_triplet" },
        { "dot", false, 1, "n_pair" },
        { "cosine", false, 1, "sup_con" },
        { "cosine", false, 1, "nt_xent-learned" },
        { "cosine", false, 1, "multi_similarity" },
        { "cosine", false, 1, "circle" },
        { "cosine", false, 1, "arcface" },
        { "cosine", false, 1, "cosface" },
        { "cosine", false, 2, "cosface" },
        { "cosine", false, 1, "proxy_anchor" },
        { "cosine", false, 1, "triplet-schedule" },
        { "cosine", true, 1, "sum" },
        { "euclidean", true, 1, "sum-pairs" },
    };

    internal static ToyOptions Options(string loss) => new()
    {
        Epochs = 8,
        Threads = 1,
        Optimizer = new AdamOptions { LearningRate = 0.005 },
        Loss = loss switch
        {
            "bce" or "bce-pk" => new BceOptions(),
            "contrastive" or "contrastive-pk" => new ContrastiveOptions { Margin = 1 },
            "double_margin" => new DoubleMarginOptions(),
            "triplet" => new TripletOptions { Margin = 0.5 },
            "triplet-semi" => new TripletOptions { Margin = 0.5, Mining = new SemiHardMining() },
            "triplet-hard" => new TripletOptions { Margin = 0.5, Mining = new HardMining() },
            "triplet-schedule" => new TripletOptions { Margin = 0.2, Mining = new MiningSchedule { Stages = [new(0, new AllMining()), new(0.3, new SemiHardMining()), new(0.7, new HardMining())] } },
            "soft_margin_triplet" => new SoftMarginTripletOptions(),
            "n_pair" => new NPairOptions(),
            "nt_xent" => new NtXentOptions { Temperature = 0.2 },
            "nt_xent-learned" => new NtXentOptions { Temperature = 0.2, Learned = true },
            "sup_con" => new SupConOptions(),
            "multi_similarity" => new MultiSimilarityOptions(),
            "circle" => new CircleOptions(),
            "arcface" => new ArcFaceOptions { Scale = 10 },
            "cosface" => new CosFaceOptions { Scale = 10 },
            "proxy_anchor" => new ProxyAnchorOptions(),
            "sum" => new SumOptions { Losses = [new(1, new BceOptions()), new(0.5, new NtXentOptions { Temperature = 0.2, Learned = true }), new(0.5, new CosFaceOptions { Scale = 10 })] },
            "sum-pairs" => new SumOptions { Losses = [new(1, new BceOptions()), new(0.5, new ContrastiveOptions())] },
            _ => new PrototypicalOptions(),
        },
        Batch = loss switch
        {
            "bce" or "contrastive" or "double_margin" or "sum-pairs" => new PairBatch { Count = 16 },
            "prototypical" => new EpisodeBatch { Ways = 4, Shots = 2, Queries = 3 },
            _ => new PkBatch { Classes = 6, Samples = 4 },
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void TrainsAndBeatsTheUninformativeLoss(string head, bool calibrated, int towers, string loss)
    {
        set_num_threads(1);
        using var model = new ToyModel(new ToyShape { Head = head, Calibrated = calibrated, Towers = towers });
        using SampleSet train = ToyData.Create();
        using SampleSet validation = ToyData.Create(seed: 5);
        using var trainer = new ToyModel.Trainer(model, Options(loss) with { Epochs = 40 });

        TrainingResult result = trainer.Fit(train, validation);

        Assert.True(result.BestValidation > 0.85, $"AUC {result.BestValidation}");
        Assert.Equal(40, result.Epochs.Count);
        Assert.False(model.training);
        Assert.NotNull(model.Threshold);
        if (!loss.StartsWith("triplet", StringComparison.Ordinal))
        {
            Assert.True(result.Loss < 0.8 * result.UninformativeLoss, $"loss {result.Loss} of {result.UninformativeLoss}");
        }
        else
        {
            Assert.True(loss == "triplet-schedule" || result.Epochs[^1].ActiveFraction < result.Epochs[0].ActiveFraction);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void StepLeavesNoTensorAlive(string head, bool calibrated, int towers, string loss)
    {
        set_num_threads(1);
        using var model = new ToyModel(new ToyShape { Head = head, Calibrated = calibrated, Towers = towers, BatchNorm = true, Dropout = 0.2 });
        using SampleSet train = ToyData.Create();
        ToyOptions options = Options(loss) with { ClipNorm = 1, Augment = [new AffineAugmentation()] };
        using var trainer = new ToyModel.Trainer(model, options);
        var sampler = BatchSampler.Create(options.Batch, train.Labels, new RandomSource(1));
        trainer.TrainStep(sampler.Next(), train);

        DisposeScopeManager.Statistics.Reset();
        float value = trainer.TrainStep(sampler.Next(), train);

        Assert.True(float.IsFinite(value));
        Assert.Equal(0, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(2, trainer.Step);
    }

    [Fact]
    public void CalibrationHasAGroupOfItsOwn()
    {
        using var model = new ToyModel(new ToyShape { Calibrated = true });
        using var adam = new ToyModel.Trainer(model, Options("bce"));
        Assert.Equal(["scale", "bias"], adam.Optimizer.Groups[1].Names.OrderDescending());
        Assert.Equal((1, 50), (adam.Optimizer.Groups[0].Factor, adam.Optimizer.Groups[1].Factor));
        Assert.DoesNotContain("scale", adam.Optimizer.Groups[0].Names);
        using var sgd = new ToyModel.Trainer(model, Options("bce") with { Optimizer = new SgdOptions() });
        Assert.Equal(1, sgd.Optimizer.Groups[1].Factor);
        using var plain = new ToyModel(new ToyShape());
        using var one = new ToyModel.Trainer(plain, Options("contrastive"));
        Assert.Single(one.Optimizer.Groups);
    }

    [Theory]
    [InlineData("arcface", "loss/class_vectors", 10)]
    [InlineData("nt_xent-learned", "loss/log_scale", 1)]
    [InlineData("sum", "loss/part2.log_scale,loss/part3.class_vectors", 1)]
    public void WhatTheLossLearnsHasGroupsOfItsOwn(string loss, string names, double factor)
    {
        using var model = new ToyModel(new ToyShape { Head = "cosine" });
        using var trainer = new ToyModel.Trainer(model, Options(loss));
        trainer.DeclareClasses([4, 2, 4, 9]);
        trainer.DeclareClasses([2, 4, 9]);
        ParameterGroup[] own = [.. trainer.Optimizer.Groups.Where(group => group.Names.Any(name => name.StartsWith("loss/", StringComparison.Ordinal)))];
        Assert.Equal(names.Split(','), own.SelectMany(group => group.Names));
        Assert.Equal(factor, own[0].Factor);
        Assert.DoesNotContain(model.named_parameters(), entry => entry.name.Contains('/'));
        if (loss != "nt_xent-learned")
        {
            Assert.Throws<SiameseException>(() => trainer.DeclareClasses([2, 4]));
        }
    }

    [Fact]
    public void AHandWrittenLoopDeclaresItsClasses()
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        using var model = new ToyModel(new ToyShape { Head = "cosine" });
        using SampleSet train = ToyData.Create();
        using var trainer = new ToyModel.Trainer(model, Options("arcface"));
        Tensor labels = tensor(train.Labels.Select(label => (long)label).ToArray());
        Assert.Contains("DeclareClasses", Assert.Throws<InvalidOperationException>(() => trainer.TrainStep(train.Samples, labels)).Message);
        trainer.DeclareClasses(train.Labels);
        float first = trainer.TrainStep(train.Samples, labels), last = first;
        for (int i = 0; i < 30; i++)
        {
            last = trainer.TrainStep(train.Samples, labels);
        }

        Assert.True(last < 0.5 * first, $"{first} to {last}");
        Assert.True(trainer.UninformativeLoss(trainer.Settings.Batch) > last);
    }

    [Fact]
    public void TrainStepsFromAHandWrittenLoopLearn()
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        using var model = new ToyModel(new ToyShape());
        using SampleSet train = ToyData.Create();
        using var trainer = new ToyModel.Trainer(model, Options("triplet"));
        Tensor labels = tensor(train.Labels.Select(label => (long)label).ToArray());
        float first = trainer.TrainStep(train.Samples, labels);
        for (int i = 0; i < 30; i++)
        {
            trainer.TrainStep(train.Samples, labels);
        }

        Assert.Equal(31, trainer.Step);
        Assert.True(((TripletLoss)trainer.Loss).ActiveFraction < 0.5, $"loss {first}, active {((TripletLoss)trainer.Loss).ActiveFraction}");
    }
}
