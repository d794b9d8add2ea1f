using System.Security.Cryptography;
using System.Text.Json.Nodes;
using SiameseDsl.Checkpoints;
using SiameseDsl.Cli.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Running;

/// <summary>The main job in short, twice, each time in a process of its own.</summary>
public sealed class DeterminismTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public void Two_processes_with_the_same_thread_count_give_the_same_bits(string threads)
    {
        Outcome first = Compare("first", threads);
        Outcome second = Compare("second", threads);

        Assert.Equal(first.Results, second.Results);
        Assert.Equal(["base", "contrastive"], first.Weights.Keys);
        Assert.Equal(first.Weights, second.Weights);
        Assert.Equal(first.Losses, second.Losses);
        Assert.NotEqual(first.Weights["base"], first.Weights["contrastive"]);
    }

    private Outcome Compare(string name, string threads)
    {
        string output = directory[name];
        CliResult result = Runner.Finish(Runner.Start(
            [new("OMP_WAIT_POLICY", "PASSIVE")],
            "compare", "Digits", "--variants", "base,contrastive", "--epochs", "2", "--threads", threads, "--out", output));
        Assert.True(result.ExitCode == 0, result.Error);

        JsonNode results = JsonNode.Parse(File.ReadAllText(Path.Combine(output, "results.json")))!;
        SortedDictionary<string, string> runs = [];
        foreach (JsonNode? variant in results["variants"]!.AsArray())
        {
            runs[variant!["name"]!.GetValue<string>()] = variant["runs"]![0]!["run"]!.GetValue<string>();
        }

        WithoutTimesAndPlaces(results);
        return new Outcome(
            results.ToJsonString(),
            runs.ToDictionary(run => run.Key, run => Hash(Path.Combine(run.Value, "best.ckpt"))),
            [.. runs.Values.SelectMany(run => RunDirectory.Open(run).ReadMetrics()).SelectMany(row => new[] { row["loss"], row["validation"] })]);
    }

    /// <summary>Takes away what has every right to differ: seconds, rates, the directory of the run and the command that names it.</summary>
    private static void WithoutTimesAndPlaces(JsonNode? node)
    {
        if (node is JsonObject map)
        {
            foreach (string key in (string[])["train_seconds", "images_per_second", "run", "command"])
            {
                map.Remove(key);
            }

            foreach ((string _, JsonNode? value) in map)
            {
                WithoutTimesAndPlaces(value);
            }
        }

        foreach (JsonNode? item in node as JsonArray ?? [])
        {
            WithoutTimesAndPlaces(item);
        }
    }

    /// <summary>Names, shapes and bytes of all weights.</summary>
    private static string Hash(string checkpoint)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in CheckpointFile.Read(checkpoint).Entries)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{entry.Name}|{string.Join('x', entry.Shape)}|"));
            hash.AppendData(entry.Data.ToArray());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed record Outcome(string Results, Dictionary<string, string> Weights, double?[] Losses);
}
