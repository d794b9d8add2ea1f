using System.Text.Json.Nodes;
using SiameseDsl.Checkpoints;
using SiameseDsl.Cli.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Running;

/// <summary>Trainings that begin with another run's weights.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_training_begins_with_what_agrees_and_its_identity_says_so()
    {
        string first = directory["first"], second = directory["second"], fresh = directory["fresh"], other = directory["other"];
        Assert.Equal(0, Train("Digits/contrastive", first, "--epochs", "5").ExitCode);
        CliResult started = Train("Digits/triplet", second, "--from", first);
        Assert.True(started.ExitCode == 0, started.Error);
        Assert.Equal(0, Train("Digits/triplet", fresh).ExitCode);

        JsonNode identity = JsonNode.Parse(File.ReadAllText(Path.Combine(second, "run.json")))!["identity"]!;
        Assert.Equal(64, identity["start"]!.GetValue<string>().Length);
        Assert.True(Loss(second) < 0.9 * Loss(fresh), $"{Loss(second)} after {Loss(fresh)}");

        CliResult mixed = Train("Digits/triplet", second);
        Assert.Equal(1, mixed.ExitCode);
        Assert.Contains("first weights: ", mixed.ErrorSentence, StringComparison.Ordinal);
        Assert.Contains("there, fresh here", mixed.ErrorSentence, StringComparison.Ordinal);
        Assert.Contains("nothing to train", Train("Digits/triplet", second, "--from", first).Error, StringComparison.Ordinal);

        CliResult nothing = Train("Digits/triplet", other, "--from", directory["nowhere"]);
        Assert.Equal(1, nothing.ExitCode);
        Assert.Contains("does not exist", nothing.ErrorSentence, StringComparison.Ordinal);
        CliResult foreign = Train("DigitsConv/base", other, "--from", first);
        Assert.Equal(1, foreign.ExitCode);
        Assert.Contains("No weights of", foreign.ErrorSentence, StringComparison.Ordinal);
    }

    private static CliResult Train(string model, string output, params string[] more) =>
        CommandLine.Run(["train", model, "--data", "glyphs", "--out", output, .. more.Contains("--epochs") ? more : ["--epochs", "1", .. more]]);

    private static double Loss(string run) => RunDirectory.Open(run).ReadMetrics()[0]["loss"]!.Value;
}
