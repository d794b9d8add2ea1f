using System.Text.Json.Nodes;
using SiameseDsl.Cli.Tests.Hosting;
using SiameseDsl.Models;
using SiameseDsl.Modules;
using SiameseDsl.Training;

namespace SiameseDsl.Cli.Tests.Running;

/// <summary>Runs whose settings short trainings choose.</summary>
public sealed class TuneTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    // The repository's own models leave nothing open, so that its first command stays short.
    private static readonly IReadOnlyList<ModelEntry> Tuned =
    [
        new ModelEntry<Digits.Contrastive, Digits.Contrastive.Options>(
            Digits.Contrastive.Entry.Plan,
            Digits.Contrastive.Options.Default with
            {
                Tune = new TuneOptions
                {
                    Axes =
                    [
                        new("training.optimizer.adam.lr", [1e-6, 0.001], (options, value) => options with { Optimizer = options.Optimizer with { LearningRate = value } }),
                        new("loss.contrastive.margin", [1, 2], (options, value) => (Digits.Contrastive.Options)options with { Loss = new Losses.ContrastiveOptions { Margin = value } }),
                    ],
                },
            },
            (seed, device) => new Digits.Contrastive(seed, device),
            (model, options) => new Digits.Contrastive.Trainer(model, options),
            Digits.Contrastive.Entry.SpecResource),
    ];

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task What_was_chosen_is_recorded_and_a_run_that_was_cut_off_does_not_try_again()
    {
        string run = directory["run"];
        string[] arguments = ["train", "Digits/contrastive", "--data", "glyphs", "--epochs", "1", "--out", run];
        using var stop = new CancellationTokenSource();
        Task<CliResult> running = Task.Factory.StartNew(() => CommandLine.Run(Tuned, stop.Token, arguments), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (!File.Exists(Path.Combine(run, "tuning.json")) && !running.IsCompleted)
        {
            await Task.Delay(5);
        }

        stop.Cancel();
        Assert.Equal(130, (await running).ExitCode);
        JsonArray before = Trials(run);
        Assert.InRange(before.Count, 1, 3);

        CliResult resumed = CommandLine.Run(Tuned, CancellationToken.None, [.. arguments, "--resume"]);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        JsonArray trials = Trials(run);
        Assert.Equal(4, trials.Count);

        // The seconds tell that these are the very trials from before.
        Assert.Equal(before.Select(trial => trial!.ToJsonString()), trials.Take(before.Count).Select(trial => trial!.ToJsonString()));
        JsonNode tuned = JsonNode.Parse(File.ReadAllText(Path.Combine(run, "run.json")))!["result"]!["tuned"]!;
        JsonNode best = trials.MaxBy(trial => trial!["figure"]!.GetValue<double>())!;
        Assert.Equal(best["values"]!.ToJsonString(), tuned.ToJsonString());
        Assert.Contains("Tuned on validation data: training.optimizer.adam.lr", resumed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_reports_the_choice_of_each_seed()
    {
        string output = directory["comparison"];
        string[] arguments = ["compare", "Digits", "--data", "glyphs", "--epochs", "1", "--seeds", "2", "--out", output];
        CliResult first = CommandLine.Run(Tuned, CancellationToken.None, arguments);
        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Contains("Tuned on validation data. contrastive: lr ", first.Error, StringComparison.Ordinal);
        JsonArray runs = JsonNode.Parse(File.ReadAllText(Path.Combine(output, "results.json")))!["variants"]![0]!["runs"]!.AsArray();
        Assert.All(runs, run => Assert.Equal(["training.optimizer.adam.lr", "loss.contrastive.margin"], run!["tuned"]!.AsObject().Select(pair => pair.Key)));
        Assert.Contains("tuned: lr ", File.ReadAllText(Path.Combine(output, "report.html")), StringComparison.Ordinal);

        // Nothing is tried or trained a second time, and the report says the same.
        Dictionary<string, DateTime> written = Directory.GetFiles(output, "tuning.json", SearchOption.AllDirectories).ToDictionary(path => path, File.GetLastWriteTimeUtc);
        Assert.Equal(2, written.Count);
        CliResult second = CommandLine.Run(Tuned, CancellationToken.None, arguments);
        Assert.Contains("nothing was trained", second.Error, StringComparison.Ordinal);
        Assert.All(written, file => Assert.Equal(file.Value, File.GetLastWriteTimeUtc(file.Key)));
        Assert.Equal(first.Out, second.Out);
    }

    [Fact]
    public void A_run_that_was_not_tuned_says_nothing_of_it()
    {
        string run = directory["plain"];
        Assert.Equal(0, CommandLine.Run("train", "Digits/contrastive", "--data", "glyphs", "--epochs", "1", "--out", run).ExitCode);
        Assert.False(File.Exists(Path.Combine(run, "tuning.json")));
        Assert.Null(JsonNode.Parse(File.ReadAllText(Path.Combine(run, "run.json")))!["result"]!["tuned"]);
    }

    private static JsonArray Trials(string run) => JsonNode.Parse(File.ReadAllText(Path.Combine(run, "tuning.json")))!["trials"]!.AsArray();
}
