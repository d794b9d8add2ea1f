using SiameseDsl.Checkpoints;
using SiameseDsl.Graphs;
using SiameseDsl.Tests.Training;

namespace SiameseDsl.Tests.Checkpoints;

public sealed class RunLoaderTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public RunLoaderTests() => TorchSharp.torch.set_num_threads(1);

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Weights_running_statistics_and_threshold_come_back()
    {
        var shape = new ToyShape { BatchNorm = true };
        using var trained = new ToyModel(shape, seed: 3);
        Write(trained, threshold: -1.25);
        using var fresh = new ToyModel(shape, seed: 4);
        Assert.NotEqual(Bytes(trained), Bytes(fresh));

        RunLoader.LoadInto(fresh, directory["run"]);

        Assert.Equal(Bytes(trained), Bytes(fresh));
        Assert.Equal(-1.25, fresh.Threshold);
    }

    [Fact]
    public void Another_plans_run_is_refused_with_the_difference()
    {
        using var trained = new ToyModel(new ToyShape { Hidden = 32 });
        Write(trained, threshold: 0);
        using var wider = new ToyModel(new ToyShape { Hidden = 48 });
        byte[] before = Bytes(wider);

        SiameseException refused = Assert.Throws<SiameseException>(() => RunLoader.LoadInto(wider, directory["run"]));

        Assert.Contains("hidden: 32 there, 48 here", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Bytes(wider));
    }

    [Fact]
    public void A_run_without_a_checkpoint_is_refused()
    {
        using var model = new ToyModel(new ToyShape());
        RunDirectory.OpenForTraining(directory["run"], Identity(model.Plan), "", [], []).Dispose();

        Assert.Contains("There is no checkpoint", Assert.Throws<SiameseException>(() => RunLoader.LoadInto(model, directory["run"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_of_other_shapes_is_refused()
    {
        using var model = new ToyModel(new ToyShape());
        Write(model, threshold: 0);
        var wrong = new Checkpoint([], [.. TensorEntries.FromModel(model).Select(entry => entry with { Shape = [1, .. entry.Shape] })]);
        CheckpointFile.Write(Path.Combine(directory["run"], "best.ckpt"), wrong);

        Assert.Contains("belongs to another model", Assert.Throws<SiameseException>(() => RunLoader.LoadInto(model, directory["run"])).Message, StringComparison.Ordinal);
    }

    private static RunIdentity Identity(ModelGraph plan) => RunIdentity.Of(plan, 1, 1, 1, "toy", new string('0', 64), "");

    private static byte[] Bytes(ToyModel model) => [.. TensorEntries.FromModel(model).SelectMany(entry => entry.Data.ToArray())];

    private void Write(ToyModel model, double threshold)
    {
        using RunDirectory run = RunDirectory.OpenForTraining(directory["run"], Identity(model.Plan), "", [], []);
        CheckpointFile.Write(run.BestCheckpoint, new Checkpoint([], TensorEntries.FromModel(model)));
        run.Complete(new RunResult { Epochs = 1, BestEpoch = 1, Threshold = threshold, TrainSeconds = 1, ImagesPerSecond = 1 });
    }
}
