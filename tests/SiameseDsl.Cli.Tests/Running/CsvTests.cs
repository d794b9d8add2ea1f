using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using SiameseDsl.Cli.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Running;

/// <summary>Runs over vectors of a CSV file.</summary>
public sealed class CsvTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Vectors_are_trained_on_measured_and_compared()
    {
        string csv = directory.Write("measures.csv", Flowers(classes: 24, each: 12));
        string data = "csv:" + csv;
        string run = directory["run"];
        Good("train", "Measures", "--data", data, "--label-column", "kind", "--out", run);
        Assert.Equal("kind", JsonNode.Parse(File.ReadAllText(Path.Combine(run, "run.json")))!["data_arguments"]!["--label-column"]!.GetValue<string>());

        // The label's column is that of the run.
        JsonNode figures = Good("evaluate", run, "--data", data, "--json").Json;
        Assert.Equal("values", figures["baselines"]!.AsArray()[0]!["name"]!.GetValue<string>());
        Assert.InRange(figures["pair_accuracy"]!["mean"]!.GetValue<double>(), 0.8, 1);
        Assert.Equal((14, 4, 6), Counts(figures["data"]!["classes"]!));

        JsonNode report = Good("compare", "Measures", "--data", data, "--label-column", "1", "--split", "12/4/8", "--seeds", "2", "--out", directory["comparison"], "--json").Json;
        Assert.Equal(["base", "wide"], report["variants"]!.AsArray().Select(variant => variant!["name"]!.GetValue<string>()).Order());
        Assert.Equal((12, 4, 8), Counts(report["data"]!["classes"]!));
        Assert.Contains("nothing was trained", Good("compare", "Measures", "--data", data, "--label-column", "1", "--split", "12/4/8", "--seeds", "2", "--out", directory["comparison"]).Error, StringComparison.Ordinal);

        static (int Train, int Validation, int Test) Counts(JsonNode classes) => (classes["train"]!.GetValue<int>(), classes["validation"]!.GetValue<int>(), classes["test"]!.GetValue<int>());
    }

    [Fact]
    public void What_is_wrong_with_a_file_is_said_with_line_and_column()
    {
        string csv = directory.Write("measures.csv", Flowers(classes: 8, each: 4) + "k09;1;2;three;4\n");
        CliResult result = CommandLine.Run(TestModels.All, CancellationToken.None, "train", "Measures", "--data", "csv:" + csv, "--out", directory["run"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"The file '{csv}' has 'three' in line 34, column 4, where a finite number is expected", result.ErrorSentence, StringComparison.Ordinal);
        Assert.False(Directory.Exists(directory["run"]));
    }

    private static CliResult Good(params string[] args)
    {
        CliResult result = CommandLine.Run(TestModels.All, CancellationToken.None, args);
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }

    private static string Flowers(int classes, int each)
    {
        var random = new Random(2);
        var text = new StringBuilder("kind;a;b;c;d\n");
        for (int kind = 0; kind < classes; kind++)
        {
            double[] centre = [.. Enumerable.Range(0, 4).Select(_ => 100 * random.NextDouble())];
            for (int i = 0; i < each; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"k{kind:00};{string.Join(';', centre.Select(value => (value + (4 * random.NextDouble())).ToString("R", CultureInfo.InvariantCulture)))}\n");
            }
        }

        return text.ToString();
    }
}
