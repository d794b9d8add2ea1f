using System.Text;
using System.Text.Json.Nodes;
using SiameseDsl.Cli.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Running;

public sealed class OfficialRunsTests : IDisposable
{
    private const int Runs = 2;
    private const int Ways = 6;

    private readonly TemporaryDirectory directory = new();

    private string Root => directory["data"];

    public void Dispose() => directory.Dispose();

    [Fact]
    public void The_official_runs_are_a_protocol_of_their_own()
    {
        string run = directory["run"];
        CliResult trained = CommandLine.Run("train", "Digits/contrastive", "--data", "glyphs", "--epochs", "1", "--threads", "1", "--out", run);
        Assert.True(trained.ExitCode == 0, trained.Error);
        CliResult absent = CommandLine.Run("evaluate", run, "--data", "omniglot", "--protocol", "omniglot-runs", "--data-root", Root);
        Assert.Equal(1, absent.ExitCode);
        Assert.Contains("all_runs", absent.ErrorSentence, StringComparison.Ordinal);

        WriteRuns();
        CliResult measured = CommandLine.Run("evaluate", run, "--data", "omniglot", "--protocol", "omniglot-runs", "--data-root", Root, "--json");
        Assert.True(measured.ExitCode == 0, measured.Error);
        JsonNode json = measured.Json;
        Assert.Equal("omniglot-runs", json["protocol"]!.GetValue<string>());
        Assert.Equal(Ways, json["ways"]!.GetValue<int>());
        Assert.Equal(Runs * Ways, json["trials"]!.GetValue<int>());
        Assert.Equal(["run01", "run02"], json["runs"]!.AsArray().Select(one => one!["name"]!.GetValue<string>()));
        Assert.Null(json["one_shot"]);

        // The queries are the support's own drawings, moved: the centred outline knows them all, whatever the tower makes of them.
        Assert.Equal(["pixels", "untrained", "hausdorff"], json["baselines"]!.AsArray().Select(one => one!["name"]!.GetValue<string>()));
        Assert.Equal(0, json["baselines"]![2]!["error"]!.GetValue<double>());
        double mean = json["runs"]!.AsArray().Average(one => one!["error"]!.GetValue<double>());
        Assert.Equal(mean, json["error"]!["mean"]!.GetValue<double>(), 12);
        Assert.InRange(mean, 0, 1);

        CliResult table = CommandLine.Run("evaluate", run, "--data", "omniglot", "--protocol", "omniglot-runs", "--data-root", Root);
        Assert.Contains("hausdorff", table.Out, StringComparison.Ordinal);

        CliResult other = CommandLine.Run("evaluate", run, "--data", "glyphs", "--protocol", "omniglot-runs");
        Assert.Equal(2, other.ExitCode);
    }

    private void WriteRuns()
    {
        for (int run = 1; run <= Runs; run++)
        {
            var answers = new StringBuilder();
            for (int k = 1; k <= Ways; k++)
            {
                Write($"run{run:D2}/training/class{k:D2}.png", Drawing(k, run, 0));
                Write($"run{run:D2}/test/item{k:D2}.png", Drawing(Ways + 1 - k, run, 3));
                answers.Append($"run{run:D2}/test/item{k:D2}.png run{run:D2}/training/class{Ways + 1 - k:D2}.png\n");
            }

            Write($"run{run:D2}/class_labels.txt", Encoding.ASCII.GetBytes(answers.ToString()));
        }
    }

    private void Write(string name, byte[] bytes)
    {
        string path = Path.Combine(Root, "omniglot", "all_runs", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Black ink on white, 105 x 105: two bars whose angle and length are the character's.</summary>
    private static byte[] Drawing(int character, int run, int moved)
    {
        byte[] pixels = new byte[105 * 105];
        Array.Fill(pixels, (byte)255);
        for (int i = 0; i < 40; i++)
        {
            Ink(20 + moved + i, 30 + moved + (i * character / 8));
            Ink(60 + moved - (i * character / 12), 20 + moved + i + run);
        }

        return [.. "P5 105 105 255\n"u8, .. pixels];

        void Ink(int x, int y)
        {
            for (int dy = 0; dy < 2; dy++)
            {
                for (int dx = 0; dx < 2; dx++)
                {
                    pixels[((y + dy) * 105) + x + dx] = 0;
                }
            }
        }
    }
}
