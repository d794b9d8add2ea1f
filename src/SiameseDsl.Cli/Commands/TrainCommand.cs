using System.CommandLine;
using System.Text.Json.Nodes;
using SiameseDsl.Checkpoints;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Runs;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Data;
using SiameseDsl.Modules;
using SiameseDsl.Training;
using SiameseDsl.Training.Health;
using Spectre.Console;

namespace SiameseDsl.Cli.Commands;

/// <summary><c>train</c>: one run into one directory.</summary>
internal static class TrainCommand
{
    public static Command Create(AppHost app)
    {
        var model = new Argument<string>("MODEL") { Description = "The model, such as Digits/contrastive; a family's name alone means its variant base." };
        var output = new Option<string>("--out") { Description = "The run's directory.", Required = true };
        var seed = new Option<long?>("--seed") { Description = "The seed; the spec's by default." };
        var resume = new Option<bool>("--resume") { Description = "Go on with a run that was cut off; without one, begin." };
        var from = new Option<string?>("--from") { Description = "Begin with the weights of this run, as far as names and shapes agree; fresh ones by default." };
        Option<bool> stop = CommonOptions.StopUnhealthy();
        Option<double?> every = CommonOptions.CheckpointEvery();
        var budget = new BudgetOptions();
        var data = new DataOptions(required: true);
        Option<bool> json = CommonOptions.Json();
        var command = new Command("train", "Train one model into a run directory.") { model, output, seed, resume, from, stop, every, json };
        budget.AddTo(command);
        data.AddTo(command);
        command.SetAction(app.Action(context =>
        {
            ModelEntry entry = context.Models.Find(context.Get(model)!);
            TrainingOptions options = budget.Apply(entry.DefaultOptions, context);
            options = context.Get(seed) is { } chosen ? options with { Seed = chosen } : options;
            MemoryGuard.Require(entry.Plan);
            TorchBackend.EnsureLoaded();
            using DataSplit split = data.Load(context, entry.Plan, options.Seed);
            ShapeGuard.Require(entry.Plan, split);
            var request = new RunRequest(entry, options, split, context.Get(output)!, context.CommandLine, data.Arguments(context))
            {
                StopWhenUnhealthy = context.Get(stop),
                CheckpointEvery = context.Get(every) is { } seconds ? TimeSpan.FromSeconds(seconds) : CheckpointPace.Default,
                Start = context.Get(from) is { } start ? StartingWeights.Of(start) : null,
            };
            using RunDirectory run = RunTrainer.Open(request);
            RunResult result = Run(context, request, run, context.Get(resume));
            Report(context, run, result, context.Get(json));
            return ExitCode.Done;
        }));
        return command;
    }

    private static RunResult Run(CommandContext context, RunRequest request, RunDirectory run, bool resume)
    {
        if (run is { IsDone: true, Record.Result: { } done })
        {
            context.Terminal.Note($"'{run.FullPath}' holds this very run already: nothing to train.");
            return done;
        }

        if (run.States.Exist && !resume)
        {
            throw new SiameseException($"'{run.FullPath}' holds this run, cut off before its end; add --resume to go on with it, or choose another output directory.");
        }

        var display = new TrainingDisplay(context.Terminal, $"{request.Entry.Name} seed {request.Options.Seed}");
        context.Terminal.Note(request.Data.Description);
        try
        {
            return RunTrainer.Train(request, run, display, context.Cancellation);
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or TrainingUnhealthyException || stopped.InnerException is IOException or UnauthorizedAccessException)
        {
            if (run.States.Exist)
            {
                context.Terminal.Note($"The same command with --resume goes on from '{run.LastCheckpoint}'.");
            }

            throw;
        }
    }

    private static void Report(CommandContext context, RunDirectory run, RunResult result, bool json)
    {
        if (json)
        {
            context.Terminal.Json(JsonNode.Parse(File.ReadAllText(Path.Combine(run.FullPath, "run.json")))!);
            return;
        }

        string validation = string.Concat(result.Validation.Select(figure => $", validation {figure.Key.Replace('_', ' ')} {Format.Percent(figure.Value)} %"));
        context.Terminal.Markup(
            $"[green]{Markup.Escape(run.Record.Identity.Model)}[/] seed {run.Record.Identity.Seed}: {Format.Plural(result.Epochs, "epoch")} in {Format.Duration(TimeSpan.FromSeconds(result.TrainSeconds))}, "
            + $"{Format.Rate(result.ImagesPerSecond)} images/s, best epoch {result.BestEpoch}{validation}");
        if (result.Tuned.Count > 0)
        {
            context.Terminal.Note($"Tuned on validation data: {string.Join(", ", result.Tuned.Select(setting => $"{setting.Key} {Format.Number(setting.Value)}"))}");
        }

        context.Terminal.Note($"Measure it: siamese evaluate {CommandLineText.Join([run.FullPath])} --data {CommandLineText.Join([run.Record.Identity.Data])}");
    }
}
