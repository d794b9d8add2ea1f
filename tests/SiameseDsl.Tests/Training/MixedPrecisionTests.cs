using SiameseDsl.Checkpoints;
using SiameseDsl.Data;
using SiameseDsl.Modules;
using SiameseDsl.Sampling;
using SiameseDsl.Tests.Truth;
using SiameseDsl.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Training;

/// <summary>Towers in bfloat16 beside everything else in 32 bits.</summary>
public sealed class MixedPrecisionTests
{
    private const string Spec = """
        siamese: 1
        model: Halves
        input: { shape: [1, 6, 6] }
        tower:
          - conv2d: { filters: 8, activation: relu }
          - batch_norm
          - max_pool: 2
          - layer_norm
          - flatten
          - dense: { units: 32, activation: gelu }
          - batch_norm
          - dropout: 0.1
          - dense: { name: embedding, units: 8 }
        head: euclidean
        loss: contrastive
        training: { precision: bfloat16, threads: 1, epochs: 30, batch: { pairs: 16 }, optimizer: { adamw: { lr: 0.005 } } }
        variants:
          bce: { head: { l1: { layers: [{ dense: { units: 4, activation: tanh } }, dense: 1] } }, loss: bce }
          calibrated: { head: { euclidean: { calibrated: true } }, loss: bce }
          triplet: { loss: triplet, training: { batch: { pk: { classes: 6, samples: 4 } } } }
          cosine: { head: cosine, loss: nt_xent, training: { batch: { pk: { classes: 6, samples: 4 } }, ema: {}, clip_norm: 1 } }
          prototypical: { head: squared_euclidean, loss: prototypical, training: { batch: { episodes: { ways: 5, shots: 1, queries: 3 } }, accumulate: 2 } }
          separate: { sharing: separate }
          recurrent: { tower: [reshape: [6, 6], positions: sinusoidal, gru: { units: 24, layers: 2, dropout: 0.1, returns: sequence }, lstm: { units: 24, bidirectional: true }, dense: { name: embedding, units: 8 }] }
          attention: { tower: [reshape: [6, 6], dense: 16, positions, transformer: { blocks: 1, heads: 2 }, flatten, dense: { name: embedding, units: 8 }] }
        """;

    private static readonly Lazy<IReadOnlyList<ModelEntry>> Entries = new(() => CompiledSpecs.Load([("Halves.siamese.yaml", Spec)]));

    public static TheoryData<string> Variants => ["base", "bce", "calibrated", "triplet", "cosine", "prototypical", "separate", "recurrent", "attention"];

    [Theory]
    [MemberData(nameof(Variants))]
    public void TowersInHalfThePrecisionLearnAsWell(string variant)
    {
        ModelEntry entry = Entry(variant);
        Assert.Equal(Precision.BFloat16, entry.DefaultOptions.Precision);
        using SampleSet train = ToyData.Create(), validation = ToyData.Create(seed: 5);
        using SiameseModule model = entry.Create(1);
        using SiameseTrainer trainer = entry.CreateTrainer(model, entry.DefaultOptions);
        TrainingResult result = trainer.Fit(train, validation);
        Assert.True(result.BestValidation > 0.85, $"accuracy {result.BestValidation}");
        Assert.All(model.state_dict().Values.Where(value => value.is_floating_point()), value => Assert.Equal(ScalarType.Float32, value.dtype));
    }

    [Theory]
    [InlineData("base")]
    [InlineData("bce")]
    [InlineData("recurrent")]
    [InlineData("attention")]
    public void GradientsAreThoseOfFullPrecisionUpToItsRounding(string variant)
    {
        using var scope = NewDisposeScope();
        using SampleSet train = ToyData.Create();
        Dictionary<string, Tensor> half = Gradients(variant, Precision.BFloat16, train), whole = Gradients(variant, Precision.Float32, train);
        Assert.Equal(whole.Keys.Order(), half.Keys.Order());
        Assert.All(half.Values, gradient => Assert.Equal(ScalarType.Float32, gradient.dtype));
        Tensor a = cat([.. whole.Keys.Order().Select(name => whole[name].flatten())]), b = cat([.. whole.Keys.Order().Select(name => half[name].flatten())]);
        double cosine = ((a * b).sum() / (a.norm() * b.norm())).item<float>();
        Assert.True(cosine > 0.99, $"cosine {cosine}");

        // Eight bits of precision leave a trace, else nothing was computed in them.
        Assert.False(a.allclose(b, 1e-5, 1e-8));
    }

    [Fact]
    public void MastersKeepWhatBfloat16CannotHold()
    {
        // A step far below the rounding of a weight moves its master all the same.
        using SampleSet train = ToyData.Create();
        ModelEntry entry = Entry("base");
        using SiameseModule model = entry.Create(1);
        Tensor weight = model.named_parameters().Single(parameter => parameter.name == "embedding.weight").parameter;
        using Tensor before = weight.detach().clone();
        using SiameseTrainer trainer = entry.CreateTrainer(model, entry.DefaultOptions with { Optimizer = new SgdOptions { LearningRate = 1e-5 } });
        trainer.TrainStep(BatchSampler.Create(entry.DefaultOptions.Batch, train.Labels, new RandomSource(1)).Next(), train);
        using Tensor moved = (weight.detach() - before).abs();
        Assert.True(moved.max().item<float>() is > 0 and < 1e-3f);
        Assert.Equal(ScalarType.Float32, weight.dtype);
    }

    [Fact]
    public void StepsLeaveNoTensorAndAResumedTrainingIsTheSame()
    {
        using SampleSet train = ToyData.Create();
        ModelEntry entry = Entry("cosine");
        TrainingOptions options = entry.DefaultOptions with { Epochs = 3, Accumulate = 2 };
        using SiameseModule whole = entry.Create(1), resumed = entry.Create(7);
        using SiameseTrainer first = entry.CreateTrainer(whole, options), second = entry.CreateTrainer(resumed, options);
        var keeper = new Keeper(4);
        first.Observer = keeper;
        first.Fit(train);
        second.RestoreState(keeper.Saved!);
        second.Fit(train);
        Assert.Equal(whole.Fingerprint, resumed.Fingerprint);

        using SiameseTrainer steps = entry.CreateTrainer(whole, options);
        BatchSampler sampler = BatchSampler.Create(options.Batch, train.Labels, new RandomSource(1));
        steps.TrainStep([sampler.Next(), sampler.Next()], train);
        DisposeScopeManager.Statistics.Reset();
        steps.TrainStep([sampler.Next(), sampler.Next()], train);
        Assert.Equal(0, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void ThePrecisionIsPartOfARunsIdentity()
    {
        RunIdentity Of(string precision) => RunIdentity.Of(Entry("base").Plan, 1, 1, 1, "toy", "0", "") with { Precision = precision };
        Assert.NotEqual(Of("float32").Hash, Of("bfloat16").Hash);
        Assert.Equal("precision: float32 there, bfloat16 here", Of("float32").Difference(Of("bfloat16")));
    }

    private static ModelEntry Entry(string variant) => Entries.Value.Single(entry => entry.Variant == variant);

    private static Dictionary<string, Tensor> Gradients(string variant, Precision precision, SampleSet train)
    {
        ModelEntry entry = Entry(variant);
        SiameseModule model = entry.Create(1);
        using SiameseTrainer trainer = entry.CreateTrainer(model, entry.DefaultOptions with { Precision = precision, Optimizer = new SgdOptions { LearningRate = 1e-12 } });
        manual_seed(1);
        trainer.TrainStep(BatchSampler.Create(new PairBatch { Count = 32 }, train.Labels, new RandomSource(1)).Next(), train);
        return model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.grad!);
    }

    private sealed class Keeper(long step) : ITrainingObserver
    {
        public Checkpoint? Saved { get; private set; }

        public void OnStepEnd(SiameseTrainer trainer) => Saved ??= trainer.Step == step ? trainer.CaptureState() : null;

        public void OnEpochEnd(SiameseTrainer trainer, EpochResult epoch, bool isBest)
        {
        }
    }
}
