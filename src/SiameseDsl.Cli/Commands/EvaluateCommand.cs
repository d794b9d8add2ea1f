using System.CommandLine;
using SiameseDsl.Checkpoints;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Reports;
using SiameseDsl.Cli.Runs;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Data;
using SiameseDsl.Evaluation;
using SiameseDsl.Graphs;
using SiameseDsl.Modules;
using SiameseDsl.Statistics;
using Spectre.Console;
using Markup = Spectre.Console.Markup;

namespace SiameseDsl.Cli.Commands;

/// <summary><c>evaluate</c>: verification and one-shot figures of one run, with intervals.</summary>
internal static class EvaluateCommand
{
    // Who asks for episodes alone gets so many that their draw decides about 0.2 points; all figures together are those of 'compare'.
    private const int ManyEpisodes = 10_000;

    public static Command Create(AppHost app)
    {
        var path = new Argument<string>("RUN") { Description = "A run directory that train made." };
        var protocol = new Option<string?>("--protocol") { Description = "pairs, or episodes (ten times as many as by default, where both are measured); or omniglot-runs, the official within-alphabet runs of Omniglot." };
        protocol.AcceptOnlyFromAmong("pairs", "episodes", OfficialRuns.Protocol);
        var towers = new Option<string?>("--towers") { Description = "Two of several towers to compare, LEFT,RIGHT; the first pair of 'compare' by default." };
        var data = new DataOptions(required: true);
        Option<bool> json = CommonOptions.Json();
        var command = new Command("evaluate", "Measure a run on test data.") { path, protocol, towers, json };
        data.AddTo(command);
        command.SetAction(app.Action(context =>
        {
            using RunDirectory run = RunDirectory.Open(context.Get(path)!);
            ModelEntry entry = context.Models.Find(run.Record.Identity.Model);
            RunLoader.RequireSamePlan(entry.Plan, run);
            TowerPair? pair = context.Get(towers) is { } names ? TowerChoice.Parse(entry.Plan, names) : null;
            TorchBackend.EnsureLoaded();
            if (context.Get(protocol) == OfficialRuns.Protocol)
            {
                if (pair is not null)
                {
                    throw new UsageException("--towers is for pairs and episodes; the official runs compare images of one kind. Leave it out.");
                }

                return MeasureOfficialRuns(context, data, context.Get(json), entry, run);
            }

            using DataSplit split = data.LoadLike(context, entry.Plan, run);
            ShapeGuard.Require(entry.Plan, split);
            Warn(context.Terminal, run, split);
            RunScores.MeasureIfMissing(entry, run, split);
            var options = new EvaluationOptions();
            options = context.Get(protocol) == "episodes" ? options with { Episodes = ManyEpisodes } : options;
            Func<string, bool> shows = part => context.Get(protocol) is not { } only || only == part;
            RunMeasurement measured = Measure(context, entry, run, split, pair, options with { RetrievalSamples = 1_000 });
            if (shows("episodes") && TurnedTest.Of(entry, split) is { } turned)
            {
                using SampleSet test = turned.Test;
                measured = measured with { Rotated = Measure(context, entry, run, turned, pair, options) };
            }

            if (context.Get(json))
            {
                context.Terminal.Json(EvaluationJson.Document(run, measured, shows("pairs"), shows("episodes")));
            }
            else
            {
                Show(context.Terminal, measured, shows("pairs"), shows("episodes"));
            }

            return ExitCode.Done;
        }));
        return command;
    }

    private static int MeasureOfficialRuns(CommandContext context, DataOptions data, bool json, ModelEntry entry, RunDirectory run)
    {
        OfficialRuns measured = OfficialRuns.Measure(entry, run, data.OmniglotRootLike(context, run), context.Cancellation, context.Terminal.Warn);
        if (json)
        {
            context.Terminal.Json(measured.ToJson(run));
        }
        else
        {
            measured.Show(context.Terminal);
        }

        return ExitCode.Done;
    }

    private static RunMeasurement Measure(CommandContext context, ModelEntry entry, RunDirectory run, DataSplit split, TowerPair? towers, EvaluationOptions options)
    {
        CancellationToken cancellationToken = context.Cancellation;
        EvaluationResult result = Measurement.OfRun(entry, run, split, options, cancellationToken, towers, context.Terminal.Warn);
        return new RunMeasurement(
            entry.Name,
            ComparisonReportBuilder.Describe(split),
            result,
            ClassJackknife.Intervals(result),
            [
                new(PixelScorer.NameOf(split.Test), [Measurement.OfPixels(run.FullPath, split, options, cancellationToken)]),
                new("untrained", [Measurement.OfUntrained(entry, run.Record.Identity.Seed, run.FullPath, split, options, cancellationToken, towers)]),
            ]);
    }

    private static void Warn(Terminal terminal, RunDirectory run, DataSplit split)
    {
        if (!run.IsDone)
        {
            terminal.Say("[yellow]note:[/] the run was cut off before its end; these are the figures of its best weights so far.");
        }

        if (run.Record.Identity.Data == split.Name && run.Record.Identity.DataSha256 != split.Sha256)
        {
            terminal.Say($"[yellow]note:[/] the run was trained on another state or split of {Markup.Escape(split.Name)}: test samples may have been seen in training.");
        }
    }

    private static void Show(Terminal terminal, RunMeasurement measured, bool pairs, bool episodes)
    {
        EvaluationResult result = measured.Result;
        terminal.Markup($"\n[bold green]{measured.Model}[/] on the test part of {Markup.Escape(measured.Data.Name)}  [grey]{Format.Plural(measured.Data.Images.Test, "sample")}, {measured.Data.Classes.Test} classes{(measured.Data.Classes.Disjoint ? ", none of them seen in training" : ", known from training")}[/]");
        Table table = Tables.Create("figure", $"{measured.Model}>", $"{measured.Baselines[0].Name}>", "untrained>");
        if (pairs)
        {
            Row("pair accuracy", value => ReportText.Percent(new Figure(value.PairAccuracy, null)), new Figure(result.PairAccuracy, measured.Intervals.PairAccuracy));
            table.AddRow(["AUC", ReportText.Area(result.Auc) + (measured.Intervals.Auc is { } half ? $" ± {ReportText.Area(half)}" : ""), .. measured.Baselines.Select(baseline => ReportText.Area(baseline.Results[0].Auc))]);
            Row("equal error rate", value => ReportText.Percent(new Figure(value.Eer, null)), new Figure(result.Eer, measured.Intervals.Eer));
            foreach (double rate in VerificationFigures.FalseAcceptRates)
            {
                Plain($"TAR at FAR {ReportText.Percent(rate)}", value => ReportText.Percent(value.Verification.TrueAccepts[rate]));
            }

            Plain("average precision", value => ReportText.Area(value.Verification.AveragePrecision));
            Plain("calibration error", value => ReportText.Percent(value.Verification.CalibrationError));
        }

        foreach (int ways in episodes ? result.OneShot.Keys : [])
        {
            Row($"{ways}-way one-shot", value => ReportText.Percent(new Figure(value.OneShot[ways], null)), new Figure(result.OneShot[ways], measured.Intervals.OneShot[ways]));
        }

        foreach (int ways in measured.Rotated?.Result.OneShot.Keys ?? [])
        {
            RunMeasurement rotated = measured.Rotated!;
            table.AddRow([
                $"{ways}-way one-shot, rotated too",
                $"[green]{ReportText.Percent(new Figure(rotated.Result.OneShot[ways], rotated.Intervals.OneShot[ways]))}[/]",
                .. rotated.Baselines.Select(baseline => ReportText.Percent(new Figure(baseline.Results[0].OneShot[ways], null))),
            ]);
        }

        if (episodes && result.Retrieval is not null)
        {
            Plain("nearest neighbour", value => ReportText.Percent(value.Retrieval!.RecallAt[1]));
            Plain("MAP@R", value => ReportText.Percent(value.Retrieval!.MapAtR));
        }

        if (episodes && result.OpenSet is not null)
        {
            foreach (double rate in OpenSetFigures.FalsePositiveRates)
            {
                Plain($"DIR at FPIR {ReportText.Percent(rate)}", value => ReportText.Percent(value.OpenSet!.DetectedAndIdentified[rate]));
            }

        }

        terminal.Write(table);
        terminal.Note($"{(pairs ? $"{Format.Count(result.Pairs.Pairs.Count)} pairs at the threshold {Format.Number(result.Threshold)} fitted on validation data. " : "")}Chance: 50 % of pairs, 1/N of N-way episodes. ± is the half-width of a 95 % interval over other test classes and images.");

        if (measured.Rotated is not null)
        {
            terminal.Note("Rotated too: each test class turned by 90, 180 and 270 degrees makes three further classes, as in this model's training and in most published figures for Omniglot.");
        }

        if (episodes && result.Retrieval is { } retrieval)
        {
            terminal.Note($"Nearest neighbour and MAP@R: {Format.Count(retrieval.Queries)} test samples, each looked for among the others.");
        }

        if (episodes && result.OpenSet is { } openSet)
        {
            terminal.Note($"DIR at FPIR: probes identified among {openSet.Enrolled} enrolled classes, where so many probes of other classes are taken for one of them.");
        }

        void Plain(string name, Func<EvaluationResult, string> value) =>
            table.AddRow([name, $"[green]{value(result)}[/]", .. measured.Baselines.Select(baseline => value(baseline.Results[0]))]);

        void Row(string name, Func<EvaluationResult, string> baseline, Figure figure) =>
            table.AddRow([name, $"[green]{ReportText.Percent(figure)}[/]", .. measured.Baselines.Select(measuredBaseline => baseline(measuredBaseline.Results[0]))]);
    }
}
