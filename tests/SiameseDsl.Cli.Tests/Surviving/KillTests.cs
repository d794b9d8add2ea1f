using System.Collections.Concurrent;
using System.Diagnostics;
using SiameseDsl.Cli.Tests.Hosting;
using Xunit.Abstractions;

namespace SiameseDsl.Cli.Tests.Surviving;

/// <summary>
/// Processes that are killed (SIGKILL) at random moments, started again and ended: what comes out is what comes out of those that nobody disturbed.
/// The full form takes half an hour, an hour beside other work: SIAMESE_FULL=1 dotnet test -c Release tests/SiameseDsl.Cli.Tests --filter KillTests.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int AtOnce = 2;
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SIAMESE_FULL") == "1";
    private static readonly TimeSpan MostLost = TimeSpan.FromSeconds(30);

    // Dropout, schedules, class vectors, mining, averages, accumulation, early stopping, bfloat16: all that a training keeps beside its weights; batch norm and augmentation in the slow one.
    private static readonly Training[] Cases =
    [
        new("Words/base", "typos", 1),
        new("Words/bag-averaged", "typos", 12),
        new("Words/bag-halved", "typos", 10),
        new("Losses/arcface", "glyphs", 1) { Every = "0.2" },
        new("Losses/triplet-scheduled", "glyphs", 1) { Every = "0.2" },
        new("Digits/contrastive", "glyphs", 2) { Every = "0.2" },
    ];

    private static readonly Training SlowCase = new("DigitsConv/base", "glyphs", 1);

    private static readonly Training[] ShortCases = [new("Words/bag", "typos", 6), new("Words/bag-averaged", "typos", 6)];

    // What a process takes until it trains.
    private static readonly TimeSpan StartUp = TimeSpan.FromSeconds(0.7);

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_training_killed_at_any_moment_ends_as_if_nothing_had_happened()
    {
        int kills = IsFull ? 200 : 10;
        Training[] cases = IsFull ? [.. Enumerable.Range(0, kills).Select(number => number % 20 == 0 ? SlowCase : Cases[number % Cases.Length])] : ShortCases;
        var whole = new Dictionary<Training, (string Outcome, TimeSpan Time)>();
        foreach (Training training in cases.Distinct())
        {
            whole[training] = Whole(training, directory[$"whole-{training.Model.Replace('/', '-')}"]);
        }

        // In the short form only the killed processes are real ones: what is begun in one process may end in another.
        var killed = new ConcurrentDictionary<int, Kill>();
        await Parallel.ForEachAsync(Enumerable.Range(0, kills), Options, async (number, _) =>
        {
            Training training = cases[number % cases.Length];
            killed[number] = await KillAsync(training, Run(number), whole[training].Time * 1.3 * Random.Shared.NextDouble());
            if (IsFull)
            {
                await Task.Run(() => training.FinishApart(Run(number), "--resume"), CancellationToken.None);
                RequireSame(number);
            }
        });
        for (int number = 0; number < kills && !IsFull; number++)
        {
            cases[number % cases.Length].Finish(Run(number), "--resume");
            RequireSame(number);
        }

        output.WriteLine($"{killed.Count} kills, {killed.Values.Count(kill => kill.HadState)} with a checkpoint to go on from, {killed.Values.Count(kill => kill.LeftRest)} in the middle of writing a file; at most {killed.Values.Max(kill => kill.Lost).TotalSeconds:0.00} s of work lost.");
        Assert.Equal(kills, killed.Count);
        Assert.Contains(killed.Values, kill => kill.HadState);
        Assert.All(killed.Values, kill => Assert.InRange(kill.Lost, TimeSpan.Zero, MostLost));

        string Run(int number) => directory[$"kill{number}"];

        void RequireSame(int number)
        {
            (Training training, string found) = (cases[number % cases.Length], RunOutcome.Of(Run(number)));
            Assert.True(whole[training].Outcome == found, $"{training.Model} killed after {killed[number].After.TotalSeconds:0.000} s of training ended otherwise:\n{found}\ninstead of\n{whole[training].Outcome}");
            Directory.Delete(Run(number), recursive: true);
        }
    }

    [SkippableFact]
    public async Task An_epoch_of_minutes_costs_half_a_minute_at_most()
    {
        Skip.IfNot(IsFull, "Skipped: it trains for minutes; SIAMESE_FULL=1 runs it.");
        FaceFolder.Write(directory["faces"], people: 1000, pictures: 20);
        var training = new Training("Omniglot/prototypical", $"folder:{directory["faces"]}", 2) { Every = "10" };
        (string outcome, TimeSpan time) = Whole(training, directory["whole"]);
        await Parallel.ForEachAsync(Enumerable.Range(0, 4), Options, async (number, _) =>
        {
            string run = directory[$"kill{number}"];
            Kill kill = await KillAsync(training, run, time * (0.5 + (0.4 * Random.Shared.NextDouble())));
            output.WriteLine($"Killed after {kill.After.TotalSeconds:0.0} s of {time.TotalSeconds:0.0} s: {kill.Lost.TotalSeconds:0.0} s of work lost.");
            Assert.True(kill.HadState);
            Assert.InRange(kill.Lost, TimeSpan.Zero, MostLost);
            await Task.Run(() => training.FinishApart(run, "--resume"), CancellationToken.None);
            Assert.Equal(outcome, RunOutcome.Of(run));
        });
    }

    [Fact]
    public async Task A_tuning_killed_again_and_again_chooses_and_trains_the_same()
    {
        var training = new Training("Words/bag-tuned", "typos", 2);
        (string outcome, TimeSpan time) = Whole(training, directory["whole"]);
        string run = directory["run"];
        for (int number = 0; number < Times; number++)
        {
            await KillAsync(training, run, time * (0.2 + (0.3 * Random.Shared.NextDouble())), "--resume");
        }

        training.Finish(run, "--resume");
        Assert.Equal(outcome, RunOutcome.Of(run));
    }

    [Fact]
    public async Task A_comparison_killed_again_and_again_reports_the_same_figures()
    {
        string[] Arguments(string output) => ["compare", "Words", "--variants", "bag,convolution", "--data", "typos", "--epochs", "1", "--seeds", "1", "--threads", "1", "--checkpoint-every", "0.1", "--out", output];
        long started = Stopwatch.GetTimestamp();
        Complete(Arguments(directory["whole"]));
        TimeSpan time = Stopwatch.GetElapsedTime(started);
        for (int number = 0; number < Times; number++)
        {
            await KillAsync(Arguments(directory["killed"]), time * (0.2 + (0.6 * Random.Shared.NextDouble())));
        }

        Complete(Arguments(directory["killed"]));
        Assert.Equal(Figures("whole"), Figures("killed"));

        string Figures(string name) => RunOutcome.OfJson(File.ReadAllText(Path.Combine(directory[name], "results.json")));
    }

    [Fact]
    public async Task An_evaluation_killed_at_any_moment_gives_the_same_figures_the_next_time()
    {
        var training = new Training("Words/bag", "typos", 1);
        string[] Arguments(string name) => ["evaluate", directory[name], "--data", "typos", "--json"];
        training.Finish(directory["whole"]);
        training.Finish(directory["killed"]);
        long started = Stopwatch.GetTimestamp();
        string figures = RunOutcome.OfJson(Complete(Arguments("whole")).Out);
        TimeSpan time = Stopwatch.GetElapsedTime(started);
        for (int number = 0; number < Times; number++)
        {
            await KillAsync(Arguments("killed"), time * Random.Shared.NextDouble());
        }

        Assert.Equal(figures, RunOutcome.OfJson(Complete(Arguments("killed")).Out));
    }

    private static int Times => IsFull ? 20 : 2;

    private static ParallelOptions Options => new() { MaxDegreeOfParallelism = AtOnce };

    private static CliResult Complete(string[] arguments) => Training.Good(CommandLine.Run(TestModels.All, CancellationToken.None, arguments));

    private static (string Outcome, TimeSpan Time) Whole(Training training, string run)
    {
        long started = Stopwatch.GetTimestamp();
        if (IsFull)
        {
            // Where a processor's convolutions are wrong, the last bits of a network depend on what else its process trained: these trainings have convolutions, and so a process of their own.
            training.FinishApart(run);
        }
        else
        {
            training.Finish(run);
        }

        return (RunOutcome.Of(run), Stopwatch.GetElapsedTime(started));
    }

    private static async Task KillAsync(string[] arguments, TimeSpan after)
    {
        using Process process = Runner.StartTests(arguments);
        await Task.Delay(StartUp + after);
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Starts a training and kills it when it has run for a while; one that ended before is begun again, with less time.</summary>
    private static async Task<Kill> KillAsync(Training training, string run, TimeSpan after, params string[] more)
    {
        for (; ; after *= 0.8)
        {
            using Process process = training.Start(run, more);
            DateTime started = DateTime.UtcNow;
            bool begun = File.Exists(Path.Combine(run, "run.json"));
            while (!begun && !File.Exists(Path.Combine(run, "run.json")))
            {
                await Task.Delay(5);
            }

            await Task.Delay(begun ? StartUp + after : after);
            bool ended = process.HasExited;
            DateTime now = DateTime.UtcNow;
            process.Kill();
            await process.WaitForExitAsync();
            if (!ended)
            {
                string state = Path.Combine(run, "last.ckpt");
                bool exists = File.Exists(state);
                bool rest = Directory.GetFiles(run, "*.tmp").Length > 0;
                return new Kill(after, exists, rest, now - (exists ? File.GetLastWriteTimeUtc(state) : started));
            }

            Directory.Delete(run, recursive: true);
        }
    }

    /// <summary>A kill.</summary>
    /// <param name="After">How long the process had run since its run began.</param>
    /// <param name="HadState">Whether there was a checkpoint to go on from.</param>
    /// <param name="LeftRest">Whether it was writing a file.</param>
    /// <param name="Lost">The work that has to be done again.</param>
    private sealed record Kill(TimeSpan After, bool HadState, bool LeftRest, TimeSpan Lost);
}
