using System.Text.Json.Nodes;
using SiameseDsl.Cli.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Running;

/// <summary>One-shot figures with rotated classes as classes of their own stand beside the plain ones, under keys of their own.</summary>
public sealed class RotatedFiguresTests : IDisposable
{
    private const int TestClasses = 4;

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_model_that_learned_rotations_as_classes_is_measured_with_and_without_them()
    {
        string faces = directory["faces"], run = directory["run"];
        FaceFolder.Write(faces, people: 12, pictures: 6);
        string[] data = ["--data", $"folder:{faces}", "--split", $"6/2/{TestClasses}"];
        CliResult trained = CommandLine.Run(["train", "Omniglot/triplet", .. data, "--epochs", "1", "--threads", "1", "--out", run]);
        Assert.True(trained.ExitCode == 0, trained.Error);

        JsonNode json = Evaluate(run, data, "--json").Json;
        Assert.Equal([$"{TestClasses}"], Ways(json["one_shot"]));

        // Four people are too few for 5 ways, sixteen turned ones are enough; each is asked for equally often.
        Assert.Equal(["5"], Ways(json["one_shot_rotated"]));
        int episodes = json["episodes_rotated"]!["5"]!.GetValue<int>();
        Assert.True(episodes >= 1000 && episodes % (4 * TestClasses) == 0, $"{episodes} episodes");
        JsonNode pixels = json["baselines"]!.AsArray().Single(baseline => baseline!["name"]!.GetValue<string>() == "pixels")!;

        // Which way a face stands is easily seen: turned strangers are easier to tell apart than the upright ones, in more ways.
        Assert.InRange(pixels["one_shot_rotated"]!["5"]!.GetValue<double>(), pixels["one_shot"]![$"{TestClasses}"]!.GetValue<double>() + 0.05, 1);

        Assert.Contains("5-way one-shot, rotated too", Evaluate(run, data).Out, StringComparison.Ordinal);
        JsonNode pairs = Evaluate(run, data, "--json", "--protocol", "pairs").Json;
        Assert.Null(pairs["one_shot_rotated"]);
    }

    private static CliResult Evaluate(string run, string[] data, params string[] more)
    {
        CliResult result = CommandLine.Run(["evaluate", run, .. data, .. more]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }

    private static IEnumerable<string> Ways(JsonNode? figures) => Assert.IsType<JsonObject>(figures).Select(figure => figure.Key);
}
