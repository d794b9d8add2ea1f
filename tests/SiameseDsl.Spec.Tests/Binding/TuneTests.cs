using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Tests.Plans;

namespace SiameseDsl.Spec.Tests.Binding;

/// <summary>What <c>training.tune</c> may choose, and from what.</summary>
public sealed class TuneTests
{
    [Theory]
    [InlineData("training.optimizer.lr: [0.001, 0.01]", "training.optimizer.adamw.lr", "optimizer", "adamw", "lr", "[0.001, 0.01]")]
    [InlineData("training.optimizer.adamw.weight_decay: { from: 1e-5, to: 0.1, scale: log }", "training.optimizer.adamw.weight_decay", "optimizer", "adamw", "weight_decay", "{ from: 0.00001, to: 0.1, scale: log }")]
    [InlineData("training.schedule.final: { from: 0, to: 0.5 }", "training.schedule.cosine.final", "schedule", "cosine", "final", "{ from: 0.0, to: 0.5, scale: linear }")]
    [InlineData("training.batch.samples: [2, 4]", "training.batch.pk.samples", "batch", "pk", "samples", "[2, 4]")]
    [InlineData("training.batch.pk.classes: { from: 4, to: 32, scale: log }", "training.batch.pk.classes", "batch", "pk", "classes", "{ from: 4, to: 32, scale: log }")]
    [InlineData("training.clip_norm: [0.5, 1]", "training.clip_norm", "", "training", "clip_norm", "[0.5, 1.0]")]
    [InlineData("training.accumulate: [1, 2]", "training.accumulate", "", "training", "accumulate", "[1, 2]")]
    [InlineData("training.ema.decay: [0.9, 0.99]", "training.ema.decay", "ema", "ema", "decay", "[0.9, 0.99]")]
    [InlineData("loss.margin: [$low, 0.5]", "loss.triplet.margin", "loss", "triplet", "margin", "[0.1, 0.5]")]
    public void Paths_lead_to_the_numbers_of_training_and_loss(string entry, string path, string owner, string kind, string key, string tried)
    {
        ModelPlan plan = Compiled.Plan(Spec(entry));
        TuneAxisPlan axis = Assert.Single(plan.Training.Tune!.Axes);
        Assert.Equal((path, owner, kind, key, tried), (axis.Path, axis.Owner, axis.Kind, axis.Key, axis.Text));
        Assert.Contains(new ResolvedSetting("training.tune.values." + path, tried), plan.Resolved);
    }

    [Theory]
    [InlineData("training.optimizer.learning_rate: [1]", "SDSL2151", "'adamw' has no number 'learning_rate'")]
    [InlineData("training.optimizer.lrr: [1]", "SDSL2151", "did you mean 'lr'?")]
    [InlineData("training.optimizer: [1]", "SDSL2151", "ends at 'adamw', which is no number")]
    [InlineData("training.optimizer.sgd.lr: [1]", "SDSL2151", "'adamw' has no number 'sgd'")]
    [InlineData("training.optimizer.decay_biases: [true, false]", "SDSL2151", "'adamw' has no number 'decay_biases'")]
    [InlineData("training.epochs: [1, 2]", "SDSL2151", "cannot be tuned")]
    [InlineData("training.seed: [1, 2]", "SDSL2151", "cannot be tuned")]
    [InlineData("training.clip_norm.value: [1, 2]", "SDSL2151", "nothing lies below it|no number lies below it")]
    [InlineData("training: [1, 2]", "SDSL2151", "'training'")]
    [InlineData("tower.embedding.units: [1, 2]", "SDSL2151", "has no number 'tower'")]
    [InlineData("loss.miner: [1]", "SDSL2151", "'triplet' has no number 'miner'")]
    [InlineData("training.optimizer.lr: [0.1, 0.1]", "SDSL2151", "stands here twice")]
    [InlineData("training.optimizer.lr: [0.1, fast]", "SDSL1002", "'lr' must be a number")]
    [InlineData("training.optimizer.lr: [0.1, -1]", "SDSL1003", "'lr' is -1")]
    [InlineData("training.batch.samples: [1.5]", "SDSL1002", "'samples' must be a whole number")]
    [InlineData("training.optimizer.lr: 0.1", "SDSL1002", "over a list of values or a range")]
    [InlineData("training.optimizer.lr: []", "SDSL1002", "over a list of values or a range")]
    [InlineData("training.optimizer.lr: { from: 0.1 }", "SDSL1004", "needs the key 'to'")]
    [InlineData("training.optimizer.lr: { from: 0.1, to: 0.1 }", "SDSL1003", "'to' must be larger")]
    [InlineData("training.optimizer.lr: { from: 0.1, to: 200 }", "SDSL1003", "'to' is 200")]
    [InlineData("training.optimizer.lr: { from: 0.1, to: 0.2, step: 2 }", "SDSL1001", "Unknown key 'step'")]
    [InlineData("training.optimizer.lr: { from: 0.1, to: 0.2, scale: sqrt }", "SDSL1003", "'sqrt' is not a value of 'scale'")]
    [InlineData("training.optimizer.weight_decay: { from: 0, to: 0.2, scale: log }", "SDSL1003", "must begin above 0")]
    [InlineData("training.optimizer.lr: [0.1, 0.2], training.optimizer.adamw.lr: [0.3, 0.4]", "SDSL2151", "is tuned twice")]
    [InlineData("training.optimizer.lr: [$unknown, 0.2]", "SDSL2005", "There is no parameter")]
    public void Other_paths_and_values_are_refused(string entry, string id, string message)
    {
        string yaml = Spec(entry);
        Finding finding = Compiled.One(yaml, id);
        Assert.Contains(message.Split('|'), part => finding.Message.Contains(part, StringComparison.Ordinal));
        Assert.DoesNotContain(Compiled.Ids(yaml), other => other == "SDSL9001");
    }

    [Fact]
    public void A_variant_tunes_what_its_own_kinds_have()
    {
        string yaml = Spec("loss.margin: [0.2, 0.5], training.optimizer.adamw.weight_decay: [0.1, 0.2], training.clip_norm: [1, 2]") + """
            variants:
              same: { training: { epochs: 30 } }
              xent: { head: cosine, loss: nt_xent }
              sgd: { training: { optimizer: sgd } }
              own: { head: cosine, loss: nt_xent, training: { tune: { trials: 3, values: { loss.margin: null, loss.temperature: [0.1, 0.2] } } } }
              none: { training: { tune: null } }
            """;
        Assert.Equal(["loss.triplet.margin", "training.optimizer.adamw.weight_decay", "training.clip_norm"], Paths(yaml, "same"));
        Assert.Equal(["training.optimizer.adamw.weight_decay", "training.clip_norm"], Paths(yaml, "xent"));
        Assert.Equal(["loss.triplet.margin", "training.clip_norm"], Paths(yaml, "sgd"));
        Assert.Equal(["training.optimizer.adamw.weight_decay", "training.clip_norm", "loss.nt_xent.temperature"], Paths(yaml, "own"));
        Assert.Null(Compiled.Plan(yaml, "none").Training.Tune);
        Assert.Equal("3", Compiled.Plan(yaml, "own").Training.Tune!.Settings.Arguments.Get("trials").Text);
        Finding[] notes = [.. Compiled.Compile(yaml).Findings.Where(finding => finding.Id == "SDSL1040")];
        Assert.Equal(["nt_xent", "sgd"], notes.Select(note => Compiled.TextAt(yaml, note)));
    }

    [Theory]
    [InlineData("trials: 2, values: { loss.margin: [0.2, 0.5] }", null)]
    [InlineData("trials: 1, values: { loss.margin: [0.2, 0.5] }", "SDSL4068")]
    [InlineData("values: { loss.margin: [0.2], training.clip_norm: [1] }", "SDSL4068")]
    [InlineData("values: { loss.margin: [0.2], training.clip_norm: { from: 1, to: 2 } }", null)]
    [InlineData("epochs: 20, values: { loss.margin: [0.2, 0.5] }", "SDSL4069")]
    public void A_tuning_has_something_to_choose_and_is_short(string tune, string? id)
    {
        string[] ids = [.. Compiled.Ids(Spec("").Replace("tune: { values: {  } }", $"tune: {{ {tune} }}", StringComparison.Ordinal)).Where(found => found is "SDSL4068" or "SDSL4069")];
        Assert.Equal(id is null ? [] : [id], ids);
    }

    private static IEnumerable<string> Paths(string yaml, string variant) => Compiled.Plan(yaml, variant).Training.Tune!.Axes.Select(axis => axis.Path);

    private static string Spec(string values) =>
        "siamese: 1\nmodel: M\ninput: { shape: [1, 28, 28] }\nparams: { low: 0.1 }\ntower: [flatten, dense: { name: embedding, units: 8 }]\nhead: euclidean\nloss: triplet\n"
        + "training:\n  epochs: 20\n  optimizer: adamw\n  schedule: cosine\n  ema: {}\n  batch: { pk: { classes: 8, samples: 4 } }\n"
        + $"  tune: {{ values: {{ {values} }} }}\n";
}
