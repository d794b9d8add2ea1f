using System.Globalization;
using System.Text.Json.Nodes;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Data;
using Spectre.Console;

namespace SiameseDsl.Cli.Forecasting;

/// <summary>Forecasts as a table and as JSON.</summary>
internal static class ForecastView
{
    public static void Show(Terminal terminal, IReadOnlyList<Forecast> forecasts)
    {
        Table table = Tables.Create("model", "steps>", "images/s>", "training>", "validation>", "altogether>", "peak memory>");
        foreach (Forecast forecast in forecasts)
        {
            table.AddRow(
                $"[green]{Markup.Escape(forecast.Model)}[/]",
                Format.Count(forecast.Steps),
                Format.Rate(forecast.Images / forecast.StepSeconds),
                Time(forecast.TrainSeconds),
                Time(forecast.ValidationSeconds),
                (forecast.MayStopEarly ? "at most " : "") + Time(forecast.Seconds),
                Memory(forecast.PeakBytes));
        }

        terminal.Write(table);
    }

    public static JsonObject Document(IReadOnlyList<Forecast> forecasts, DataSplit data) => new()
    {
        ["schema"] = 1,
        ["data"] = data.Name,
        ["forecasts"] = new JsonArray([.. forecasts.Select(forecast => (JsonNode)new JsonObject
        {
            ["model"] = forecast.Model,
            ["steps"] = forecast.Steps,
            ["images_per_step"] = forecast.Images,
            ["seconds_per_step"] = forecast.StepSeconds,
            ["train_seconds"] = forecast.TrainSeconds,
            ["validation_seconds"] = forecast.ValidationSeconds,
            ["seconds"] = forecast.Seconds,
            ["peak_bytes"] = forecast.PeakBytes,
            ["may_stop_early"] = forecast.MayStopEarly,
        })]),
    };

    private static string Time(double seconds) => seconds < 60
        ? seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"
        : (seconds / 60).ToString(seconds < 600 ? "0.0" : "0", CultureInfo.InvariantCulture) + " min";

    private static string Memory(long bytes) => bytes < 1L << 30
        ? (bytes / (double)(1L << 20)).ToString("0", CultureInfo.InvariantCulture) + " MB"
        : (bytes / (double)(1L << 30)).ToString("0.0", CultureInfo.InvariantCulture) + " GB";
}
