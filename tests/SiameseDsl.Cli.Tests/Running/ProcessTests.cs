using System.Diagnostics;
using SiameseDsl.Cli.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Running;

public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [SkippableTheory]
    [InlineData("-INT", 130)]
    [InlineData("-TERM", 143)]
    public async Task Control_C_and_termination_stop_cleanly_and_leave_a_resumable_run(string signalled, int expected)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such signals to send to another process.");
        string run = directory["run"];
        string[] train = ["train", "Digits/contrastive", "--data", "glyphs", "--epochs", "500", "--threads", "1", "--out", run];
        using Process process = Runner.Start([], train);
        Task<CliResult> finished = Task.Run(() => Runner.Finish(process));
        while (!File.Exists(Path.Combine(run, "metrics.csv")) && !process.HasExited)
        {
            await Task.Delay(20);
        }

        using (Process signal = Process.Start("kill", [signalled, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await signal.WaitForExitAsync();
        }

        CliResult result = await finished;
        Assert.True(result.ExitCode == expected, $"Exit code {result.ExitCode}: {result.Error}");
        Assert.Contains("--resume", result.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(run, "last.ckpt")));
        Assert.True(File.Exists(Path.Combine(run, "best.ckpt")));
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Reading_the_registry_loads_no_native_torch()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only glibc tells which libraries a process loads.");
        string spec = directory.Write("Tiny.siamese.yaml", "siamese: 1\nmodel: Tiny\n");
        foreach (string[] args in (string[][])[["list"], ["describe", "Digits/contrastive", "--resolved"], ["check", spec]])
        {
            string log = directory["loaded"];
            CliResult result = Runner.Finish(Runner.Start([new("LD_DEBUG", "files"), new("LD_DEBUG_OUTPUT", log)], args));
            string loaded = string.Concat(Directory.GetFiles(directory.Path, "loaded.*").Select(File.ReadAllText));

            Assert.NotEmpty(result.Out);
            Assert.Contains("libcoreclr", loaded, StringComparison.Ordinal);
            Assert.DoesNotContain("torch", loaded, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void A_pipe_gets_plain_text_and_json_stays_pure()
    {
        CliResult list = Runner.Finish(Runner.Start([new("NO_COLOR", "1")], "list", "--json"));

        Assert.Equal(0, list.ExitCode);
        Assert.NotEmpty(list.Json["families"]!.AsArray());
        Assert.Equal("", list.Error);
    }
}
