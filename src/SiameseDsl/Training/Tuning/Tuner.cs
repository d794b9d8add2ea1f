using SiameseDsl.Data;
using SiameseDsl.Modules;
using SiameseDsl.Sampling;

namespace SiameseDsl.Training.Tuning;

/// <summary>
/// Chooses the settings that the options leave open: each trial trains a fresh model of the same seed for a few epochs and is judged by the best of them on validation data; the first of equals wins.
/// The trials follow from options and seed alone, so that a tuning that was cut off goes on where it stopped, and the same seed makes the same choice.
/// </summary>
public sealed class Tuner
{
    private readonly ModelEntry entry;
    private readonly TrainingOptions options;
    private readonly Action<SiameseModule>? prepare;
    private readonly TuneOptions tune;
    private readonly IReadOnlyList<double[]> plan;
    private readonly QuickValidation metric;

    /// <summary>A tuner of a compiled model.</summary>
    /// <param name="entry">The model.</param>
    /// <param name="options">The options of the training proper; their <see cref="TrainingOptions.Tune"/> says what is chosen.</param>
    /// <param name="prepare">What is done to each fresh model before its trial: the weights that the training proper begins with, where it does not begin with fresh ones.</param>
    /// <exception cref="ArgumentException">The options leave nothing open.</exception>
    public Tuner(ModelEntry entry, TrainingOptions options, Action<SiameseModule>? prepare = null)
    {
        this.entry = entry;
        this.prepare = prepare;
        this.options = options;
        tune = options.Tune is { Axes.Count: > 0 } chosen ? chosen : throw new ArgumentException("The options tune nothing.", nameof(options));
        metric = tune.Metric is { } named ? new QuickValidation(named) : QuickValidation.For(entry.Plan, options);
        plan = TuneTrials.Of(tune, new RandomSource((ulong)options.Seed).Fork(4));
    }

    /// <summary>How many trials there are.</summary>
    public int Count => plan.Count;

    /// <summary>Makes the trials that are missing and chooses.</summary>
    /// <param name="train">What the trials learn from.</param>
    /// <param name="validation">What they are judged by; never test data.</param>
    /// <param name="finished">The first trials, from a tuning that was cut off; those that are not of this plan are made again.</param>
    /// <param name="onTrial">Told of each trial that was made, with its number from 0: the place to keep it.</param>
    /// <param name="progress">For each trial's number, what its training reports to.</param>
    /// <param name="onBegin">Told of each trial's trainer before its training, with the trial's number from 0: the place to follow it, or to take up its state from a tuning that was cut off.</param>
    /// <param name="cancellationToken">Stops within a trial, which is then made again.</param>
    /// <exception cref="SiameseException">Every trial diverged, or the data does not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public TuneResult Run(
        SampleSet train,
        SampleSet validation,
        IReadOnlyList<TuneTrial>? finished = null,
        Action<int, TuneTrial>? onTrial = null,
        Func<int, IProgress<TrainingProgress>?>? progress = null,
        Action<int, SiameseTrainer>? onBegin = null,
        CancellationToken cancellationToken = default)
    {
        var trials = new List<TuneTrial>(plan.Count);
        for (int i = 0; i < plan.Count; i++)
        {
            if (finished is not null && i < finished.Count && i == trials.Count && finished[i].Values.SequenceEqual(plan[i]))
            {
                trials.Add(finished[i]);
                continue;
            }

            finished = null;
            int number = i;
            trials.Add(Try(plan[i], train, validation, progress?.Invoke(i), trainer => onBegin?.Invoke(number, trainer), cancellationToken));
            onTrial?.Invoke(i, trials[i]);
        }

        return Choose(trials);
    }

    private TuneTrial Try(double[] values, SampleSet train, SampleSet validation, IProgress<TrainingProgress>? progress, Action<SiameseTrainer> begin, CancellationToken cancellationToken)
    {
        TrainingOptions trial = Apply(values) with { Epochs = tune.Epochs, EarlyStop = null };
        using SiameseModule model = entry.Create(options.Seed);
        prepare?.Invoke(model);
        using SiameseTrainer trainer = entry.CreateTrainer(model, trial);
        trainer.ValidationMetric = metric;
        begin(trainer);
        try
        {
            TrainingResult result = trainer.Fit(train, validation, progress, cancellationToken);
            return new TuneTrial(values, result.BestValidation is { } figure && double.IsFinite(figure) ? figure : null, result.TrainSeconds);
        }
        catch (TrainingDivergedException)
        {
            // A learning rate that is too high is an answer.
            return new TuneTrial(values, null, 0);
        }
    }

    private TuneResult Choose(List<TuneTrial> trials)
    {
        TuneTrial? best = null;
        foreach (TuneTrial trial in trials)
        {
            if (trial.Figure is { } figure && (best is null || figure > best.Figure))
            {
                best = trial;
            }
        }

        if (best is null)
        {
            throw new SiameseException($"All {trials.Count} trials of {entry.Name}'s tuning diverged; lower the learning rates that are tried, or set clip_norm.");
        }

        return new TuneResult(
            Apply(best.Values),
            [.. tune.Axes.Zip(best.Values, (axis, value) => new KeyValuePair<string, double>(axis.Path, value))],
            metric.Name,
            best.Figure!.Value,
            trials);
    }

    private TrainingOptions Apply(IReadOnlyList<double> values)
    {
        TrainingOptions result = options with { Tune = null };
        for (int i = 0; i < values.Count; i++)
        {
            result = tune.Axes[i].Apply(result, values[i]);
        }

        return result;
    }
}
