using System.Text.Json.Nodes;
using System.Xml.Linq;
using SiameseDsl.Checkpoints;
using SiameseDsl.Cli.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Running;

public sealed class TrainTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private string Run => directory["run"];

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Words_are_trained_on_and_measured_against_their_tokens()
    {
        CliResult trained = CommandLine.Run("train", "Words/convolution", "--data", "typos", "--epochs", "1", "--out", Run, "--threads", "1");
        Assert.True(trained.ExitCode == 0, trained.Error);

        CliResult evaluated = CommandLine.Run("evaluate", Run, "--data", "typos", "--json");
        Assert.True(evaluated.ExitCode == 0, evaluated.Error);
        JsonNode figures = JsonNode.Parse(evaluated.Out)!;
        JsonNode baseline = figures["baselines"]!.AsArray()[0]!;
        Assert.Equal("tokens", baseline["name"]!.GetValue<string>());
        Assert.Equal(0.176, baseline["one_shot"]!["20"]!.GetValue<double>(), 0.01);
        Assert.InRange(figures["episodes"]!["20"]!.GetValue<int>(), 1_000, 2_000);

        CliResult other = CommandLine.Run("train", "Words/convolution", "--data", "glyphs", "--epochs", "1", "--out", directory["other"]);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("does not fit the data set 'glyphs', whose images are (1, 28, 28)", other.Error, StringComparison.Ordinal);
        CliResult another = CommandLine.Run("train", "Rows/base", "--data", "typos", "--epochs", "1", "--out", directory["another"]);
        Assert.Contains("does not fit the data set 'typos', whose words are 16 tokens of 27", another.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_is_trained_once_and_measured_alike_each_time()
    {
        CliResult trained = Train(Run, epochs: 1);
        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.Equal(2, File.ReadAllLines(Path.Combine(Run, "metrics.csv")).Length);
        Assert.Equal("done", JsonNode.Parse(File.ReadAllText(Path.Combine(Run, "run.json")))!["status"]!.GetValue<string>());
        Assert.Contains(XDocument.Load(Path.Combine(Run, "curve.svg")).Descendants(), text => text.Value.StartsWith("1 epoch, from ", StringComparison.Ordinal));

        byte[] weights = File.ReadAllBytes(Path.Combine(Run, "best.ckpt"));
        Assert.Contains("nothing to train", Train(Run, epochs: 1).Error, StringComparison.Ordinal);
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(Run, "best.ckpt")));

        // Runs of earlier versions do not have the scores that recognition needs: they get them here.
        string scores = Path.Combine(Run, "scores.ckpt");
        byte[] kept = File.ReadAllBytes(scores);
        File.Delete(scores);
        CliResult first = CommandLine.Run("evaluate", Run, "--data", "glyphs", "--json");
        Assert.Equal(kept, File.ReadAllBytes(scores));
        CliResult second = CommandLine.Run("evaluate", Run, "--data", "glyphs", "--json");
        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Equal(first.Out, second.Out);
        Assert.Equal(["pixels", "untrained"], first.Json["baselines"]!.AsArray().Select(baseline => baseline!["name"]!.GetValue<string>()));
        Assert.InRange(first.Json["pair_accuracy"]!["mean"]!.GetValue<double>(), 0.5, 1);
        Assert.Equal(["5", "20"], first.Json["one_shot"]!.AsObject().Select(pair => pair.Key));
        Assert.Null(CommandLine.Run("evaluate", Run, "--data", "glyphs", "--protocol", "pairs", "--json").Json["one_shot"]);
        Assert.InRange(CommandLine.Run("evaluate", Run, "--data", "glyphs", "--protocol", "episodes", "--json").Json["episodes"]!["20"]!.GetValue<int>(), 10_000, 11_000);

        CliResult other = Train(Run, epochs: 1, "--seed", "2");
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("seed: 1 there, 2 here", other.ErrorSentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_a_training_is_said_and_recorded_and_stops_it_on_demand()
    {
        CliResult stopped = CommandLine.Run("train", "Digits/base", "--data", "glyphs", "--out", Run, "--epochs", "3", "--stop-unhealthy");
        Assert.Equal(1, stopped.ExitCode);
        Assert.Contains("The loss of Digits/base is", stopped.ErrorSentence, StringComparison.Ordinal);
        Assert.Contains("choose a head that compares", stopped.ErrorSentence, StringComparison.Ordinal);
        Assert.Equal("learned_nothing", Record("condition"));

        CliResult resumed = CommandLine.Run("train", "Digits/base", "--data", "glyphs", "--out", Run, "--epochs", "3", "--resume");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(stopped.ErrorSentence.TrimEnd(), "error: " + Record("message"));
        Assert.Contains(",pair_distance,embedding_spread,dead_share,saturated_share,train_auc,validation_auc,", File.ReadLines(Path.Combine(Run, "metrics.csv")).First(), StringComparison.Ordinal);

        string Record(string key) => Assert.Single(JsonNode.Parse(File.ReadAllText(Path.Combine(Run, "run.json")))!["health"]!.AsArray())![key]!.GetValue<string>();
    }

    [Fact]
    public async Task A_cancelled_run_goes_on_to_the_same_weights()
    {
        // Far more epochs than the signal needs to arrive, and threads of their own: a busy pool must not let the run end first.
        const int Epochs = 12;
        string whole = directory["whole"];
        Assert.Equal(0, Train(whole, Epochs).ExitCode);

        using var interrupt = new CancellationTokenSource();
        Task<CliResult> running = Task.Factory.StartNew(() => CommandLine.Run(interrupt.Token, Arguments(Run, Epochs)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (!File.Exists(Path.Combine(Run, "metrics.csv")) && !running.IsCompleted)
        {
            Thread.Sleep(5);
        }

        await interrupt.CancelAsync();
        Assert.Equal(130, (await running).ExitCode);
        Assert.True(File.Exists(Path.Combine(Run, "last.ckpt")));

        CliResult without = Train(Run, Epochs);
        Assert.Equal(1, without.ExitCode);
        Assert.Contains("--resume", without.ErrorSentence, StringComparison.Ordinal);

        CliResult resumed = Train(Run, Epochs, "--resume");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(Weights(whole), Weights(Run));
        Assert.Equal(Column(whole, "loss"), Column(Run, "loss"));
    }

    private static string[] Arguments(string path, int epochs, params string[] more) =>
        ["train", "Digits/contrastive", "--data", "glyphs", "--epochs", epochs.ToString(System.Globalization.CultureInfo.InvariantCulture), "--threads", "1", "--out", path, .. more];

    private static CliResult Train(string path, int epochs, params string[] more) => CommandLine.Run(Arguments(path, epochs, more));

    private static byte[] Weights(string path) => [.. CheckpointFile.Read(Path.Combine(path, "best.ckpt")).Entries.SelectMany(entry => entry.Data.ToArray())];

    private static double?[] Column(string path, string name) => [.. RunDirectory.Open(path).ReadMetrics().Select(row => row[name])];
}
