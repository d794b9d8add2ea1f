using System.Text.Json.Nodes;
using SiameseDsl.Cli.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Running;

public sealed class CompareTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void What_is_there_is_not_trained_again_and_what_is_missing_is()
    {
        CliResult first = Compare("base,l1");
        Assert.True(first.ExitCode == 0, first.Error);
        string results = File.ReadAllText(directory["results.json"]);
        Assert.True(File.Exists(directory["report.html"]));
        Assert.Contains("Pair accuracy", File.ReadAllText(directory["comparison.svg"]), StringComparison.Ordinal);

        CliResult again = Compare("base,l1");
        Assert.Contains("nothing was trained", again.Error, StringComparison.Ordinal);
        Assert.Equal(results, File.ReadAllText(directory["results.json"]));
        Assert.Equal(first.Out, again.Out);

        CliResult wider = Compare("base,l1,contrastive", "--json");
        Assert.Contains("3/3 contrastive", wider.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("1/3 base", wider.Error, StringComparison.Ordinal);

        JsonNode report = wider.Json;
        Assert.Equal("Digits", report["family"]!.GetValue<string>());
        Assert.Equal("pair_accuracy", report["primary"]!.GetValue<string>());
        Assert.Equal(["pixels", "untrained"], report["baselines"]!.AsArray().Select(baseline => baseline!["name"]!.GetValue<string>()));
        double[] accuracies = [.. report["variants"]!.AsArray().Select(variant => variant!["pair_accuracy"]!["mean"]!.GetValue<double>())];
        Assert.Equal(accuracies.OrderDescending(), accuracies);
        foreach (JsonNode? variant in report["variants"]!.AsArray())
        {
            Assert.True(Directory.Exists(variant!["runs"]![0]!["run"]!.GetValue<string>()));
        }
    }

    [Fact]
    public void The_table_shows_variants_baselines_and_the_finding()
    {
        CliResult result = Compare("base");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("20-way", result.Out, StringComparison.Ordinal);
        Assert.Contains("│ pixels", result.Out, StringComparison.Ordinal);
        Assert.Contains("│ untrained", result.Out, StringComparison.Ordinal);
        Assert.Contains("Digits has one variant to measure", result.Out, StringComparison.Ordinal);
    }

    private CliResult Compare(string variants, params string[] more) => CommandLine.Run(["compare", "Digits", "--variants", variants, "--epochs", "1", "--threads", "1", "--out", directory.Path, .. more]);
}
