using System.Diagnostics;
using SiameseDsl.Data;
using SiameseDsl.Modules;
using SiameseDsl.Training;

namespace SiameseDsl.Cli.Forecasting;

/// <summary>Times the steps of a training and ends it after a second. The first steps do not count: they compile code and fill caches.</summary>
internal sealed class StepClock : ITrainingObserver, IValidationMetric, IProgress<TrainingProgress>, IDisposable
{
    private const int WarmUp = 3;
    private const int Fewest = 3;

    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stop;
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly List<double> ends = [];

    public StepClock(CancellationToken cancellationToken) => stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    /// <summary>Cancelled when there are steps enough.</summary>
    public CancellationToken Token => stop.Token;

    /// <summary>Steps of the whole training.</summary>
    public long Steps { get; private set; }

    /// <summary>Seconds of one step; the mean, for augmentation changes some images and not others.</summary>
    public double StepSeconds
    {
        get
        {
            int first = Math.Min(WarmUp, ends.Count - 1);
            return first == 0 ? ends[0] : (ends[^1] - ends[first - 1]) / (ends.Count - first);
        }
    }

    /// <summary>Seconds before the first step began.</summary>
    public double StartSeconds => Math.Max(0, ends[0] - StepSeconds);

    // The validation is measured apart; between the steps it would count as one.
    string IValidationMetric.Name => "none";

    double IValidationMetric.Measure(SiameseModule model, SampleSet validation) => 0;

    double IValidationMetric.FitThreshold(SiameseModule model, SampleSet validation) => 0;

    void ITrainingObserver.OnStepEnd(SiameseTrainer trainer)
    {
        ends.Add(watch.Elapsed.TotalSeconds);
        if (ends.Count >= WarmUp + Fewest && ends[^1] - ends[WarmUp - 1] >= Enough.TotalSeconds)
        {
            stop.Cancel();
        }
    }

    void ITrainingObserver.OnEpochEnd(SiameseTrainer trainer, EpochResult epoch, bool isBest)
    {
    }

    void IProgress<TrainingProgress>.Report(TrainingProgress value) => Steps = value.Steps;

    public void Dispose() => stop.Dispose();
}
