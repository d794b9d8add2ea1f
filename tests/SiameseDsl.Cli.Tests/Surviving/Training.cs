using System.Diagnostics;
using SiameseDsl.Cli.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Surviving;

/// <summary>A small training in a process of its own, as the tests of surviving have it: one thread, and a checkpoint every moment.</summary>
/// <param name="Model">The model.</param>
/// <param name="Data">The data.</param>
/// <param name="Epochs">How long it trains.</param>
internal sealed record Training(string Model, string Data, int Epochs)
{
    /// <summary>A short one: a second of training.</summary>
    public static Training Short { get; } = new("Words/bag", "typos", 8);

    /// <summary>One that does not end by itself while a test waits.</summary>
    public static Training Endless { get; } = new("Words/bag", "typos", 100_000);

    public string Every { get; init; } = "0.05";

    public string[] Arguments(string run, params string[] more) =>
        ["train", Model, "--data", Data, "--epochs", Epochs.ToString(System.Globalization.CultureInfo.InvariantCulture), "--threads", "1", "--checkpoint-every", Every, "--out", run, .. more];

    public Process Start(string run, params string[] more) => Runner.StartTests(Arguments(run, more));

    /// <summary>The same command to its end in the tests' own process, which is quicker; it must do well.</summary>
    public CliResult Finish(string run, params string[] more) => Good(CommandLine.Run(TestModels.All, CancellationToken.None, Arguments(run, more)));

    /// <summary>The same in a process of its own.</summary>
    public CliResult FinishApart(string run, params string[] more)
    {
        using Process process = Start(run, more);
        return Good(Runner.Finish(process));
    }

    /// <summary>A result that must be good.</summary>
    public static CliResult Good(CliResult result)
    {
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }

    /// <summary>Waits until the training has written a file, and fails when it ends before.</summary>
    public static async Task WaitForAsync(string file, Process process)
    {
        for (long started = Stopwatch.GetTimestamp(); !File.Exists(file); await Task.Delay(5))
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(2) && !process.HasExited, $"'{file}' was not written.");
        }
    }

    /// <summary>Whether a refusal is as it has to be: exit code 1 and one sentence, without a stack trace.</summary>
    public static string Refusal(CliResult result)
    {
        Assert.True(result.ExitCode == 1, $"Exit code {result.ExitCode}: {result.Error}");
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("unexpected", result.Error, StringComparison.Ordinal);
        return result.ErrorSentence;
    }
}
