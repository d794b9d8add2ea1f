using SiameseDsl.Modules;

namespace SiameseDsl.Checkpoints;

/// <summary>Brings a trained run's weights and threshold into a model.</summary>
public static class RunLoader
{
    /// <summary>Loads the best weights of the run and its fitted threshold into <paramref name="model"/>.</summary>
    /// <exception cref="SiameseException">There is no run, the run is of another plan (the message tells the difference), it has no checkpoint yet, or the checkpoint is damaged.</exception>
    public static void LoadInto(SiameseModule model, string runDirectory)
    {
        using RunDirectory run = RunDirectory.Open(runDirectory);
        LoadInto(model, run);
    }

    /// <summary>Loads the best weights of an opened run and its fitted threshold into <paramref name="model"/>.</summary>
    /// <exception cref="SiameseException">As for the other overload.</exception>
    public static void LoadInto(SiameseModule model, RunDirectory run)
    {
        RequireSamePlan(model.Plan, run);
        string path = File.Exists(run.BestCheckpoint) || !File.Exists(run.LastCheckpoint) ? run.BestCheckpoint : run.LastCheckpoint;
        TensorEntries.IntoModel(model, CheckpointFile.Read(path), path);
        model.Threshold = run.Record.Result?.Threshold;
        model.ScoreReference = ScoreReferenceFile.Read(run);
    }

    /// <summary>Refuses a run of another plan than <paramref name="plan"/>, and says what differs.</summary>
    /// <exception cref="SiameseException">The plans differ.</exception>
    public static void RequireSamePlan(Graphs.ModelGraph plan, RunDirectory run)
    {
        RunIdentity there = run.Record.Identity;
        if (there.PlanHash == plan.PlanHash)
        {
            return;
        }

        string difference = RunIdentity.PlanDifference(there.Resolved, plan.Resolved);
        string what = there.Model == plan.Name ? $"an earlier state of {plan.Name}" : $"{there.Model}, not {plan.Name}";
        throw new SiameseException($"The run '{run.FullPath}' is of {what} ({(difference.Length == 0 ? "another plan" : difference)}); train again into another directory, or restore the spec.");
    }
}
