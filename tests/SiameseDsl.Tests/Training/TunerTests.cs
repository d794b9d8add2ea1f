using SiameseDsl.Checkpoints;
using SiameseDsl.Data;
using SiameseDsl.Losses;
using SiameseDsl.Modules;
using SiameseDsl.Sampling;
using SiameseDsl.Tests.Truth;
using SiameseDsl.Training;
using SiameseDsl.Training.Tuning;

namespace SiameseDsl.Tests.Training;

public sealed class TunerTests
{
    private static readonly TuneAxis Rate = new("training.optimizer.adam.lr", [1e-7, 0.005, 0.02], (options, value) => options with { Optimizer = options.Optimizer with { LearningRate = value } });

    private static readonly TuneAxis Margin = new("loss.contrastive.margin", [0.5, 1], (options, value) => (ToyOptions)options with { Loss = new ContrastiveOptions { Margin = value } });

    private static ToyOptions Options => TrainerTests.Options("contrastive") with { Tune = new TuneOptions { Epochs = 8, Metric = "auc", Axes = [Rate, Margin] } };

    [Fact]
    public void EveryCombinationIsTriedAndTheBestIsChosen()
    {
        using SampleSet train = ToyData.Create(), validation = ToyData.Create(seed: 5);
        var seen = new List<int>();
        TuneResult result = Tuner(Options).Run(train, validation, onTrial: (number, _) => seen.Add(number));
        Assert.Equal([[1e-7, 0.5], [1e-7, 1], [0.005, 0.5], [0.005, 1], [0.02, 0.5], [0.02, 1]], result.Trials.Select(trial => trial.Values));
        Assert.Equal(Enumerable.Range(0, 6), seen);
        TuneTrial best = result.Trials.First(trial => trial.Figure == result.Trials.Max(other => other.Figure));
        Assert.Equal(best.Figure, result.Figure);
        Assert.Equal("auc", result.Metric);
        Assert.Equal([new(Rate.Path, best.Values[0]), new(Margin.Path, best.Values[1])], result.Chosen);
        var options = Assert.IsType<ToyOptions>(result.Options);
        Assert.Equal((best.Values[0], best.Values[1], 8, (TuneOptions?)null), (options.Optimizer.LearningRate, ((ContrastiveOptions)options.Loss).Margin, options.Epochs, options.Tune));

        // A learning rate that moves nothing loses.
        Assert.True(best.Values[0] > 1e-3);
        Assert.All(result.Trials, trial => Assert.True(trial.Seconds > 0));
    }

    [Fact]
    public void TheFirstOfEqualsWinsAndASeedRepeatsTheChoice()
    {
        using SampleSet train = ToyData.Create(), validation = ToyData.Create(seed: 6);
        var still = new TuneAxis("still", [1, 2, 3], (options, _) => options);
        TuneResult first = Tuner(Options with { Tune = Options.Tune! with { Epochs = 2, Axes = [still] } }).Run(train, validation);
        Assert.Equal(1, Assert.Single(first.Chosen).Value);
        Assert.Single(first.Trials.Select(trial => trial.Figure).Distinct());
        TuneResult again = Tuner(Options).Run(train, validation);
        TuneResult once = Tuner(Options).Run(train, validation);
        Assert.Equal(again.Trials.Select(trial => trial.Figure), once.Trials.Select(trial => trial.Figure));
    }

    [Fact]
    public void ATuningThatWasCutOffGoesOn()
    {
        using SampleSet train = ToyData.Create(), validation = ToyData.Create(seed: 5);
        TuneResult whole = Tuner(Options).Run(train, validation);
        var made = new List<int>();
        TuneResult resumed = Tuner(Options).Run(train, validation, [.. whole.Trials.Take(4)], (number, _) => made.Add(number));
        Assert.Equal([4, 5], made);
        Assert.Equal(whole.Chosen, resumed.Chosen);

        // Trials of another plan are no trials of this one, and nothing behind them is taken.
        made.Clear();
        Tuner(Options).Run(train, validation, [whole.Trials[0], whole.Trials[2], whole.Trials[2]], (number, _) => made.Add(number));
        Assert.Equal([1, 2, 3, 4, 5], made);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Tuner(Options).Run(train, validation, onTrial: (_, _) => stop.Cancel(), cancellationToken: stop.Token));
    }

    [Fact]
    public void ATrialThatWasCutOffGoesOnFromItsState()
    {
        using SampleSet train = ToyData.Create(), validation = ToyData.Create(seed: 6);
        TuneResult whole = Tuner(Options).Run(train, validation);
        using var stop = new CancellationTokenSource();
        var made = new List<TuneTrial>();
        var cut = new CutOff(stop, step: 5);
        Assert.Throws<OperationCanceledException>(() => Tuner(Options).Run(
            train,
            validation,
            onTrial: (_, trial) => made.Add(trial),
            onBegin: (number, trainer) => trainer.Observer = number == 2 ? cut : null,
            cancellationToken: stop.Token));
        Assert.Equal(2, made.Count);

        var begun = new List<(int Trial, long Step)>();
        TuneResult resumed = Tuner(Options).Run(train, validation, made, onBegin: (number, trainer) =>
        {
            if (number == 2)
            {
                trainer.RestoreState(cut.State!);
            }

            begun.Add((number, trainer.Step));
        });
        Assert.Equal([(2, 5L), (3, 0L), (4, 0L), (5, 0L)], begun);
        Assert.Equal(whole.Trials.Select(trial => trial.Figure), resumed.Trials.Select(trial => trial.Figure));
    }

    [Fact]
    public void ADivergedTrialLosesAndNotAllMay()
    {
        using SampleSet train = ToyData.Create(), validation = ToyData.Create(seed: 5);
        var huge = new TuneAxis("rate", [1e30, 0.005], (options, value) => options with { Optimizer = new SgdOptions { LearningRate = value } });
        TuneResult result = Tuner(Options with { Tune = Options.Tune! with { Axes = [huge] } }).Run(train, validation);
        Assert.Null(result.Trials[0].Figure);
        Assert.Equal(0.005, Assert.Single(result.Chosen).Value);
        var worse = new TuneAxis("rate", [1e30, 1e35], (options, value) => options with { Optimizer = new SgdOptions { LearningRate = value } });
        Assert.Contains("All 2 trials", Assert.Throws<SiameseException>(() => Tuner(Options with { Tune = Options.Tune! with { Axes = [worse] } }).Run(train, validation)).Message);
        Assert.Throws<ArgumentException>(() => Tuner(Options with { Tune = null }));
    }

    [Fact]
    public void MoreCombinationsThanTrialsAreDrawn()
    {
        var wide = new TuneAxis("wide", [.. Enumerable.Range(0, 50).Select(i => (double)i)], (options, _) => options);
        var options = new TuneOptions { Trials = 20, Axes = [wide, Margin] };
        IReadOnlyList<double[]> trials = TuneTrials.Of(options, new RandomSource(1));
        Assert.Equal(20, trials.Count);
        Assert.Equal(20, trials.Select(trial => string.Join(' ', trial)).Distinct().Count());
        Assert.Equal(trials, TuneTrials.Of(options, new RandomSource(1)));
        Assert.NotEqual(trials, TuneTrials.Of(options, new RandomSource(2)));
    }

    [Fact]
    public void RangesAreDrawnEvenlyOrByRatios()
    {
        TuneAxis Range(TuneRange range, bool integer = false) => new("range", range, (options, _) => options, integer);
        var options = new TuneOptions { Trials = 4000, Axes = [Range(new TuneRange(2, 4)), Range(new TuneRange(1e-4, 1, true)), Range(new TuneRange(1, 8), true)] };
        IReadOnlyList<double[]> trials = TuneTrials.Of(options, new RandomSource(1));
        Assert.Equal(4000, trials.Count);
        Assert.All(trials, trial => Assert.True(trial[0] is >= 2 and < 4 && trial[1] is >= 1e-4 and < 1 && trial[2] is >= 1 and <= 8 && trial[2] == Math.Round(trial[2])));
        Assert.Equal(3, trials.Average(trial => trial[0]), 0.05);
        Assert.Equal(-2, trials.Average(trial => Math.Log10(trial[1])), 0.1);
        Assert.Equal(8, trials.Select(trial => trial[2]).Distinct().Count());

        // A small range of whole numbers holds fewer values than trials are allowed.
        Assert.Equal(3, TuneTrials.Of(new TuneOptions { Trials = 50, Axes = [Range(new TuneRange(1, 3), true)] }, new RandomSource(1)).Count);
    }

    [Fact]
    public void TrialsAreKeptInAFileOfTheirRun()
    {
        string path = Path.Combine(Path.GetTempPath(), $"siamese-{Guid.NewGuid():N}.json");
        try
        {
            TuneTrial[] trials = [new([0.1, 2], 0.75, 1.5), new([1e-7, 3], null, 0)];
            var log = new TuningLog(path, "abc");
            Assert.Empty(log.Read());
            log.Write(["rate", "count"], trials);
            Assert.Equal(trials.Select(trial => (string.Join(' ', trial.Values), trial.Figure, trial.Seconds)), log.Read().Select(trial => (string.Join(' ', trial.Values), trial.Figure, trial.Seconds)));
            Assert.Empty(new TuningLog(path, "other").Read());
            File.WriteAllText(path, File.ReadAllText(path)[..^9]);
            Assert.Empty(log.Read());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void ACompiledModelSetsWhatIsTuned()
    {
        const string spec = """
            siamese: 1
            model: Tuned
            input: { shape: [1, 6, 6] }
            tower: [flatten, dense: { units: 8 }]
            head: euclidean
            loss: triplet
            training:
              optimizer: { sgd: { momentum: 0.5 } }
              schedule: step
              batch: { pk: { classes: 4, samples: 4 } }
              ema: {}
              epochs: 12
              tune:
                epochs: 1
                trials: 3
                metric: pair_accuracy
                values:
                  training.optimizer.lr: { from: 0.001, to: 0.1, scale: log }
                  training.optimizer.momentum: [0.1, 0.9]
                  training.schedule.every: [3, 4]
                  training.batch.samples: [2, 3]
                  training.ema.decay: [0.5, 0.25]
                  training.clip_norm: [1, 2]
                  training.accumulate: [1, 2]
                  loss.margin: [0.125, 0.25]
            """;
        ModelEntry entry = Assert.Single(CompiledSpecs.Load([("Tuned.siamese.yaml", spec)]));
        TuneOptions tune = entry.DefaultOptions.Tune!;
        Assert.Equal((3, 1, "pair_accuracy"), (tune.Trials, tune.Epochs, tune.Metric));
        TrainingOptions options = entry.DefaultOptions;
        double[] values = [0.05, 0.9, 4, 3, 0.25, 2, 2, 0.25];
        foreach ((TuneAxis axis, double value) in tune.Axes.Zip(values))
        {
            options = axis.Apply(options, value);
        }

        Assert.Equal(new SgdOptions { LearningRate = 0.05, Momentum = 0.9 }, options.Optimizer);
        Assert.Equal(4, ((StepSchedule)options.Schedule).Every);
        Assert.Equal(new PkBatch { Classes = 4, Samples = 3 }, options.Batch);
        Assert.Equal(new EmaOptions { Decay = 0.25 }, options.Ema);
        Assert.Equal((2.0, 2, new TripletOptions { Margin = 0.25 }), (options.ClipNorm!.Value, options.Accumulate, options.LossSettings));
        Assert.Equal([false, false, true, true, false, false, true, false], tune.Axes.Select(axis => axis.IsInteger));
        Assert.Equal(new TuneRange(0.001, 0.1, true), tune.Axes[0].Range);
        using SampleSet train = ToyData.Create(), validation = ToyData.Create(seed: 5);
        TuneResult result = new Tuner(entry, entry.DefaultOptions with { Threads = 1 }).Run(train, validation);
        Assert.Equal(3, result.Trials.Count);
        Assert.Equal(tune.Axes.Select(axis => axis.Path), result.Chosen.Select(setting => setting.Key));
    }

    private static Tuner Tuner(ToyOptions options) => new(ToyModel.EntryOf(new ToyShape(), options), options);

    /// <summary>Stops a training after a step and keeps its state.</summary>
    private sealed class CutOff(CancellationTokenSource stop, long step) : ITrainingObserver
    {
        public Checkpoint? State { get; private set; }

        public void OnStepEnd(SiameseTrainer trainer)
        {
            if (trainer.Step == step)
            {
                stop.Cancel();
            }
        }

        public void OnEpochEnd(SiameseTrainer trainer, EpochResult epoch, bool isBest)
        {
            // Only the state matters.
        }

        public void OnCancelled(SiameseTrainer trainer) => State = trainer.CaptureState();
    }
}
