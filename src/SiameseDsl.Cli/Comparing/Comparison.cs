using SiameseDsl.Checkpoints;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Commands;
using SiameseDsl.Cli.Reports;
using SiameseDsl.Cli.Runs;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Data;
using SiameseDsl.Evaluation;
using SiameseDsl.Modules;
using SiameseDsl.Training;

namespace SiameseDsl.Cli.Comparing;

/// <summary>The main job: trains the runs that are missing, measures all of them on the same tasks, and writes the report.</summary>
internal sealed class Comparison(CommandContext context, IReadOnlyList<ModelEntry> entries, int seeds, string output, string primary, BudgetOptions budget, DataOptions data)
{
    private readonly EvaluationOptions options = new();
    private readonly Dictionary<ModelEntry, List<MeasuredRun>> runs = entries.ToDictionary(entry => entry, _ => new List<MeasuredRun>());
    private readonly List<EvaluationResult> raw = [];
    private string rawName = "pixels";
    private readonly List<EvaluationResult> untrained = [];
    private DataReport? described;
    private int trained;

    /// <summary>About how often a training's state is written.</summary>
    public TimeSpan CheckpointEvery { get; init; } = CheckpointPace.Default;

    /// <summary>Where results.json is written.</summary>
    public string ResultsPath { get; } = Path.Combine(output, "results.json");

    /// <summary>Where report.html is written.</summary>
    public string ReportPath { get; } = Path.Combine(output, "report.html");

    /// <summary>Where the picture of the report is written, as a file of its own.</summary>
    public string PicturePath { get; } = Path.Combine(output, "comparison.svg");

    private string Family => entries[0].Family;

    /// <summary>Does all of it.</summary>
    /// <exception cref="SiameseException">The data, a model or the output directory cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; what is trained so far stays.</exception>
    public ComparisonReport Run()
    {
        foreach (ModelEntry entry in entries)
        {
            MemoryGuard.Require(entry.Plan);
        }

        TorchBackend.EnsureLoaded();

        // Which kernels compute is settled before the first training, so that no variant's numbers follow from how far a comparison came before it was stopped.
        foreach (ModelEntry entry in entries)
        {
            _ = TorchBackend.Notice(entry.Plan, entry.DefaultOptions.Precision);
        }

        DataSplit? split = null;
        try
        {
            for (int seed = 1; seed <= seeds; seed++)
            {
                if (split is null || data.DependsOnSeed(context))
                {
                    split?.Dispose();
                    string? content = split?.ContentSha256;
                    split = data.Load(context, entries[0].Plan, seed);
                    RequireSame(split, content);
                    Begin(split, seed);
                }

                foreach (ModelEntry entry in entries)
                {
                    runs[entry].Add(RunOf(entry, seed, split));
                }
            }
        }
        finally
        {
            split?.Dispose();
        }

        return Report();
    }

    private static void RequireSame(DataSplit split, string? content)
    {
        if (content is not null && split.ContentSha256 != content)
        {
            throw new SiameseException($"The data set '{split.Name}' is not the same any more as when this comparison began: files were changed, added or removed meanwhile; restore them, so that all seeds see the same data, and compare again.");
        }
    }

    private void Begin(DataSplit split, int seed)
    {
        foreach (ModelEntry entry in entries)
        {
            ShapeGuard.Require(entry.Plan, split);
        }

        described ??= ComparisonReportBuilder.Describe(split, data.DependsOnSeed(context));
        context.Terminal.Note(split.Description);
        string kept = Path.Combine(output, "baselines");
        rawName = PixelScorer.NameOf(split.Test);
        raw.Add(Measurement.OfPixels(kept, split, options, context.Cancellation));
        untrained.Add(Measurement.OfUntrained(entries[0], seed, kept, split, options, context.Cancellation));
    }

    private MeasuredRun RunOf(ModelEntry entry, int seed, DataSplit split)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        TrainingOptions settings = budget.Apply(entry.DefaultOptions, context) with { Seed = seed };
        var request = new RunRequest(entry, settings, split, "", context.CommandLine, data.Arguments(context));
        string path = Path.Combine(output, $"{entry.Family}-{entry.Variant}-seed{seed}-{Format.ShortHash(request.Identity.Hash)}");
        request = request with { Directory = path, CheckpointEvery = CheckpointEvery };
        using RunDirectory run = RunTrainer.Open(request);
        RunResult result = run.Record.Result ?? Train(request, run);
        EvaluationResult measured = Measurement.OfRun(entry, run, split, options, context.Cancellation, say: context.Terminal.Warn);
        CurvePoint[] curve = [.. run.ReadMetrics().Select(row => new CurvePoint((int)(row["epoch"] ?? 0), row["loss"] ?? double.NaN, row["validation"]))];
        return new MeasuredRun(seed, path, measured, result.TrainSeconds, result.ImagesPerSecond, curve, split.Description, result.Tuned.Count == 0 ? null : result.Tuned.ToDictionary()) { Health = [.. run.Record.Health.Select(notice => notice.Message)] };
    }

    private RunResult Train(RunRequest request, RunDirectory run)
    {
        trained++;
        int number = runs.Values.Sum(list => list.Count) + 1;
        string title = $"{number}/{entries.Count * seeds} {request.Entry.Variant}{(seeds > 1 ? $" seed {request.Options.Seed}" : "")}";
        RunResult result = RunTrainer.Train(request, run, new TrainingDisplay(context.Terminal, title), context.Cancellation);
        string validation = string.Concat(result.Validation.Select(figure => $", validation {figure.Key.Replace('_', ' ')} {Format.Percent(figure.Value)} %"));
        context.Terminal.Say($"[green]✓[/] {title}: {Format.Plural(result.Epochs, "epoch")} in {Format.Duration(TimeSpan.FromSeconds(result.TrainSeconds))}, {Format.Rate(result.ImagesPerSecond)} images/s{validation}");
        return result;
    }

    private ComparisonReport Report()
    {
        if (trained == 0)
        {
            context.Terminal.Note("All runs were there already; nothing was trained.");
        }

        MeasuredVariant[] variants = [.. entries.Select(entry => new MeasuredVariant(entry.CountedPlan, runs[entry]))];
        ComparisonReport report = ComparisonReportBuilder.Build(Family, primary, described!, [new(rawName, raw), new("untrained", untrained)], variants, context.CommandLine);
        ResultsJson.Write(ResultsPath, report);
        ChartSvg.Write(PicturePath, report);
        HtmlReport.Write(ReportPath, report, [.. variants.SelectMany(variant => variant.Runs.Select(run => new TrainingCurve(variant.Plan.Variant, run.Seed, run.Curve)))]);
        return report;
    }
}
