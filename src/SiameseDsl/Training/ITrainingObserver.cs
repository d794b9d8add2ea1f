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

    /// <summary>When the training was cancelled, before the exception: the last chance to keep its state.</summary>
    void OnCancelled(SiameseTrainer trainer)
    {
    }
}
