using SiameseDsl.Checkpoints;
using SiameseDsl.Data;
using SiameseDsl.Modules;
using SiameseDsl.Sampling;
using SiameseDsl.Tests.Truth;
using SiameseDsl.Training;
using SiameseDsl.Training.Health;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Training;

/// <summary>Each condition, provoked by a spec; and a training that learns, which nothing is said about.</summary>
public class HealthTests
{
    private const string Tower = """
        tower:
          - flatten
          - dense: { units: 64, activation: relu }
          - dense: { name: embedding, units: 16 }
        """;

    // All in one compilation: each spec is one family with one variant.
    private static readonly Dictionary<string, string> Specs = new()
    {
        ["Healthy"] = $$"""
            {{Tower}}
            head: euclidean
            loss: { contrastive: { margin: 1.0 } }
            training: { batch: { pairs: 16 }, epochs: 6 }
            """,
        ["Collapsed"] = $$"""
            {{Tower}}
            head: euclidean
            loss: { contrastive: { margin: 1.0 } }
            training: { batch: { pairs: 8 }, epochs: 3, optimizer: { sgd: { lr: 0.1, weight_decay: 10.0 } } }
            """,
        ["LearnedNothing"] = $$"""
            {{Tower}}
            head: { concat: { layers: [dense: 1] } }
            loss: bce
            training: { batch: { pairs: 16 }, epochs: 4 }
            """,
        ["DeadEmbeddings"] = """
            tower:
              - flatten
              - parallel:
                  branches:
                    - [{ dense: 24 }, { hardshrink: { lambda: 100.0 } }]
                    - [dense: 16]
            head: euclidean
            loss: { contrastive: { margin: 1.0 } }
            training: { batch: { pairs: 16 }, epochs: 2 }
            """,
        ["Saturated"] = """
            tower:
              - flatten
              - dense: { units: 64, activation: relu }
              - dense: { name: embedding, units: 16, activation: sigmoid }
            head: euclidean
            loss: { contrastive: { margin: 1.0 } }
            training: { batch: { pairs: 8 }, epochs: 3, optimizer: { adam: { lr: 1.0 } } }
            """,
        ["NothingActive"] = $$"""
            {{Tower}}
            head: euclidean
            loss: { triplet: { margin: 0.0000001, miner: semi_hard } }
            training: { batch: { pk: { classes: 3, samples: 3 } }, epochs: 2, optimizer: { sgd: { lr: 0.00001 } } }
            """,
        ["WeakSignal"] = $$"""
            {{Tower}}
            head: euclidean
            loss: { contrastive: { margin: 1000.0 } }
            training: { batch: { pairs: 16 }, epochs: 1 }
            """,
        ["Memorised"] = """
            tower:
              - flatten
              - dense: { units: 256, activation: relu }
              - dense: { name: embedding, units: 32 }
            head: cosine
            loss: { nt_xent: { temperature: 0.1 } }
            training: { batch: { pk: { classes: 6, samples: 6 } }, epochs: 80, optimizer: { adam: { lr: 0.005 } } }
            """,
        ["NotFinite"] = $$"""
            {{Tower}}
            head: euclidean
            loss: { contrastive: { margin: 1.0 } }
            training: { batch: { pairs: 16 }, epochs: 3, optimizer: { sgd: { lr: 100.0 } } }
            """,
    };

    private static readonly Lazy<IReadOnlyList<ModelEntry>> Models = new(() => CompiledSpecs.Load(Specs.Select(spec => ($"{spec.Key}.siamese.yaml", $"siamese: 1\nmodel: {spec.Key}\ninput: {{ shape: [1, 6, 6] }}\n{spec.Value}\n"))));

    [Theory]
    [InlineData("Collapsed", HealthCondition.Collapsed, "training.optimizer.sgd.lr (now 0.1)", false)]
    [InlineData("LearnedNothing", HealthCondition.LearnedNothing, "choose a head that compares", false)]
    [InlineData("DeadEmbeddings", HealthCondition.DeadEmbeddings, "60 % of the values", false)]
    [InlineData("Saturated", HealthCondition.Saturated, "set tower.embedding.activation to linear", true)]
    [InlineData("NothingActive", HealthCondition.NothingActive, "raise loss.triplet.margin (now 1E-07), or set loss.triplet.miner to all", true)]
    [InlineData("WeakSignal", HealthCondition.WeakSignal, "lower loss.contrastive.margin towards", false)]
    [InlineData("Memorised", HealthCondition.Memorised, "add training.augment", true)]
    public void A_spec_that_provokes_it_is_told_so_once_with_the_setting_to_change(string name, HealthCondition condition, string setting, bool onNoise)
    {
        using SampleSet train = onNoise ? Noise(1) : ToyData.Create();
        using SampleSet validation = onNoise ? Noise(2) : ToyData.Create(seed: 6);
        using SiameseModule model = Entry(name).Create(1);
        using SiameseTrainer trainer = Trainer(name, model);
        TrainingResult result = trainer.Fit(train, validation);

        HealthNotice notice = Assert.Single(result.Health, notice => notice.Condition == condition);
        Assert.Equal(trainer.Health, result.Health);
        Assert.Contains($"{name}/base", notice.Message, StringComparison.Ordinal);
        Assert.Contains(setting, notice.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", notice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_learns_is_left_alone()
    {
        using SampleSet train = ToyData.Create();
        using SampleSet validation = ToyData.Create(samples: 10);
        using SiameseModule model = Entry("Healthy").Create(1);
        using SiameseTrainer trainer = Trainer("Healthy", model);

        Assert.Empty(trainer.Fit(train, validation).Health);
        Assert.True(trainer.HealthFigures!.TrainAuc > 0.9);
    }

    [Fact]
    public void A_training_that_diverges_is_recorded()
    {
        using SampleSet train = ToyData.Create();
        using SiameseModule model = Entry("NotFinite").Create(1);
        using SiameseTrainer trainer = Trainer("NotFinite", model);

        TrainingDivergedException problem = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(train));
        HealthNotice notice = Assert.Single(trainer.Health, notice => notice.Condition == HealthCondition.NotFinite);
        Assert.Equal(problem.Message, notice.Message);
    }

    [Fact]
    public void A_training_stops_where_it_is_asked_to_and_can_go_on_all_the_same()
    {
        using SampleSet train = ToyData.Create();
        using SiameseModule model = Entry("LearnedNothing").Create(1);
        using SiameseTrainer trainer = Trainer("LearnedNothing", model);
        trainer.StopWhenUnhealthy = true;
        TrainingUnhealthyException stop = Assert.Throws<TrainingUnhealthyException>(() => trainer.Fit(train));
        Assert.Equal(HealthCondition.LearnedNothing, stop.Notice.Condition);
        Assert.Equal(stop.Notice.Epoch, trainer.Epoch);
        Checkpoint state = trainer.CaptureState();

        using SiameseModule other = Entry("LearnedNothing").Create(1);
        using SiameseTrainer further = Trainer("LearnedNothing", other);
        further.RestoreState(state);
        TrainingResult resumed = further.Fit(train);

        using SiameseModule third = Entry("LearnedNothing").Create(1);
        using SiameseTrainer whole = Trainer("LearnedNothing", third);
        TrainingResult undisturbed = whole.Fit(train);
        Assert.Equal(undisturbed.Loss, resumed.Loss);
        Assert.Equal(undisturbed.Health, resumed.Health);
    }

    private static ModelEntry Entry(string name) => Models.Value.Single(entry => entry.Family == name);

    private static SiameseTrainer Trainer(string name, SiameseModule model) => Entry(name).CreateTrainer(model, Entry(name).DefaultOptions with { Threads = 1 });

    /// <summary>Images without anything that is common to a class.</summary>
    private static SampleSet Noise(ulong seed)
    {
        const int Classes = 6;
        const int Count = 20 * Classes;
        var random = new RandomSource(seed);
        float[] values = [.. Enumerable.Range(0, Count * 36).Select(_ => random.NextSingle())];
        return new SampleSet(tensor(values, [Count, 1, 6, 6]), [.. Enumerable.Range(0, Count).Select(i => i % Classes)], [.. Enumerable.Range(0, Classes).Select(c => $"class {c}")]);
    }
}
