using System.CommandLine;
using System.Text.Json.Nodes;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Comparing;
using SiameseDsl.Cli.Reports;
using SiameseDsl.Cli.Runs;
using SiameseDsl.Modules;
using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Cli.Commands;

/// <summary><c>compare</c>: trains what is missing, measures all variants alike, says which is better and how sure.</summary>
internal static class CompareCommand
{
    public static Command Create(AppHost app)
    {
        var family = new Argument<string>("FAMILY") { Description = "The family.", DefaultValueFactory = _ => app.Models.DefaultFamily };
        var seeds = new Option<int>("--seeds") { Description = "How many seeds: 3 means the seeds 1, 2 and 3.", DefaultValueFactory = _ => 1 };
        seeds.Validators.Add(result =>
        {
            if (result.GetValue(seeds) < 1)
            {
                result.AddError("--seeds must be at least 1.");
            }
        });
        var output = new Option<string>("--out") { Description = "Where runs, results.json, report.html and comparison.svg go.", DefaultValueFactory = _ => "runs" };
        var variants = new Option<string?>("--variants") { Description = "Only these variants, such as base,contrastive." };
        var primary = new Option<string?>("--primary") { Description = "The metric that decides: pair_accuracy, auc, eer or one_shot; the spec's by default." };
        primary.AcceptOnlyFromAmong("pair_accuracy", "auc", "eer", "one_shot");
        Option<double?> every = CommonOptions.CheckpointEvery();
        var budget = new BudgetOptions();
        var data = new DataOptions(required: false);
        Option<bool> json = CommonOptions.Json();
        var command = new Command("compare", "Train and compare the variants of a family.") { family, seeds, output, variants, primary, every, json };
        budget.AddTo(command);
        data.AddTo(command);
        command.SetAction(app.Action(context =>
        {
            IReadOnlyList<ModelEntry> entries = Choose(context.Models.Family(context.Get(family)!), context.Get(variants));
            var comparison = new Comparison(context, entries, context.Get(seeds), context.Get(output)!, context.Get(primary) ?? entries[0].Plan.Primary, budget, data)
            {
                CheckpointEvery = context.Get(every) is { } seconds ? TimeSpan.FromSeconds(seconds) : CheckpointPace.Default,
            };
            ComparisonReport report = comparison.Run();
            if (context.Get(json))
            {
                context.Terminal.Json(JsonNode.Parse(ResultsJson.ToJson(report))!);
            }
            else
            {
                ComparisonView.Show(context.Terminal, report);
            }

            context.Terminal.Note($"Written: {comparison.ResultsPath}, {comparison.ReportPath} and {comparison.PicturePath}");
            return ExitCode.Done;
        }));
        return command;
    }

    private static IReadOnlyList<ModelEntry> Choose(IReadOnlyList<ModelEntry> family, string? names)
    {
        if (names is null)
        {
            return family;
        }

        string[] known = [.. family.Select(entry => entry.Variant)];
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!known.Contains(name))
            {
                throw new UsageException($"{family[0].Family} has no variant '{name}'{NearestName.Clause(NearestName.Find(name, known), known)}");
            }

            chosen.Add(name);
        }

        return chosen.Count > 0 ? [.. family.Where(entry => chosen.Contains(entry.Variant))] : throw new UsageException("--variants names no variant.");
    }
}
