using SiameseDsl.Checkpoints;

namespace SiameseDsl.Tests.Checkpoints;

public sealed class RunDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static RunResult Result { get; } = new() { Epochs = 9, BestEpoch = 4, Threshold = -0.5, TrainSeconds = 1.5, ImagesPerSecond = 1000, Batch = "128 pairs", Tuned = [new("training.optimizer.adam.lr", 0.01)], Validation = [new("pair_accuracy", 0.9)] };

    private string Run => directory["run"];

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_finished_run_is_found_again_under_its_identity()
    {
        using (RunDirectory run = Open(RunIdentityTests.Sample))
        {
            Assert.False(run.IsDone);
            run.Complete(Result);
        }

        using RunDirectory again = Open(RunIdentityTests.Sample);
        Assert.True(again.IsDone);
        Assert.Equal(Result.Validation, again.Record.Result!.Validation);
        Assert.Equal(Result.Tuned, again.Record.Result.Tuned);
        Assert.Equal(Result with { Validation = [], Tuned = [] }, again.Record.Result with { Validation = [], Tuned = [] });
        Assert.Equal(RunIdentityTests.Sample.Hash, again.Record.Identity.Hash);
        Assert.Equal([new("--data-root", "/data")], again.Record.DataArguments);
    }

    [Fact]
    public void Another_identity_is_refused_with_the_difference()
    {
        Open(RunIdentityTests.Sample).Dispose();

        SiameseException refused = Assert.Throws<SiameseException>(() => Open(RunIdentityTests.Sample with { Seed = 2 }));

        Assert.Contains("seed: 1 there, 2 here", refused.Message, StringComparison.Ordinal);
        Open(RunIdentityTests.Sample).Dispose();
    }

    [Fact]
    public void Two_trainings_do_not_share_a_directory()
    {
        using RunDirectory first = Open(RunIdentityTests.Sample);

        Assert.Contains("Another process", Assert.Throws<SiameseException>(() => Open(RunIdentityTests.Sample)).Message, StringComparison.Ordinal);
        RunDirectory.Open(Run).Dispose();
    }

    [Fact]
    public void A_directory_with_other_files_is_refused()
    {
        Directory.CreateDirectory(Run);
        File.WriteAllText(Path.Combine(Run, "thesis.txt"), "mine");

        Assert.Contains("holds no run", Assert.Throws<SiameseException>(() => Open(RunIdentityTests.Sample)).Message, StringComparison.Ordinal);
        Assert.Equal(["thesis.txt"], Directory.GetFiles(Run).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"schema\":1}")]
    public void A_damaged_description_is_refused_in_one_sentence(string text)
    {
        Open(RunIdentityTests.Sample).Dispose();
        File.WriteAllText(Path.Combine(Run, "run.json"), text);

        Assert.Contains("is damaged", Assert.Throws<SiameseException>(() => RunDirectory.Open(Run)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_identity_changed_by_hand_is_noticed()
    {
        Open(RunIdentityTests.Sample).Dispose();
        string file = Path.Combine(Run, "run.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"epochs\": 10", "\"epochs\": 11", StringComparison.Ordinal));

        Assert.Contains("changed by hand", Assert.Throws<SiameseException>(() => RunDirectory.Open(Run)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_run_is_told_from_a_missing_directory()
    {
        Assert.Contains("does not exist", Assert.Throws<SiameseException>(() => RunDirectory.Open(Run)).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(Run);
        Assert.Contains("holds no run", Assert.Throws<SiameseException>(() => RunDirectory.Open(Run)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_are_appended_under_one_header_and_cut_back_for_a_resumed_run()
    {
        using RunDirectory run = Open(RunIdentityTests.Sample);
        for (int epoch = 1; epoch <= 3; epoch++)
        {
            run.AppendMetrics([new("epoch", epoch), new("loss", 0.5 / epoch), new("validation", null)]);
        }

        Assert.Equal(["epoch,loss,validation", "1,0.5,", "2,0.25,", "3,0.166666667,"], File.ReadAllLines(Path.Combine(Run, "metrics.csv")));
        run.KeepMetrics(1);
        Assert.Equal(["epoch,loss,validation", "1,0.5,"], File.ReadAllLines(Path.Combine(Run, "metrics.csv")));
        Assert.Null(Assert.Single(run.ReadMetrics())["validation"]);
    }

    [Theory]
    [InlineData("epoch,lo", 0, "")]
    [InlineData("epoch,loss\n1,0.5\n2,0.2", 1, "epoch,loss\n1,0.5\n")]
    [InlineData("epoch,loss\n1,0.5\n2,0.25\n", 0, "")]
    [InlineData("epoch,loss\n1,0.5\n2,0.25\n", 2, "epoch,loss\n1,0.5\n2,0.25\n")]
    public void A_line_that_a_full_disk_cut_off_is_not_continued(string found, int epochs, string kept)
    {
        using RunDirectory run = Open(RunIdentityTests.Sample);
        File.WriteAllText(Path.Combine(Run, "metrics.csv"), found);
        run.KeepMetrics(epochs);
        Assert.Equal(kept, File.ReadAllText(Path.Combine(Run, "metrics.csv")));
        run.AppendMetrics([new("epoch", epochs + 1), new("loss", 0.1)]);
        Assert.Equal(epochs + 1, run.ReadMetrics().Count);
    }

    [Fact]
    public void What_a_killed_process_left_of_its_writing_is_removed()
    {
        Open(RunIdentityTests.Sample).Dispose();
        File.WriteAllText(Path.Combine(Run, "last.ckpt.12345.tmp"), "half");

        Open(RunIdentityTests.Sample).Dispose();
        Assert.Equal(["run.json", "run.lock"], Directory.GetFiles(Run).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_kept_evaluation_belongs_to_one_run_and_one_question()
    {
        using RunDirectory run = Open(RunIdentityTests.Sample);
        run.Evaluation("pairs=10").Write(new Checkpoint([new("threshold", "1")], []));

        Assert.Equal("1", run.Evaluation("pairs=10").Read()!.Fact("threshold"));
        Assert.Null(run.Evaluation("pairs=11").Read());

        // Even a file copied from another run under the expected name is not believed.
        KeptEvaluation foreign = KeptEvaluation.In(Run, "run", "another identity", "pairs=10");
        foreign.Write(new Checkpoint([new("threshold", "2")], []));
        string[] files = [.. Directory.GetFiles(Run, "evaluation-*").OrderBy(File.GetLastWriteTimeUtc)];
        File.Copy(files[1], files[0], overwrite: true);
        Assert.True(run.Evaluation("pairs=10").Read() is null || KeptEvaluation.In(Run, "run", "another identity", "pairs=10").Read() is null);
    }

    private RunDirectory Open(RunIdentity identity) => RunDirectory.OpenForTraining(Run, identity, "siamese train", [new("numerics", "1")], [new("--data-root", "/data")]);
}
