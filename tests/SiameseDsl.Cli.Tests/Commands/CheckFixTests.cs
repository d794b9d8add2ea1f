using System.Text;
using SiameseDsl.Cli.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Commands;

/// <summary><c>check --fix</c> on real files: what it writes, what it shows, what it leaves alone.</summary>
public sealed class CheckFixTests : IDisposable
{
    private const string Bad = "siamese: 1\nmodel: Tiny   # kept\ninput: { shape: [1, 28, 28] }\ntower:\n  - flaten\n  - dense: { name: embedding, unitz: 64 }\nhead: euclidean\nloss: contrastive\n";

    private readonly TemporaryDirectory directory = new();

    private static string Good => Bad.Replace("flaten", "flatten", StringComparison.Ordinal).Replace("unitz", "units", StringComparison.Ordinal);

    public void Dispose() => directory.Dispose();

    [Fact]
    public void The_file_is_repaired_and_what_was_done_is_told()
    {
        string path = directory.Write("Tiny.siamese.yaml", Bad);
        CliResult result = CommandLine.Run("check", "--fix", path);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(Good, File.ReadAllText(path));
        Assert.Equal("", result.Out);
        Assert.Contains($"{path}(5,5): repaired: SDSL1005: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("2 findings were repaired.", result.Error, StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(directory.Path));
    }

    [Fact]
    public void A_dry_run_prints_a_diff_that_patch_applies_and_changes_nothing()
    {
        string path = directory.Write("Tiny.siamese.yaml", Bad);
        CliResult result = CommandLine.Run("check", "--fix", "--dry-run", path);

        Assert.Equal(Bad, File.ReadAllText(path));
        Assert.Equal(
            $"--- {path}\n+++ {path}\n@@ -2,7 +2,7 @@\n model: Tiny   # kept\n input: {{ shape: [1, 28, 28] }}\n tower:\n-  - flaten\n-  - dense: {{ name: embedding, unitz: 64 }}\n+  - flatten\n+  - dense: {{ name: embedding, units: 64 }}\n head: euclidean\n loss: contrastive\n",
            result.Out);
    }

    [Fact]
    public void What_cannot_be_repaired_is_printed_and_decides_the_exit_code()
    {
        string path = directory.Write("Tiny.siamese.yaml", Bad.Replace("loss: contrastive", "loss: zebra", StringComparison.Ordinal));
        CliResult result = CommandLine.Run("check", "--fix", path, "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("SDSL1005", Assert.Single(result.Json.AsArray())!["id"]!.GetValue<string>());
        Assert.Contains("flatten", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_good_file_is_not_touched()
    {
        string path = directory.Write("Tiny.siamese.yaml", Good);
        DateTime before = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, before);

        Assert.Equal(0, CommandLine.Run("check", "--fix", path).ExitCode);
        Assert.Equal(before, File.GetLastWriteTimeUtc(path));
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    public void The_encoding_and_its_mark_stay(string name, bool marked)
    {
        Encoding encoding = name == "utf-8" ? new UTF8Encoding(marked) : Encoding.Unicode;
        string path = directory["Tiny.siamese.yaml"];
        File.WriteAllText(path, Bad.Replace("kept", "größer", StringComparison.Ordinal), encoding);

        Assert.Equal(0, CommandLine.Run("check", "--fix", path).ExitCode);

        byte[] expected = [.. encoding.GetPreamble(), .. encoding.GetBytes(Good.Replace("kept", "größer", StringComparison.Ordinal))];
        Assert.Equal(expected, File.ReadAllBytes(path));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_not_lost()
    {
        string path = directory["Tiny.siamese.yaml"];
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Bad), (byte)'#', 0xE4, (byte)'\n'];
        File.WriteAllBytes(path, bytes);

        CliResult result = CommandLine.Run("check", "--fix", path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("was not repaired", result.ErrorSentence, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [SkippableFact]
    public void A_link_stays_a_link_and_permissions_stay()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new SkipException("Links need a privilege on Windows.");
        }

        string path = directory.Write("real/Tiny.siamese.yaml", Bad);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        string link = directory["Tiny.siamese.yaml"];
        File.CreateSymbolicLink(link, path);

        Assert.Equal(0, CommandLine.Run("check", "--fix", link).ExitCode);

        Assert.NotNull(File.ResolveLinkTarget(link, returnFinalTarget: false));
        Assert.Equal(Good, File.ReadAllText(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Theory]
    [InlineData("--dry-run")]
    [InlineData("--fix --dry-run --json")]
    public void Options_that_do_not_go_together_are_wrong_usage(string options) =>
        Assert.Equal(2, CommandLine.Run(["check", directory.Write("Tiny.siamese.yaml", Bad), .. options.Split(' ')]).ExitCode);
}
