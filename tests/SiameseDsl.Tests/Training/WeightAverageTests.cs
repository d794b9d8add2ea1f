using SiameseDsl.Checkpoints;
using SiameseDsl.Data;
using SiameseDsl.Modules;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Training;

public sealed class WeightAverageTests
{
    private static readonly ToyShape Shape = new() { BatchNorm = true };

    [Theory]
    [InlineData(0.9, false)]
    [InlineData(0.9, true)]
    [InlineData(0, false)]
    public void TheModelEndsWithTheAverageOfItsWeights(double decay, bool ramp)
    {
        using SampleSet train = ToyData.Create();
        using var model = new ToyModel(Shape);
        var options = new EmaOptions { Decay = decay, Ramp = ramp };
        Dictionary<string, double[]> expected = Values(model);
        using var trainer = new ToyModel.Trainer(model, TrainerTests.Options("contrastive") with { Epochs = 4, Ema = options })
        {
            Observer = new Follower
            {
                Step = trainer =>
                {
                    double part = options.DecayAt(trainer.Step - 1);
                    foreach ((string name, double[] values) in Values(model))
                    {
                        expected[name] = [.. expected[name].Zip(values, (old, now) => (part * old) + ((1 - part) * now))];
                    }
                },
            },
        };
        trainer.Fit(train);
        foreach ((string name, double[] values) in Values(model))
        {
            Assert.All(values.Zip(expected[name]), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
        }
    }

    [Fact]
    public void TheDecayIsRampedUp()
    {
        var options = new EmaOptions { Decay = 0.99 };
        Assert.Equal([0.1, 2 / 11.0, 0.99], new[] { options.DecayAt(0), options.DecayAt(1), options.DecayAt(10_000) });
        Assert.Equal(0.99, (options with { Ramp = false }).DecayAt(0));
    }

    [Fact]
    public void TheAverageIsMeasuredAndTheWeightsGoOn()
    {
        using SampleSet train = ToyData.Create();
        ToyOptions options = TrainerTests.Options("contrastive") with { Epochs = 3, Ema = new EmaOptions { Decay = 0.95 } };
        using ToyModel averaged = new(Shape), plain = new(Shape);
        using var trainer = new ToyModel.Trainer(averaged, options);
        using var without = new ToyModel.Trainer(plain, options with { Ema = null });
        List<WeightFingerprint> steps = [], others = [], measured = [], ends = [];
        trainer.ValidationMetric = new Metric(model => measured.Add(model.Fingerprint));
        trainer.Observer = new Follower { Step = _ => steps.Add(averaged.Fingerprint), Epoch = _ => ends.Add(averaged.Fingerprint) };
        without.Observer = new Follower { Step = _ => others.Add(plain.Fingerprint) };
        trainer.Fit(train, train);
        without.Fit(train);

        // The averaged run walks through the very weights of the other, but none of them is measured.
        Assert.Equal(others, steps);
        Assert.Equal(measured, ends);
        Assert.Empty(measured.Intersect(steps));
        Assert.Equal(measured[0], averaged.Fingerprint);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(8, true)]
    public void AResumedTrainingHasTheSameAverage(int stopAfter, bool validated)
    {
        ToyOptions options = TrainerTests.Options("contrastive") with { Epochs = 4, Accumulate = 2, Batch = new PairBatch { Count = 8 }, Ema = new EmaOptions { Decay = 0.9 } };
        using SampleSet train = ToyData.Create(), validation = ToyData.Create(seed: 6);
        using var whole = new ToyModel(Shape);
        using var first = new ToyModel.Trainer(whole, options);
        Checkpoint? saved = null, atEpoch = null;
        first.Observer = new Follower { Step = trainer => saved = trainer.Step == stopAfter ? trainer.CaptureState() : saved, Epoch = trainer => atEpoch ??= trainer.CaptureState() };
        first.Fit(train, validated ? validation : null);
        foreach (Checkpoint checkpoint in (Checkpoint[])[saved!, atEpoch!])
        {
            using var model = new ToyModel(Shape, seed: 9);
            using var resumed = new ToyModel.Trainer(model, options);
            resumed.RestoreState(checkpoint);
            resumed.Fit(train, validated ? validation : null);
            Assert.Equal(whole.Fingerprint, model.Fingerprint);
        }

        using var other = new ToyModel(Shape);
        using var without = new ToyModel.Trainer(other, options);
        Assert.Throws<SiameseException>(() => without.RestoreState(saved! with { Entries = [.. saved.Entries.Where(entry => !entry.Name.StartsWith("average/", StringComparison.Ordinal))] }));
    }

    private static Dictionary<string, double[]> Values(ToyModel model)
    {
        using var scope = NewDisposeScope();
        return model.state_dict().Where(entry => entry.Value.is_floating_point()).ToDictionary(entry => entry.Key, entry => entry.Value.detach().to(ScalarType.Float64).data<double>().ToArray());
    }

    private sealed class Metric(Action<SiameseModule> look) : IValidationMetric
    {
        private double value = 1;

        public string Name => "falling";

        public double Measure(SiameseModule model, SampleSet validation)
        {
            look(model);
            return value--;
        }

        public double FitThreshold(SiameseModule model, SampleSet validation) => 0;
    }

    private sealed class Follower : ITrainingObserver
    {
        public Action<SiameseTrainer>? Step { get; init; }

        public Action<SiameseTrainer>? Epoch { get; init; }

        public void OnStepEnd(SiameseTrainer trainer) => Step?.Invoke(trainer);

        public void OnEpochEnd(SiameseTrainer trainer, EpochResult epoch, bool isBest) => Epoch?.Invoke(trainer);
    }
}
