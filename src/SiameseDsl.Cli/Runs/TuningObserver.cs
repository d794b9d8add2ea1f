using System.Globalization;
using SiameseDsl.Checkpoints;
using SiameseDsl.Training;

namespace SiameseDsl.Cli.Runs;

/// <summary>Keeps the state of a tuning's trial under way in the run's directory, so that a trial that was cut off goes on where it stopped.</summary>
internal sealed class TuningObserver(RunDirectory run, int trial, TimeSpan every) : ITrainingObserver
{
    private const string Identity = "identity";
    private const string Trial = "trial";

    private readonly CheckpointPace pace = new(every);

    /// <summary>Gives the trainer of a trial the state that was kept of this very trial, where there is one.</summary>
    /// <param name="trainer">The trial's trainer.</param>
    /// <param name="say">Told that a state is damaged: the trial is then made from the one before, or from its beginning.</param>
    public void Resume(SiameseTrainer trainer, Action<string> say)
    {
        Checkpoint? state;
        try
        {
            state = run.TuningStates.Resume(say);
        }
        catch (SiameseException)
        {
            // A trial can always be made again.
            say($"The state of the tuning's trial {Number} is damaged; the trial is made again from its beginning.");
            run.TuningStates.Forget();
            return;
        }

        if (state is not null && state.Fact(Identity) == run.Record.Identity.Hash && state.Fact(Trial) == Number)
        {
            trainer.RestoreState(state);
        }
    }

    public void OnStepEnd(SiameseTrainer trainer)
    {
        if (pace.IsDue)
        {
            Write(trainer);
        }
    }

    public void OnEpochEnd(SiameseTrainer trainer, EpochResult epoch, bool isBest)
    {
        if (pace.IsDueAtEpochEnd)
        {
            Write(trainer);
        }
    }

    public void OnCancelled(SiameseTrainer trainer) => Write(trainer);

    private string Number => (trial + 1).ToString(CultureInfo.InvariantCulture);

    private void Write(SiameseTrainer trainer) => pace.Write(() =>
    {
        Checkpoint state = trainer.CaptureState();
        run.TuningStates.Write(state with { Facts = [new(Identity, run.Record.Identity.Hash), new(Trial, Number), .. state.Facts] });
    });
}
