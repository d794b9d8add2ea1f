namespace SiameseDsl.Training;

/// <summary>How many steps the epochs have: after each, as many images were presented as the epochs' passes hold, to the nearest batch, and each has at least one step.</summary>
/// <param name="Images">Images in the training part, as the data gives it.</param>
/// <param name="BatchImages">Images in a batch.</param>
/// <param name="Epochs">Epochs in all.</param>
internal readonly record struct EpochPlan(int Images, int BatchImages, int Epochs)
{
    /// <summary>Steps in all.</summary>
    public long Steps => StepsBefore(Epochs);

    /// <summary>Steps before epoch <paramref name="epoch"/> (from 0) begins.</summary>
    public long StepsBefore(int epoch) => Math.Max(epoch, (long)Math.Round((double)epoch * Images / BatchImages, MidpointRounding.AwayFromZero));
}
