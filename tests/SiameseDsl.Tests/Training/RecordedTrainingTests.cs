using SiameseDsl.Data;
using SiameseDsl.Modules;
using SiameseDsl.Training;

namespace SiameseDsl.Tests.Training;

/// <summary>
/// Short trainings against recorded figures. Where one of these fails because a change alters results on purpose, <see cref="SiameseDsl.Checkpoints.NumericsVersion"/> has to be raised and the figures
/// recorded anew. The tolerance is what other processors' kernels may differ by.
/// </summary>
public sealed class RecordedTrainingTests
{
    private const double Tolerance = 2e-3;

    public static TheoryData<string, double[]> Toys => new()
    {
        { "adam", [0.6929957, 0.6788047, 0.656235, 0.6290682] },
        { "adamw", [0.5485339, 0.6589812, 0.5562588, 0.5714677] },
        { "sgd", [0.4050482, 0.263356, 0.2881124, 0.2502075] },
        { "rmsprop", [1.57967, 0.3517376, 0.2164303, 0.1454877] },
    };

    public static TheoryData<string, double[]> Models => new()
    {
        { "Digits/base", [0.7183231, 0.686702] },
        { "Digits/contrastive", [0.1228679, 0.03320162] },
        { "Digits/nt-xent-augmented", [1.809398, 0.8568333] },

        // One epoch: what kernels differ by in the last bits is 0.3 % of the loss after a second one of so deep a network.
        { "Omniglot/base", [0.9055566] },
    };

    [Theory]
    [MemberData(nameof(Toys))]
    public void TheTrainersFiguresAreTheRecordedOnes(string optimizer, double[] losses)
    {
        (ToyShape shape, ToyOptions options) = optimizer switch
        {
            "adam" => (new ToyShape { Head = "l1" }, TrainerTests.Options("bce")),
            "adamw" => (
                new ToyShape { BatchNorm = true },
                TrainerTests.Options("triplet") with { Optimizer = new AdamWOptions { LearningRate = 0.01, WeightDecay = 0.05 }, Schedule = new CosineSchedule { Warmup = 0.2, Final = 0.1 }, Augment = [new AffineAugmentation()] }),
            "sgd" => (
                new ToyShape { Dropout = 0.3, Towers = 2 },
                TrainerTests.Options("contrastive") with { Optimizer = new SgdOptions { LearningRate = 0.1, Momentum = 0.9, Nesterov = true, WeightDecay = 0.001 }, ClipNorm = 0.5 }),
            _ => (new ToyShape { Head = "cosine" }, TrainerTests.Options("nt_xent") with { Optimizer = new RmsPropOptions { LearningRate = 0.002, Momentum = 0.5 } }),
        };
        using SampleSet train = ToyData.Create();
        using var model = new ToyModel(shape);
        using var trainer = new ToyModel.Trainer(model, options with { Epochs = losses.Length });
        AssertNear(losses, trainer.Fit(train));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void TheCompiledModelsFiguresAreTheRecordedOnes(string name, double[] losses)
    {
        ModelEntry entry = SiameseDsl.Models.SiameseModels.All.Single(candidate => candidate.Name == name);
        using SampleSet train = ToyData.Create(classes: 12, samples: 8, side: (int)entry.Plan.Towers[0].InputShape[^1]);
        using SiameseModule model = entry.Create(1);
        using SiameseTrainer trainer = entry.CreateTrainer(model, entry.DefaultOptions with { Epochs = losses.Length, Threads = 1, Batch = Small(entry.DefaultOptions.Batch) });
        AssertNear(losses, trainer.Fit(train));
    }

    private static BatchOptions Small(BatchOptions batch) => batch switch
    {
        PairBatch => new PairBatch { Count = 8 },
        PkBatch => new PkBatch { Classes = 6, Samples = 2 },
        _ => new EpisodeBatch { Ways = 5, Shots = 1, Queries = 2 },
    };

    private static void AssertNear(double[] expected, TrainingResult result) => Assert.True(
        expected.Zip(result.Epochs).All(pair => Math.Abs(pair.Second.Loss - pair.First) <= Tolerance * Math.Abs(pair.First)),
        $"The losses are [{string.Join(", ", result.Epochs.Select(epoch => epoch.Loss.ToString("G7", System.Globalization.CultureInfo.InvariantCulture)))}].");
}
