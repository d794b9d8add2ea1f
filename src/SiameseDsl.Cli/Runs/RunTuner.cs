using SiameseDsl.Checkpoints;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Training.Tuning;

namespace SiameseDsl.Cli.Runs;

/// <summary>Chooses a run's settings by short trainings before its own, and keeps each of them in the run's directory.</summary>
internal static class RunTuner
{
    /// <summary>The choice; <see langword="null"/> where the options leave nothing open.</summary>
    /// <exception cref="SiameseException">Every trial diverged, or a file could not be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the trials so far are kept.</exception>
    public static TuneResult? Tune(RunRequest request, RunDirectory run, TrainingDisplay display, CancellationToken cancellationToken)
    {
        if (request.Options.Tune is not { Axes.Count: > 0 } tune)
        {
            return null;
        }

        var tuner = new Tuner(request.Entry, request.Options, model => request.Start?.Into(model));
        string[] axes = [.. tune.Axes.Select(axis => axis.Path)];
        List<TuneTrial> trials = [.. run.Tuning.Read()];
        TuneResult result = display.For("tuning").Show(progress => tuner.Run(
            request.Data.Train,
            request.Data.Validation,
            [.. trials],
            (number, trial) =>
            {
                trials.RemoveRange(number, trials.Count - number);
                trials.Add(trial);
                run.Tuning.Write(axes, trials);
            },
            _ => progress,
            (number, trainer) =>
            {
                var observer = new TuningObserver(run, number, request.CheckpointEvery);
                observer.Resume(trainer, display.Warn);
                trainer.Observer = observer;
            },
            cancellationToken));
        run.TuningStates.Forget();
        return result;
    }
}
