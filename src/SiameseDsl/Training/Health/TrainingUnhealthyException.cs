namespace SiameseDsl.Training.Health;

/// <summary>A training was stopped because something is wrong with it, as it was asked to be.</summary>
/// <param name="notice">What is wrong.</param>
public sealed class TrainingUnhealthyException(HealthNotice notice) : SiameseException(notice.Message)
{
    /// <summary>What is wrong.</summary>
    public HealthNotice Notice { get; } = notice;
}
