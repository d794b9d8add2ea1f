using SiameseDsl.Checkpoints;
using SiameseDsl.Cli.Reports;

namespace SiameseDsl.Cli.Runs;

/// <summary>The picture <c>curve.svg</c> in a run's directory, drawn from its <c>metrics.csv</c>.</summary>
internal static class LearningCurve
{
    private const string FileName = "curve.svg";

    /// <summary>Draws it.</summary>
    /// <exception cref="SiameseException">The file cannot be written.</exception>
    public static void Write(RunDirectory run, string? metric, int bestEpoch)
    {
        double seconds = 0;
        LearningPoint[] points =
        [
            .. run.ReadMetrics().Select(row => new LearningPoint(seconds += row["train_seconds"] ?? 0, row["loss"] ?? double.NaN, row["validation"])),
        ];
        if (points.Length > 0)
        {
            string title = FormattableString.Invariant($"{run.Record.Identity.Model}, seed {run.Record.Identity.Seed}");
            ReportFile.Write(Path.Combine(run.FullPath, FileName), LearningCurveSvg.Draw(title, metric, bestEpoch, points));
        }
    }
}
