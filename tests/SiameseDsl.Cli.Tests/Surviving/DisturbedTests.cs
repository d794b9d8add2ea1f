using System.Diagnostics;
using SiameseDsl.Cli.Tests.Hosting;
using SiameseDsl.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Surviving;

/// <summary>What happens to a training in a process of its own when its surroundings fail: one sentence, exit code 1, nothing half-written, and it goes on when the cause is gone.</summary>
public sealed class DisturbedTests : IDisposable
{
    private static readonly Training Long = new("Words/bag", "typos", 12);

    private readonly TemporaryDirectory directory = new();

    private string Run => directory["run"];

    public void Dispose() => directory.Dispose();

    [SkippableFact]
    public async Task A_full_disk_ends_a_training_that_goes_on_when_there_is_space_again()
    {
        string mount = Directory.CreateDirectory(directory["small"]).FullName;
        Skip.IfNot(OperatingSystem.IsLinux() && SystemCommand.Run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", mount), "Skipped: a small tmpfs cannot be mounted here (it takes Linux and root), so a full disk was not tried.");
        try
        {
            string run = Path.Combine(mount, "run");
            using Process process = Long.Start(run);
            Task<CliResult> running = Task.Run(() => Runner.Finish(process));
            await Training.WaitForAsync(Path.Combine(run, "previous.ckpt"), process);
            string ballast = Path.Combine(mount, "ballast");
            Fill(ballast);

            string sentence = Training.Refusal(await running);
            Assert.Contains("the disk is full; free some space", sentence, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(run, "*.tmp"));
            Assert.Contains("--resume", (await running).Error, StringComparison.Ordinal);

            File.Delete(ballast);
            Long.Finish(run, "--resume");
            Long.Finish(Run);
            Assert.Equal(RunOutcome.Of(Run), RunOutcome.Of(run));
        }
        finally
        {
            SystemCommand.Run("umount", mount);
        }
    }

    [SkippableFact]
    public async Task A_directory_that_becomes_read_only_ends_a_training_that_goes_on_when_it_is_writable_again()
    {
        Skip.If(OperatingSystem.IsWindows(), "Skipped: Windows has no such permissions.");

        // What lets root write anywhere is taken from the process.
        string[] launcher = Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : [];
        Skip.IfNot(launcher.Length == 0 || SystemCommand.Run(launcher[0], [.. launcher[1..], "true"]), "Skipped: root is refused nothing, and its privileges cannot be dropped here.");

        // A directory that never was writable.
        string closed = Directory.CreateDirectory(directory["closed"]).FullName;
        Close(closed);
        using (Process process = Runner.StartTestsUnder(launcher, Long.Arguments(Path.Combine(closed, "run"))))
        {
            Assert.Contains("writing is not permitted there", Training.Refusal(Runner.Finish(process)), StringComparison.Ordinal);
        }

        // One that was.
        using (Process process = Runner.StartTestsUnder(launcher, Long.Arguments(Run)))
        {
            Task<CliResult> running = Task.Run(() => Runner.Finish(process));
            await Training.WaitForAsync(Path.Combine(Run, "previous.ckpt"), process);
            Close(Run);
            Assert.Contains("writing is not permitted there", Training.Refusal(await running), StringComparison.Ordinal);
        }

        Open(Run);
        Long.Finish(Run, "--resume");
        Long.Finish(directory["whole"]);
        Assert.Equal(RunOutcome.Of(directory["whole"]), RunOutcome.Of(Run));
    }

    [Fact]
    public async Task A_run_directory_that_is_removed_ends_its_training_in_one_sentence()
    {
        using Process process = Training.Endless.Start(Run);
        Task<CliResult> running = Task.Run(() => Runner.Finish(process));
        await Training.WaitForAsync(Path.Combine(Run, "previous.ckpt"), process);

        // Moved away at once: to delete file by file would race with the writing.
        Directory.Move(Run, directory["away"]);
        Assert.Contains("does not exist (any more)", Training.Refusal(await running), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Run));

        Directory.Move(directory["away"], Run);
        using Process resumed = Training.Endless.Start(Run, "--resume");
        Task<CliResult> going = Task.Run(() => Runner.Finish(resumed));
        File.Delete(Path.Combine(Run, "previous.ckpt"));
        await Training.WaitForAsync(Path.Combine(Run, "previous.ckpt"), resumed);
        resumed.Kill();
        await going;
    }

    [Fact]
    public async Task A_second_process_in_a_run_directory_is_refused_and_the_first_goes_on()
    {
        using Process first = Training.Endless.Start(Run);
        Task<CliResult> running = Task.Run(() => Runner.Finish(first));
        await Training.WaitForAsync(Path.Combine(Run, "last.ckpt"), first);

        using (Process second = Training.Endless.Start(Run, "--resume"))
        {
            Assert.Contains("Another process is training in", Training.Refusal(Runner.Finish(second)), StringComparison.Ordinal);
        }

        Assert.False(first.HasExited);
        first.Kill();
        Assert.NotEqual(0, (await running).ExitCode);

        // The lock ended with the process.
        using Process third = Training.Endless.Start(Run, "--resume");
        Task<CliResult> going = Task.Run(() => Runner.Finish(third));
        File.Delete(Path.Combine(Run, "last.ckpt"));
        await Training.WaitForAsync(Path.Combine(Run, "last.ckpt"), third);
        third.Kill();
        await going;
    }

    [Fact]
    public async Task A_data_file_that_vanishes_ends_a_comparison_that_goes_on_when_it_is_back()
    {
        string folder = directory["faces"];
        Folder(folder, classes: 8, images: 12);
        string[] Arguments(string output) => ["compare", "DigitsConv", "--variants", "contrastive", "--data", $"folder:{folder}", "--split", "4/2/2", "--seeds", "2", "--epochs", "1", "--threads", "1", "--out", output];
        string lost = Path.Combine(folder, "3", "5.pgm");
        using (Process process = Runner.StartTests(Arguments(Run)))
        {
            Task<CliResult> running = Task.Run(() => Runner.Finish(process));
            while (!Directory.Exists(Run) || !Directory.EnumerateDirectories(Run, "*-seed1-*").Any())
            {
                Assert.False(process.HasExited);
                await Task.Delay(5);
            }

            File.Move(lost, directory["5.pgm"]);
            string sentence = Training.Refusal(await running);
            Assert.Contains("is not the same any more", sentence, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(Run, "results.json"));
        }

        File.Move(directory["5.pgm"], lost);

        // In processes of their own, as the one before: other tests may replace the kernels of this one, and the last bits with them.
        foreach (string output in (string[])[Run, directory["whole"]])
        {
            using Process process = Runner.StartTests(Arguments(output));
            Training.Good(Runner.Finish(process));
        }

        Assert.Equal(RunOutcome.OfJson(File.ReadAllText(Path.Combine(directory["whole"], "results.json"))), RunOutcome.OfJson(File.ReadAllText(Path.Combine(Run, "results.json"))));
    }

    [Fact]
    public void A_training_whose_data_is_gone_or_another_says_so_and_goes_on_when_it_is_back()
    {
        string folder = directory["faces"];
        Folder(folder, classes: 8, images: 12);
        var training = new Training("DigitsConv/contrastive", $"folder:{folder}", 1) { Every = "10" };
        training.Finish(directory["whole"]);
        string saved = directory["5.pgm"];
        string lost = Path.Combine(folder, "3", "5.pgm");
        training.Finish(Run);
        File.Delete(Path.Combine(Run, "best.ckpt"));
        string record = Path.Combine(Run, "run.json");
        File.WriteAllText(record, File.ReadAllText(record).Replace("\"status\": \"done\"", "\"status\": \"training\"", StringComparison.Ordinal));

        File.Move(lost, saved);
        using (Process process = training.Start(Run, "--resume"))
        {
            Assert.Contains($"content of folder:{folder}: SHA-256", Training.Refusal(Runner.Finish(process)), StringComparison.Ordinal);
        }

        File.Move(saved, lost);
        Directory.Move(folder, directory["away"]);
        using (Process process = training.Start(Run, "--resume"))
        {
            Assert.Contains($"'{folder}' does not exist", Training.Refusal(Runner.Finish(process)), StringComparison.Ordinal);
        }

        Directory.Move(directory["away"], folder);
        training.Finish(Run, "--resume");
        Assert.Equal(RunOutcome.Of(directory["whole"]), RunOutcome.Of(Run));
    }

    [Fact]
    public async Task A_damaged_checkpoint_is_left_for_the_one_before_it()
    {
        Long.Finish(directory["whole"]);
        using (Process process = Long.Start(Run))
        {
            Task<CliResult> running = Task.Run(() => Runner.Finish(process));
            await Training.WaitForAsync(Path.Combine(Run, "previous.ckpt"), process);
            process.Kill();
            await running;
        }

        string last = Path.Combine(Run, "last.ckpt");
        string previous = Path.Combine(Run, "previous.ckpt");
        if (!File.Exists(last))
        {
            // Killed between the two moves.
            File.Copy(previous, last);
        }

        byte[] bytes = File.ReadAllBytes(last);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(last, bytes);
        CliResult resumed = Long.Finish(Run, "--resume");
        Assert.Contains($"'{last}' is damaged: its checksum does not match its content; the one before it is taken, '{previous}'", resumed.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(RunOutcome.Of(directory["whole"]), RunOutcome.Of(Run));
    }

    [Fact]
    public void Damaged_best_weights_are_taken_from_the_last_state()
    {
        Training.Short.Finish(Run);
        string[] evaluate = ["evaluate", Run, "--data", "typos", "--json"];
        string best = Path.Combine(Run, "best.ckpt");
        byte[] bytes = File.ReadAllBytes(best);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(best, bytes);
        CliResult damaged = CommandLine.Run(evaluate);
        Assert.True(damaged.ExitCode == 0, damaged.Error);
        Assert.Contains("is damaged: its checksum does not match its content; the best weights were taken from", damaged.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);

        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(best, bytes);
        foreach (string kept in Directory.GetFiles(Run, "evaluation-*"))
        {
            File.Delete(kept);
        }

        CliResult whole = CommandLine.Run(evaluate);
        Assert.Equal(whole.Out, damaged.Out);
        Assert.DoesNotContain("damaged", whole.Error, StringComparison.Ordinal);
    }

    private static void Fill(string path)
    {
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            for (byte[] block = new byte[1024]; ;)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static void Open(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)511);
        }
    }

    private static void Close(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)365);
        }
    }

    private static void Folder(string folder, int classes, int images)
    {
        var random = new Random(1);
        for (int label = 0; label < classes; label++)
        {
            string place = Directory.CreateDirectory(Path.Combine(folder, $"{label}")).FullName;
            for (int image = 0; image < images; image++)
            {
                byte[] pixels = new byte[28 * 28];
                random.NextBytes(pixels);
                File.WriteAllBytes(Path.Combine(place, $"{image}.pgm"), [.. "P5 28 28 255\n"u8, .. pixels]);
            }
        }
    }
}
