using SiameseDsl.Training.Health;

namespace SiameseDsl.Training;

/// <summary>Follows a training on its own thread, between steps, when the trainer's state is whole: the place to write checkpoints and metrics.</summary>
public interface ITrainingObserver
{
    /// <summary>After each step. <see cref="SiameseTrainer.CaptureState"/> may be called.</summary>
    void OnStepEnd(SiameseTrainer trainer)
    {
    }

    /// <summary>After each epoch and its validation. <see cref="SiameseTrainer.CaptureState"/> may be called.</summary>
    /// <param name="trainer">The trainer; its model has the weights of this epoch.</param>
    /// <param name="epoch">What the epoch came to.</param>
    /// <param name="isBest">Whether these weights are the best so far, by the validation metric; without validation data each epoch is.</param>
    void OnEpochEnd(SiameseTrainer trainer, EpochResult epoch, bool isBest);

    /// <summary>When the last epoch is done, before the model gets its best weights. <see cref="SiameseTrainer.CaptureState"/> may be called: a training that goes on from this state ends at once, in the same result.</summary>
    void OnTrained(SiameseTrainer trainer)
    {
    }

    /// <summary>When something is found to be wrong with the training: before the first step, before <see cref="OnEpochEnd"/>, or when it diverged.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="notice">What is wrong, and the setting to change.</param>
    void OnUnhealthy(SiameseTrainer trainer, HealthNotice notice)
    {
    }

    /// <summary>When the training was cancelled, or stopped because something is wrong with it, before the exception: the last chance to keep its state.</summary>
    void OnCancelled(SiameseTrainer trainer)
    {
    }
}
