using System.Diagnostics;

namespace SiameseDsl.Training;

/// <summary>Measures the rate of a training and reports its progress now and then.</summary>
internal sealed class ProgressMeter(IProgress<TrainingProgress>? progress, int epochs, long firstStep)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch sinceReport = Stopwatch.StartNew();
    private double seconds;
    private long images;

    /// <summary>Counts a step.</summary>
    public void Count(int stepImages, double stepSeconds)
    {
        images += stepImages;
        seconds += stepSeconds;
    }

    /// <summary>Reports where the training stands, if it is time or <paramref name="always"/>.</summary>
    public void Report(FitState state, long step, double learningRate, bool always)
    {
        if (progress is null || (!always && sinceReport.Elapsed < Interval))
        {
            return;
        }

        sinceReport.Restart();
        bool closed = state.EpochSteps == 0 && state.Epoch > 0;
        long done = Math.Max(1, step - firstStep);
        progress.Report(new TrainingProgress
        {
            Epoch = closed ? state.Epoch : state.Epoch + 1,
            Epochs = epochs,
            Step = step,
            Steps = state.TotalSteps,
            ImagesPerSecond = seconds > 0 ? images / seconds : 0,
            Loss = closed ? state.History[^1].Loss : state.MeanLoss,
            LearningRate = learningRate,
            Validation = state.Epoch > 0 ? state.History[^1].Validation : null,
            Remaining = TimeSpan.FromSeconds(seconds / done * (state.TotalSteps - step)),
        });
    }
}
