using System.Globalization;
using SiameseDsl.Checkpoints;
using SiameseDsl.Training;
using SiameseDsl.Training.Health;

namespace SiameseDsl.Cli.Runs;

/// <summary>Writes a training's figures and checkpoints into its run directory.</summary>
internal sealed class RunObserver(RunDirectory run, TimeSpan every, Action<string> say) : ITrainingObserver
{
    private readonly CheckpointPace pace = new(every);
    private Checkpoint? best;

    public void OnStepEnd(SiameseTrainer trainer)
    {
        if (pace.IsDue)
        {
            WriteState(trainer);
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
            best = Weights(trainer, epoch.Epoch, epoch.Validation);
        }

        if (pace.IsDueAtEpochEnd)
        {
            WriteState(trainer);
        }
    }

    public void OnTrained(SiameseTrainer trainer) => WriteState(trainer);

    public void OnUnhealthy(SiameseTrainer trainer, HealthNotice notice)
    {
        run.Note(notice);
        if (!trainer.StopWhenUnhealthy && notice.Condition != HealthCondition.NotFinite)
        {
            say(notice.Message);
        }
    }

    public void OnCancelled(SiameseTrainer trainer) => WriteState(trainer);

    /// <summary>Writes the best weights, which the model has after its training, and marks the run as done.</summary>
    public void Complete(SiameseTrainer trainer, TrainingResult trained, RunResult result)
    {
        // Anew in any case: the file may be damaged, or missing because the training went on from a state behind its best epoch.
        best = Weights(trainer, trained.BestEpoch, trained.BestValidation);
        WriteBest();
        run.Complete(result);
        run.States.ForgetPrevious();
    }

    private static Checkpoint Weights(SiameseTrainer trainer, int epoch, double? validation) => new(
        [
            new("plan_hash", trainer.Module.Plan.PlanHash),
            new("epoch", epoch.ToString(CultureInfo.InvariantCulture)),
            new("validation", validation?.ToString("R", CultureInfo.InvariantCulture) ?? "-"),
        ],
        TensorEntries.FromModel(trainer.Module));

    private void WriteState(SiameseTrainer trainer) => pace.Write(() =>
    {
        WriteBest();
        run.States.Write(trainer.CaptureState());
    });

    private void WriteBest()
    {
        if (best is not null)
        {
            CheckpointFile.Write(run.BestCheckpoint, best);
            best = null;
        }
    }
}
