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

    [Fact]
    public void Random_classes_to_hold_out_give_each_seed_a_split_of_its_own()
    {
        CliResult result = Compare("base,l1", "--holdout-classes", "random:3", "--seeds", "2", "--primary", "one_shot", "--json");
        Assert.True(result.ExitCode == 0, result.Error);

        JsonNode report = result.Json;
        Assert.Equal("one_shot", report["primary"]!.GetValue<string>());
        Assert.True(report["data"]!["split_per_seed"]!.GetValue<bool>());
        Assert.Equal(3, report["data"]!["classes"]!["test"]!.GetValue<int>());
        string[][] splits = [.. report["variants"]!.AsArray().Select(variant => variant!["runs"]!.AsArray().Select(run => run!["split"]!.GetValue<string>()).ToArray())];
        Assert.Contains("random split 1", splits[0][0], StringComparison.Ordinal);
        Assert.Contains("random split 2", splits[0][1], StringComparison.Ordinal);
        Assert.Equal(splits[0], splits[1]);
        double[] rates = [.. report["variants"]!.AsArray().Select(variant => variant!["one_shot"]!["3"]!["mean"]!.GetValue<double>())];
        Assert.Equal(rates.OrderDescending(), rates);

        // The pixels' figure is the mean over both splits, and a run's evaluation finds its own split again.
        Assert.Equal(2, Directory.GetFiles(directory["baselines"], "evaluation-pixels-*").Length);
        JsonNode run = report["variants"]![0]!["runs"]![1]!;
        CliResult evaluated = CommandLine.Run("evaluate", run["run"]!.GetValue<string>(), "--data", "glyphs", "--json");
        Assert.Equal(run["one_shot"]!["3"]!.GetValue<double>(), evaluated.Json["one_shot"]!["3"]!["mean"]!.GetValue<double>());
        Assert.Equal(splits[0][1], evaluated.Json["data"]!["split"]!.GetValue<string>());
    }

    private CliResult Compare(string variants, params string[] more) => CommandLine.Run(["compare", "Digits", "--variants", variants, "--epochs", "1", "--threads", "1", "--out", directory.Path, .. more]);
}
