using System.Diagnostics;
using SiameseDsl.Data;
using SiameseDsl.Evaluation;
using SiameseDsl.Modules;
using SiameseDsl.Training;

namespace SiameseDsl.Cli.Forecasting;

/// <summary>Forecasts trainings: real steps of the real trainer on the real data for a second, one validation, and the memory from the plan.</summary>
internal static class Forecaster
{
    /// <summary>The forecast of one model.</summary>
    /// <exception cref="SiameseException">The data does not fit the model, or the loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Forecast Of(ModelEntry entry, TrainingOptions options, DataSplit data, MemoryForecast memory, CancellationToken cancellationToken)
    {
        using SiameseModule model = entry.Create(options.Seed);
        using SiameseTrainer trainer = entry.CreateTrainer(model, options);
        using var clock = new StepClock(cancellationToken);
        trainer.Observer = clock;
        trainer.ValidationMetric = clock;
        try
        {
            trainer.Fit(data.Train, data.Validation, clock, clock.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // There were steps enough.
        }

        double validation = Seconds(() => Evaluator.ValidationMetric(model, data.Validation, Metric(entry, options)));
        double threshold = Seconds(() => Evaluator.FitThreshold(samples => new ModelScorer(model, samples), data.Validation, new EvaluationOptions()));
        return new Forecast
        {
            Model = entry.Name,
            Steps = clock.Steps,
            Images = options.Batch.Images,
            StepSeconds = clock.StepSeconds,
            StartSeconds = clock.StartSeconds,
            ValidationSeconds = (validation * options.Epochs) + threshold,
            PeakBytes = memory.Of(entry.Plan, options, data.Train),
            MayStopEarly = options.EarlyStop is not null,
        };
    }

    // What trainers watch unless told otherwise.
    private static string Metric(ModelEntry entry, TrainingOptions options) => options.EarlyStop?.Metric ?? (entry.Plan.Primary == "eer" ? "auc" : entry.Plan.Primary);

    private static double Seconds(Action work)
    {
        long started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
