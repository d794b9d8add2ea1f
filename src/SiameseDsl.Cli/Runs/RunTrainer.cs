using SiameseDsl.Checkpoints;
using SiameseDsl.Cli.Describing;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Evaluation;
using SiameseDsl.Modules;
using SiameseDsl.Training;
using SiameseDsl.Training.Tuning;

namespace SiameseDsl.Cli.Runs;

/// <summary>Trains a run into its directory, or goes on with one that was cut off.</summary>
internal static class RunTrainer
{
    /// <summary>Opens the run's directory under its identity.</summary>
    /// <exception cref="SiameseException">The directory holds another run.</exception>
    public static RunDirectory Open(RunRequest request) =>
        RunDirectory.OpenForTraining(request.Directory, request.Identity, request.Command, RunVersions.Current, request.DataArguments);

    /// <summary>Trains an opened run to its end.</summary>
    /// <exception cref="SiameseException">The model does not fit the memory or the data, the training diverged, or a file could not be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the run can go on from where it stopped.</exception>
    public static RunResult Train(RunRequest request, RunDirectory run, TrainingDisplay display, CancellationToken cancellationToken)
    {
        MemoryGuard.Require(request.Entry.Plan);
        ShapeGuard.Require(request.Entry.Plan, request.Data);
        TuneResult? tuned = RunTuner.Tune(request, run, display, cancellationToken);
        using SiameseModule model = request.Entry.Create(request.Options.Seed);
        if (TorchBackend.Notice(request.Entry.Plan, request.Options.Precision) is { } notice)
        {
            display.Warn(notice);
        }

        request.Start?.Into(model);
        using SiameseTrainer trainer = request.Entry.CreateTrainer(model, tuned?.Options ?? request.Options);
        if (run.States.Resume(display.Warn) is { } state)
        {
            trainer.RestoreState(state);
        }

        run.KeepMetrics(trainer.Epoch);
        var observer = new RunObserver(run, request.CheckpointEvery, display.Warn);
        trainer.StopWhenUnhealthy = request.StopWhenUnhealthy;
        trainer.Observer = observer;
        TrainingResult trained = display.Show(progress => trainer.Fit(request.Data.Train, request.Data.Validation, progress, cancellationToken));
        var result = new RunResult
        {
            Epochs = trained.Epochs.Count,
            BestEpoch = trained.BestEpoch,
            Threshold = trained.Threshold,
            TrainSeconds = trained.TrainSeconds,
            ImagesPerSecond = trained.ImagesPerSecond,
            Batch = ModelFacts.Batch(trained.Batch),
            Tuned = tuned?.Chosen ?? [],
            Validation = trained.Metric is { } metric && trained.BestValidation is { } value ? [new(metric, value)] : [],
        };
        ScoreReferenceFile.Write(run, ScoreReference.Measure(model, request.Data.Validation));
        LearningCurve.Write(run, trained.Metric, trained.BestEpoch);
        observer.Complete(trainer, trained, result);
        return result;
    }
}
