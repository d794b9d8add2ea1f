using System.Text.Json.Nodes;
using SiameseDsl.Cli.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Running;

/// <summary>The family for folders of people, on people that are drawn here.</summary>
public sealed class FacesTests
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
