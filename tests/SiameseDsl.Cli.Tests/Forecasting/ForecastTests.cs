using System.Diagnostics;
using System.Text.Json.Nodes;
using SiameseDsl.Cli.Tests.Hosting;
using SiameseDsl.Models;

namespace SiameseDsl.Cli.Tests.Forecasting;

/// <summary><c>describe --forecast</c>: what it says, and in the full form whether it comes true.</summary>
public sealed class ForecastTests
{
    private const double Factor = 1.5;

    [Fact]
    public void Every_variant_of_a_family_is_forecast()
    {
        JsonNode document = CommandLine.Run("describe", "Domains", "--forecast", "--json").Json;

        Assert.Equal("glyphs", document["data"]!.GetValue<string>());
        Assert.Equal(SiameseModels.All.Where(entry => entry.Family == "Domains").Select(entry => entry.Name), document["forecasts"]!.AsArray().Select(forecast => forecast!["model"]!.GetValue<string>()));
        Assert.All(document["forecasts"]!.AsArray(), forecast =>
        {
            Assert.True(Number(forecast!, "seconds_per_step") > 0);
            Assert.Equal(Number(forecast!, "steps") * Number(forecast!, "seconds_per_step"), Number(forecast!, "train_seconds"), 6);
            Assert.True(Number(forecast!, "seconds") > Number(forecast!, "train_seconds") && Number(forecast!, "validation_seconds") > 0);
            Assert.InRange(Number(forecast!, "peak_bytes"), 50e6, 50e9);
        });
    }

    [Fact]
    public void Epochs_multiply_the_steps_and_one_model_is_one_forecast()
    {
        JsonNode one = Assert.Single(CommandLine.Run("describe", "Digits/l1", "--forecast", "--json", "--epochs", "1").Json["forecasts"]!.AsArray())!;
        JsonNode ten = Assert.Single(CommandLine.Run("describe", "Digits/l1", "--forecast", "--json", "--epochs", "10").Json["forecasts"]!.AsArray())!;

        // 400 classes of 20 drawings, 256 images a step.
        Assert.Equal((31, 313), (Number(one, "steps"), Number(ten, "steps")));
        Assert.Equal(256, Number(one, "images_per_step"));
    }

    [Fact]
    public void The_table_names_times_and_memory()
    {
        CliResult result = CommandLine.Run("describe", "Digits/base", "--forecast");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches("Digits/base +│ +313 │ +[0-9,.]+ │ +[0-9.]+ (s|min) │ +[0-9.]+ (s|min) │ +[0-9.]+ (s|min) │ +[0-9.]+ (MB|GB) │", result.Out);
    }

    [Theory]
    [InlineData("Digits --forecast --resolved", 2)]
    [InlineData("Nobody --forecast", 2)]
    [InlineData("Digits --forecast --data folder:/nowhere", 1)]
    public void What_cannot_be_forecast_is_said(string arguments, int exitCode) => Assert.Equal(exitCode, CommandLine.Run(["describe", .. arguments.Split(' ')]).ExitCode);

    /// <summary>The full form, which wants a quiet machine: SIAMESE_FULL=1 dotnet test -c Release tests/SiameseDsl.Cli.Tests --filter Forecast.</summary>
    [SkippableTheory]
    [InlineData("Digits/base", "30")]
    [InlineData("Digits/triplet", "30")]
    [InlineData("Domains/separate", "10")]
    [InlineData("DigitsConv/base", "3")]
    [InlineData("Omniglot/prototypical", "5")]
    public void A_forecast_comes_true_within_a_factor_of_one_and_a_half(string model, string epochs)
    {
        Skip.IfNot(Environment.GetEnvironmentVariable("SIAMESE_FULL") == "1", "Skipped: it times real trainings; SIAMESE_FULL=1 runs it.");
        Skip.IfNot(OperatingSystem.IsLinux(), "Skipped: the peak memory of another process is read from /proc.");
        using var directory = new TemporaryDirectory();
        string data = "glyphs";
        if (model.StartsWith("Omniglot", StringComparison.Ordinal))
        {
            // Its images are larger than those of glyphs.
            FaceFolder.Write(directory["faces"], people: 200, pictures: 20);
            data = $"folder:{directory["faces"]}";
        }

        JsonNode forecast = Runner.Finish(Runner.Start([], "describe", model, "--forecast", "--json", "--epochs", epochs, "--data", data)).Json["forecasts"]![0]!;

        Process process = Runner.Start([], "train", model, "--data", data, "--epochs", epochs, "--out", directory["run"], "--json");
        Task<long> peak = Task.Run(() => Peak(process));
        CliResult trained = Runner.Finish(process);

        AssertNear(Number(trained.Json["result"]!, "train_seconds"), Number(forecast, "train_seconds"), "seconds of training");
        AssertNear(peak.GetAwaiter().GetResult(), Number(forecast, "peak_bytes"), "bytes at the peak");
    }

    private static void AssertNear(double real, double forecast, string what) =>
        Assert.True(forecast < real * Factor && real < forecast * Factor, $"Forecast were {forecast:N1} {what}, and it took {real:N1}.");

    // The high-water mark only grows, so the last one read is the peak, up to what came in the last moment.
    private static long Peak(Process process)
    {
        long peak = 0;
        while (!process.HasExited)
        {
            try
            {
                string? line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
                peak = line is null ? peak : 1024 * long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                break;
            }

            Thread.Sleep(20);
        }

        return peak;
    }

    private static double Number(JsonNode node, string name) => node[name]!.GetValue<double>();
}
