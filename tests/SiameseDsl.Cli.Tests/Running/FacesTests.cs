using System.Text.Json.Nodes;
using SiameseDsl.Cli.Tests.Hosting;
using Xunit.Abstractions;

namespace SiameseDsl.Cli.Tests.Running;

/// <summary>
/// The family for folders of people, on people that are drawn here. The full form trains both variants to their end, a quarter of an hour on a quiet machine:
/// SIAMESE_FULL=1 dotnet test -c Release tests/SiameseDsl.Cli.Tests --filter FacesTests.
/// </summary>
public sealed class FacesTests(ITestOutputHelper output)
{
    [Fact]
    public void People_never_seen_are_measured_from_a_folder_of_photographs()
    {
        using TemporaryDirectory directory = new();
        FaceFolder.Write(directory["people"], people: 9, pictures: 5);

        CliResult compared = CommandLine.Run("compare", "Faces", "--data", $"folder:{directory["people"]}", "--split", "6/0/3", "--seeds", "2", "--epochs", "1", "--variants", "base", "--out", directory["out"]);

        Assert.Equal(0, compared.ExitCode);
        JsonNode results = JsonNode.Parse(File.ReadAllText(Path.Combine(directory["out"], "results.json")))!;
        Assert.Equal("eer", results["primary"]!.GetValue<string>());
        Assert.Equal((6, 3, true), (results["data"]!["classes"]!["train"]!.GetValue<int>(), results["data"]!["classes"]!["test"]!.GetValue<int>(), results["data"]!["classes"]!["disjoint"]!.GetValue<bool>()));
        Assert.InRange(results["variants"]![0]!["eer"]!["mean"]!.GetValue<double>(), 0, 0.6);
        Assert.Equal(2, results["variants"]![0]!["runs"]!.AsArray().Count);
    }

    /// <summary>People who look more alike, in pictures that differ more: a plain conv-4 errs on them about as often as on real photographs.</summary>
    [SkippableFact]
    public void Augmented_pictures_and_a_longer_training_more_than_halve_the_errors_on_people_never_seen()
    {
        Skip.IfNot(Environment.GetEnvironmentVariable("SIAMESE_FULL") == "1", "Skipped: it trains for a quarter of an hour; SIAMESE_FULL=1 runs it.");
        using TemporaryDirectory directory = new();
        FaceFolder.Write(directory["people"], people: 130, pictures: 10, between: 0.55, within: 1.5);

        // Freed memory stays in a process only on its main thread's heap, and a test has another thread: in the real program the trainings take a tenth of the time.
        CliResult compared = Runner.Finish(Runner.Start([], "compare", "Faces", "--data", $"folder:{directory["people"]}", "--split", "30/0/100", "--threads", "1", "--out", directory["out"]), minutes: 90);

        Assert.Equal(0, compared.ExitCode);
        output.WriteLine(compared.Out);
        JsonArray variants = JsonNode.Parse(File.ReadAllText(Path.Combine(directory["out"], "results.json")))!["variants"]!.AsArray();
        Assert.InRange(Error("augmented"), 0, 0.5 * Error("base"));

        double Error(string name) => variants.Single(variant => variant!["name"]!.GetValue<string>() == name)!["eer"]!["mean"]!.GetValue<double>();
    }

    [Fact]
    public void The_people_that_are_drawn_are_the_same_each_time_and_differ_among_each_other()
    {
        using TemporaryDirectory directory = new();
        FaceFolder.Write(directory["a"], people: 2, pictures: 2);
        FaceFolder.Write(directory["b"], people: 2, pictures: 2);

        string[] files = [.. Directory.EnumerateFiles(directory["a"], "*.pgm", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Assert.Equal(4, files.Select(file => Convert.ToHexString(File.ReadAllBytes(file))).Distinct().Count());
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(file.Replace(directory["a"], directory["b"], StringComparison.Ordinal))));
    }
}
