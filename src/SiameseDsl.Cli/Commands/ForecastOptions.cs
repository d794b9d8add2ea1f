using System.CommandLine;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Forecasting;
using SiameseDsl.Cli.Runs;
using SiameseDsl.Data;
using SiameseDsl.Modules;
using SiameseDsl.Training;

namespace SiameseDsl.Cli.Commands;

/// <summary><c>describe --forecast</c>: what a training will take, before it is begun.</summary>
internal sealed class ForecastOptions
{
    private readonly Option<bool> forecast = new("--forecast") { Description = "Say how long training takes on this machine and how much memory, from a second of real steps; a family's name alone means all its variants." };
    private readonly BudgetOptions budget = new();
    private readonly DataOptions data = new(required: false);

    public void AddTo(Command command)
    {
        command.Add(forecast);
        budget.AddTo(command);
        data.AddTo(command);
    }

    public bool IsAsked(CommandContext context) => context.Get(forecast);

    /// <exception cref="UsageException">There is no such model or family.</exception>
    /// <exception cref="SiameseException">The data cannot be loaded or does not fit.</exception>
    public void Run(CommandContext context, string name, bool json)
    {
        IReadOnlyList<ModelEntry> entries = context.Models.Families.Contains(name) ? context.Models.Family(name) : [context.Models.Find(name)];
        foreach (ModelEntry entry in entries)
        {
            MemoryGuard.Require(entry.Plan);
        }

        TorchBackend.EnsureLoaded();
        using DataSplit split = data.Load(context, entries[0].Plan, entries[0].DefaultOptions.Seed);
        context.Terminal.Note(split.Description);
        var memory = MemoryForecast.Measure();
        var forecasts = new List<Forecast>(entries.Count);
        foreach (ModelEntry entry in entries)
        {
            ShapeGuard.Require(entry.Plan, split);
            TrainingOptions options = budget.Apply(entry.DefaultOptions, context);
            context.Terminal.Note($"{entry.Name}: a second of steps...");
            forecasts.Add(Forecaster.Of(entry, options, split, memory, context.Cancellation));
        }

        if (json)
        {
            context.Terminal.Json(ForecastView.Document(forecasts, split));
        }
        else
        {
            ForecastView.Show(context.Terminal, forecasts);
        }
    }
}
