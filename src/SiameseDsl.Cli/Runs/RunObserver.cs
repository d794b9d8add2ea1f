using System.Diagnostics;
using System.Globalization;
using SiameseDsl.Checkpoints;
using SiameseDsl.Training;
using SiameseDsl.Training.Health;

namespace SiameseDsl.Cli.Runs;

/// <summary>Writes a training's figures and checkpoints into its run directory.</summary>
internal sealed class RunObserver(RunDirectory run, int epochs, Action<string> say) : ITrainingObserver
{
    // Short epochs do not write every time; whatever happens, at most half a minute of work is lost.
    private static readonly TimeSpan BetweenEpochs = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WithinEpoch = TimeSpan.FromSeconds(20);

    private readonly Stopwatch sinceWritten = Stopwatch.StartNew();
    private Checkpoint? best;
    private Checkpoint? last;

    public void OnStepEnd(SiameseTrainer trainer)
    {
        if (sinceWritten.Elapsed > WithinEpoch)
        {
            WriteState(trainer.CaptureState());
        }
    }

    public void OnEpochEnd(SiameseTrainer trainer, EpochResult epoch, bool isBest)
    {
        run.AppendMetrics(
        [
            new("epoch", epoch.Epoch),
            new("step", epoch.Step),
            new("loss", epoch.Loss),
            new("learning_rate", epoch.LearningRate),
            new("validation", epoch.Validation),
            new("active_fraction", epoch.ActiveFraction),
            new("pair_distance", trainer.HealthFigures?.PairDistance),
            new("embedding_spread", trainer.HealthFigures?.Spread),
            new("dead_share", trainer.HealthFigures?.DeadShare),
            new("saturated_share", trainer.HealthFigures?.SaturatedShare),
            new("train_auc", trainer.HealthFigures?.TrainAuc),
            new("validation_auc", trainer.HealthFigures?.ValidationAuc),
            new("train_seconds", epoch.TrainSeconds),
            new("images_per_second", epoch.ImagesPerSecond),
        ]);
        if (isBest)
        {
            best = Weights(trainer, epoch);
        }

        if (epoch.Epoch >= epochs)
        {
            // A state with nothing left to train is written once the run is marked as done: resuming from it would have no epoch to end.
            last = trainer.CaptureState();
        }
        else if (sinceWritten.Elapsed > BetweenEpochs)
        {
            WriteState(trainer.CaptureState());
        }
    }

    public void OnUnhealthy(SiameseTrainer trainer, HealthNotice notice)
    {
        run.Note(notice);
        if (!trainer.StopWhenUnhealthy && notice.Condition != HealthCondition.NotFinite)
        {
            say(notice.Message);
        }
    }

    public void OnCancelled(SiameseTrainer trainer) => WriteState(trainer.CaptureState());

    /// <summary>Writes the best weights and marks the run as done.</summary>
    public void Complete(RunResult result)
    {
        WriteBest();
        run.Complete(result);
        if (last is not null)
        {
            CheckpointFile.Write(run.LastCheckpoint, last);
        }
    }

    private static Checkpoint Weights(SiameseTrainer trainer, EpochResult epoch) => new(
        [
            new("plan_hash", trainer.Module.Plan.PlanHash),
            new("epoch", epoch.Epoch.ToString(CultureInfo.InvariantCulture)),
            new("validation", epoch.Validation?.ToString("R", CultureInfo.InvariantCulture) ?? "-"),
        ],
        TensorEntries.FromModel(trainer.Module));

    private void WriteState(Checkpoint state)
    {
        WriteBest();
        CheckpointFile.Write(run.LastCheckpoint, state);
        sinceWritten.Restart();
    }

    private void WriteBest()
    {
        if (best is not null)
        {
            CheckpointFile.Write(run.BestCheckpoint, best);
            best = null;
        }
    }
}
