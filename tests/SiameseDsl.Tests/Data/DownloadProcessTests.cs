using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using SiameseDsl.Data;
using SiameseDsl.Tests.Hosting;

namespace SiameseDsl.Tests.Data;

/// <summary>Downloads in processes of their own: what is left of them when they are stopped, killed, run into each other or fill the disk.</summary>
public sealed class DownloadProcessTests
{
    private const int Cut = 1_000_000;
    private static readonly byte[] Content = [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)((i * 7) ^ (i >> 9)))];
    private static readonly string Sum = Convert.ToHexStringLower(MD5.HashData(Content));

    [SkippableTheory]
    [InlineData("-INT", 130)]
    [InlineData("-KILL", 137)]
    public async Task A_download_that_is_stopped_or_killed_leaves_a_part_that_the_next_one_continues(string signal, int exitCode)
    {
        Skip.If(OperatingSystem.IsWindows(), "Skipped: Windows has no signals to send to another process.");
        using TestFolder folder = new();
        using LoopbackServer server = new(Content, new Answer(CutAfter: Cut, Stall: true));
        using Process process = Start(folder, server.Address);
        await WaitForPartAsync(folder, process);
        using (Process kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        Assert.Equal(exitCode, process.ExitCode);
        Assert.Equal(["file.bin.part"], Files(folder));

        using Process next = Start(folder, server.Address);
        await next.WaitForExitAsync();
        Assert.Equal(0, next.ExitCode);
        Assert.Equal(["file.bin"], Files(folder));
        Assert.Equal(Content, File.ReadAllBytes(Path.Combine(folder.Path, "sub", "file.bin")));
        Assert.Equal(["", $"bytes={Cut}-"], server.Ranges);
    }

    [Fact]
    public async Task Of_two_processes_that_download_the_same_file_one_does_and_the_other_says_so()
    {
        using TestFolder folder = new();
        using LoopbackServer server = new(Content, new Answer(CutAfter: Cut, Stall: true));
        using Process first = Start(folder, server.Address);
        await WaitForPartAsync(folder, first);

        using (Process second = Start(folder, server.Address))
        {
            string error = await second.StandardError.ReadToEndAsync();
            await second.WaitForExitAsync();
            Assert.Equal(1, second.ExitCode);
            Assert.Contains("another download may be under way", error);
        }

        Assert.Equal(["file.bin.part"], Files(folder));
        first.Kill();
        await first.WaitForExitAsync();
    }

    [Fact]
    public async Task Many_processes_at_once_leave_one_whole_file()
    {
        using TestFolder folder = new();
        using LoopbackServer server = new(Content);
        Process[] all = [.. Enumerable.Range(0, 4).Select(_ => Start(folder, server.Address))];
        foreach (Process process in all)
        {
            await process.WaitForExitAsync();
        }

        Assert.Contains(all, process => process.ExitCode == 0);
        Assert.Equal(["file.bin"], Files(folder));
        Assert.Equal(Content, File.ReadAllBytes(Path.Combine(folder.Path, "sub", "file.bin")));
        Array.ForEach(all, process => process.Dispose());
    }

    [SkippableFact]
    public async Task A_full_disk_stops_a_download_that_goes_on_when_there_is_space()
    {
        using TestFolder folder = new();
        string mount = Directory.CreateDirectory(Path.Combine(folder.Path, "small")).FullName;
        Skip.IfNot(OperatingSystem.IsLinux() && SystemCommand.Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", mount), "Skipped: a small tmpfs cannot be mounted here (it takes Linux and root), so a full disk was not tried.");
        try
        {
            using LoopbackServer server = new(Content);
            DownloadItem item = new("sub/file.bin", [server.Address], Sum);
            using Downloader downloader = new();

            SiameseException full = await Assert.ThrowsAsync<SiameseException>(() => downloader.FetchAsync(item, mount));
            Assert.Contains("the disk is full", full.Message);
            Assert.Equal(["file.bin.part"], Directory.GetFiles(Path.Combine(mount, "sub")).Select(Path.GetFileName));

            Assert.True(SystemCommand.Run("mount", "-o", "remount,size=8m", mount));
            await downloader.FetchAsync(item, mount);
            Assert.Equal(Content, File.ReadAllBytes(Path.Combine(mount, "sub", "file.bin")));
            Assert.StartsWith("bytes=", server.Ranges[^1], StringComparison.Ordinal);
        }
        finally
        {
            SystemCommand.Run("umount", mount);
        }
    }

    private static Process Start(TestFolder folder, Uri address)
    {
        // A shell starts its background jobs with SIGINT ignored, and a child inherits that.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        return Process.Start(new ProcessStartInfo(command[0], [.. command[1..], "exec", typeof(DownloadProcessTests).Assembly.Location, folder.Path, Sum, address.ToString()]) { RedirectStandardError = true })!;
    }

    private static async Task WaitForPartAsync(TestFolder folder, Process process)
    {
        FileInfo part = new(Path.Combine(folder.Path, "sub", "file.bin.part"));
        for (int i = 0; !part.Exists || part.Length < Cut; i++)
        {
            Assert.True(i < 6000 && !process.HasExited, "Nothing was downloaded.");
            await Task.Delay(10);
            part.Refresh();
        }
    }

    private static IEnumerable<string?> Files(TestFolder folder) => Directory.GetFiles(Path.Combine(folder.Path, "sub")).Select(Path.GetFileName);
}
