using System.Text.Json.Nodes;
using SiameseDsl.Checkpoints;
using SiameseDsl.Cli.Reports;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Data;
using SiameseDsl.Evaluation;
using SiameseDsl.Heads;
using SiameseDsl.Modules;
using Spectre.Console;
using Markup = Spectre.Console.Markup;

namespace SiameseDsl.Cli.Runs;

/// <summary>Omniglot's official within-alphabet runs for one trained run, beside its baselines. A protocol of its own: its error never shares a column with episodes across alphabets.</summary>
internal sealed class OfficialRuns
{
    /// <summary>The name on the command line.</summary>
    public const string Protocol = "omniglot-runs";

    /// <summary>The side of Omniglot's original drawings, which the modified Hausdorff distance is published for.</summary>
    private const long OriginalSide = 105;

    private readonly string model;
    private readonly RunErrors errors;
    private readonly IReadOnlyList<string> names;
    private readonly IReadOnlyList<(string Name, RunErrors Errors)> baselines;

    private OfficialRuns(string model, RunErrors errors, IReadOnlyList<string> names, IReadOnlyList<(string Name, RunErrors Errors)> baselines)
    {
        this.model = model;
        this.errors = errors;
        this.names = names;
        this.baselines = baselines;
    }

    /// <summary>Measures the run's best weights, raw pixels, the untrained tower and the modified Hausdorff distance.</summary>
    /// <param name="entry">The model.</param>
    /// <param name="run">Its run.</param>
    /// <param name="root">The data root; <see langword="null"/> for the default.</param>
    /// <param name="cancellationToken">Stops between runs.</param>
    /// <param name="say">Told that a checkpoint is damaged and another was taken.</param>
    /// <exception cref="SiameseException">The official runs are absent or damaged, or the model takes no grey image.</exception>
    public static OfficialRuns Measure(ModelEntry entry, RunDirectory run, string? root, CancellationToken cancellationToken, Action<string>? say = null)
    {
        IReadOnlyList<OmniglotRun> original = OmniglotRuns.Load(root, [1, OriginalSide, OriginalSide]);
        IReadOnlyList<OmniglotRun> resized = [];
        try
        {
            RunErrors hausdorff = RunErrors.Measure(original, samples => new HausdorffScorer(samples), cancellationToken);
            resized = OmniglotRuns.Load(root, entry.Plan.InputShape);
            RunErrors pixels = RunErrors.Measure(resized, samples => new PixelScorer(samples), cancellationToken);
            using SiameseModule model = Measurement.Create(entry, run.Record.Identity.Seed, run.Record.Identity.Threads);
            RunErrors untrained = RunErrors.Measure(resized, samples => new ModelScorer(model, samples, model.HeadMetric ?? Metric.Euclidean), cancellationToken);
            RunLoader.LoadInto(model, run, say);
            RunErrors trained = RunErrors.Measure(resized, samples => new ModelScorer(model, samples), cancellationToken);
            return new OfficialRuns(entry.Name, trained, [.. resized.Select(one => one.Name)], [("pixels", pixels), ("untrained", untrained), ("hausdorff", hausdorff)]);
        }
        finally
        {
            foreach (OmniglotRun one in original.Concat(resized))
            {
                one.Dispose();
            }
        }
    }

    /// <summary>The figures as JSON.</summary>
    public JsonObject ToJson(RunDirectory run) => new()
    {
        ["schema"] = 1,
        ["run"] = run.FullPath,
        ["model"] = model,
        ["plan_hash"] = run.Record.Identity.PlanHash,
        ["seed"] = run.Record.Identity.Seed,
        ["protocol"] = Protocol,
        ["ways"] = errors.Ways,
        ["trials"] = errors.Trials,
        ["error"] = new JsonObject { ["mean"] = errors.Error, ["ci95"] = errors.Ci95 },
        ["runs"] = new JsonArray([.. names.Select((name, i) => (JsonNode)new JsonObject { ["name"] = name, ["error"] = errors.Runs[i] })]),
        ["baselines"] = new JsonArray([.. baselines.Select(baseline => (JsonNode)new JsonObject { ["name"] = baseline.Name, ["error"] = baseline.Errors.Error })]),
    };

    /// <summary>The figures as a table.</summary>
    public void Show(Terminal terminal)
    {
        terminal.Markup($"\n[bold green]{Markup.Escape(model)}[/] in Omniglot's official runs  [grey]{errors.Runs.Count} runs, {Format.Plural(errors.Trials, "trial")}, {errors.Ways} characters of one alphabet each[/]");
        Table table = Tables.Create("scorer", "error>");
        table.AddRow($"[green]{Markup.Escape(model)}[/]", $"[green]{ReportText.Percent(new Figure(errors.Error, errors.Ci95))}[/]");
        foreach ((string name, RunErrors baseline) in baselines)
        {
            table.AddRow(name, ReportText.Percent(new Figure(baseline.Error, null)));
        }

        terminal.Write(table);
        terminal.Note($"Chance errs in {ReportText.Percent(1 - (1.0 / errors.Ways))} of the trials, people in 4.5 % (Lake et al., 2015). ± is the half-width of a 95 % interval over runs. hausdorff is the modified Hausdorff distance of the drawings at their full size.");
    }
}
