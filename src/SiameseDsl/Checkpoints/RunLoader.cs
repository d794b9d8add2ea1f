using System.Globalization;
using SiameseDsl.Modules;
using SiameseDsl.Training;

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
    /// <param name="model">The model.</param>
    /// <param name="run">The run.</param>
    /// <param name="say">Told, in a sentence, that the best weights are damaged and were taken from the last state of the training, which holds them too.</param>
    public static void LoadInto(SiameseModule model, RunDirectory run, Action<string>? say = null)
    {
        RequireSamePlan(model.Plan, run);
        if (File.Exists(run.BestCheckpoint) || !run.States.Exist)
        {
            TensorEntries.IntoModel(model, ReadBest(run, say), run.BestCheckpoint);
        }
        else
        {
            TensorEntries.IntoModel(model, run.States.Read(say)!, run.LastCheckpoint);
        }

        model.Threshold = run.Record.Result?.Threshold;
        model.ScoreReference = ScoreReferenceFile.Read(run);
    }

    private static Checkpoint ReadBest(RunDirectory run, Action<string>? say)
    {
        try
        {
            return CheckpointFile.Read(run.BestCheckpoint);
        }
        catch (DamagedCheckpointException damaged)
        {
            // Of a finished run only the very same epoch will do.
            if (BestOfLastState(run) is { } weights && (run.Record.Result is not { } result || weights.Fact("epoch") == result.BestEpoch.ToString(CultureInfo.InvariantCulture)))
            {
                say?.Invoke($"The checkpoint '{run.BestCheckpoint}' is damaged: {damaged.How}; the best weights were taken from '{run.LastCheckpoint}'.");
                return weights;
            }

            throw;
        }
    }

    private static Checkpoint? BestOfLastState(RunDirectory run)
    {
        try
        {
            return File.Exists(run.LastCheckpoint) ? TrainerCheckpoint.BestWeightsIn(CheckpointFile.Read(run.LastCheckpoint)) : null;
        }
        catch (DamagedCheckpointException)
        {
            return null;
        }
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
