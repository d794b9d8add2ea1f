using SiameseDsl.Checkpoints;
using SiameseDsl.Data;
using SiameseDsl.Evaluation;
using SiameseDsl.Modules;

namespace SiameseDsl.Cli.Runs;

/// <summary>What a run's scores mean, for runs that do not know it.</summary>
internal static class RunScores
{
    /// <summary>Gives a finished run that an earlier version trained what recognition needs, where <paramref name="data"/> is the run's own.</summary>
    /// <exception cref="SiameseException">The file could not be written.</exception>
    public static void MeasureIfMissing(ModelEntry entry, RunDirectory run, DataSplit data)
    {
        if (run.IsDone && run.Record.Identity.DataSha256 == data.Sha256 && ScoreReferenceFile.Read(run) is null)
        {
            using SiameseModule model = Measurement.Create(entry, run.Record.Identity.Seed, run.Record.Identity.Threads);
            RunLoader.LoadInto(model, run);
            ScoreReferenceFile.Write(run, ScoreReference.Measure(model, data.Validation));
        }
    }
}
