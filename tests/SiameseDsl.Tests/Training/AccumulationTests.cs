using SiameseDsl.Data;
using SiameseDsl.Sampling;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Training;

public sealed class AccumulationTests
{
    [Theory]
    [InlineData("contrastive", 2)]
    [InlineData("contrastive", 4)]
    [InlineData("bce", 2)]
    public void MicroBatchesEqualTheFullBatch(string loss, int parts)
    {
        set_num_threads(1);
        using SampleSet train = ToyData.Create();
        var shape = new ToyShape { Head = loss == "bce" ? "l1" : "euclidean" };
        ToyOptions options = TrainerTests.Options(loss) with { Optimizer = new SgdOptions { LearningRate = 0.5, Momentum = 0.9 }, ClipNorm = 0.1 };
        var whole = (PairIndices)BatchSampler.Create(new PairBatch { Count = 16 }, train.Labels, new RandomSource(3)).Next();
        int size = 16 / parts;
        TrainingBatch[] split = [.. Enumerable.Range(0, parts).Select(i => new PairIndices(whole.Left[(i * size)..((i + 1) * size)], whole.Right[(i * size)..((i + 1) * size)], whole.IsSame[(i * size)..((i + 1) * size)]))];
        using ToyModel one = new(shape), many = new(shape);
        using var together = new ToyModel.Trainer(one, options);
        using var apart = new ToyModel.Trainer(many, options);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(together.TrainStep(whole, train), apart.TrainStep(split, train), 1e-5f);
        }

        Assert.Equal((5L, 5L), (together.Step, apart.Step));
        Assert.All(one.parameters().Zip(many.parameters()), pair => Assert.True(pair.First.allclose(pair.Second, 1e-4, 1e-6)));
    }

    [Fact]
    public void AStepPresentsAllItsBatches()
    {
        using SampleSet train = ToyData.Create();
        using var model = new ToyModel(new ToyShape());
        ToyOptions options = TrainerTests.Options("contrastive") with { Epochs = 4, Accumulate = 2 };
        using var trainer = new ToyModel.Trainer(model, options);

        // 120 images an epoch in two batches of 32: 1.875 steps.
        Assert.Equal([2L, 4L, 6L, 8L], trainer.Fit(train).Epochs.Select(epoch => epoch.Step));
        using var none = new ToyModel.Trainer(model, options with { Accumulate = 0 });
        Assert.Contains("at least 1", Assert.Throws<SiameseException>(() => none.Fit(train)).Message);
    }

    [Fact]
    public void ClippingByValueCutsEachValueOfTheGradient()
    {
        set_num_threads(1);
        using SampleSet train = ToyData.Create();
        using var model = new ToyModel(new ToyShape());
        using var trainer = new ToyModel.Trainer(model, TrainerTests.Options("contrastive") with { Optimizer = new SgdOptions { LearningRate = 1 }, ClipValue = 1e-3 });
        using var scope = NewDisposeScope();
        Tensor[] before = [.. model.parameters().Select(parameter => parameter.detach().clone())];
        trainer.TrainStep(BatchSampler.Create(new PairBatch { Count = 16 }, train.Labels, new RandomSource(3)).Next(), train);
        Tensor moved = cat([.. model.parameters().Zip(before, (now, then) => (now.detach() - then).abs().flatten())]);
        Assert.Equal(1e-3f, moved.max().item<float>(), 1e-6f);
        Assert.True((moved < 0.9e-3).any().item<bool>());
    }
}
