namespace SiameseDsl.Training;

/// <summary>The loss or the gradient of a training is no longer finite.</summary>
public sealed class TrainingDivergedException : SiameseException
{
    /// <summary>An error with its sentence.</summary>
    public TrainingDivergedException(string message)
        : base(message)
    {
    }
}
