using System.Diagnostics;
using SiameseDsl.Checkpoints;
using SiameseDsl.Data;
using SiameseDsl.Modules;
using SiameseDsl.Sampling;
using SiameseDsl.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Training;

public sealed class FitTests
{
    private static readonly ToyShape Cosine = new() { Head = "cosine", BatchNorm = true, Dropout = 0.3 };

    private static readonly ToyShape Shape = new() { BatchNorm = true, Dropout = 0.3 };

    private static ToyOptions Options => TrainerTests.Options("contrastive") with
    {
        Epochs = 4,
        Schedule = new CosineSchedule { Warmup = 0.2 },
        Augment = [new WarpedClasses { Copies = 1 }, new ComposedClasses { Copies = 1 }, new AffineAugmentation()],
    };

    [Theory]
    [InlineData("contrastive")]
    [InlineData("triplet")]
    [InlineData("prototypical")]
    public void SameSeedSameWeights(string loss)
    {
        ToyOptions options = Options with { Loss = TrainerTests.Options(loss).Loss, Batch = TrainerTests.Options(loss).Batch };
        WeightFingerprint first = Train(options).Fingerprint;
        Assert.Equal(first, Train(options).Fingerprint);
        Assert.NotEqual(first, Train(options with { Seed = 2 }).Fingerprint);
    }

    [Theory]
    [InlineData("contrastive", 3)]
    [InlineData("contrastive", 8)]
    [InlineData("triplet", 7)]
    [InlineData("prototypical", 11)]
    [InlineData("arcface", 6)]
    [InlineData("nt_xent-learned", 5)]
    [InlineData("triplet-schedule", 9)]
    [InlineData("sum", 10)]
    public void ResumedTrainingEndsBitIdentical(string loss, int stopAfter)
    {
        ToyOptions options = Options with { Loss = TrainerTests.Options(loss).Loss, Batch = TrainerTests.Options(loss).Batch };
        ToyShape shape = loss is "contrastive" or "triplet" or "prototypical" ? Shape : loss == "sum" ? Cosine with { Calibrated = true } : Cosine;
        using SampleSet train = ToyData.Create(), validation = ToyData.Create(seed: 6);
        (WeightFingerprint expected, TrainingResult whole, string lossState) = Train(options, validation, shape);

        Checkpoint saved;
        using (var model = new ToyModel(shape))
        using (var trainer = new ToyModel.Trainer(model, options))
        {
            using var stop = new CancellationTokenSource();
            var observer = new Recorder { AfterStep = t => { if (t.Step == stopAfter) { stop.Cancel(); } } };
            trainer.Observer = observer;
            Assert.Throws<OperationCanceledException>(() => trainer.Fit(train, validation, cancellationToken: stop.Token));
            Assert.Equal(stopAfter, trainer.Step);
            saved = Assert.Single(observer.Cancelled);
        }

        manual_seed(99);
        using var resumedModel = new ToyModel(shape, seed: 77);
        using var resumed = new ToyModel.Trainer(resumedModel, options);
        resumed.RestoreState(saved);
        TrainingResult result = resumed.Fit(train, validation);

        Assert.Equal(expected, resumedModel.Fingerprint);
        Assert.Equal(whole.Epochs.Select(e => (e.Epoch, e.Step, e.Loss, e.Validation)), result.Epochs.Select(e => (e.Epoch, e.Step, e.Loss, e.Validation)));
        Assert.Equal(lossState, LossState(resumed));
        Assert.Equal((whole.BestEpoch, whole.Threshold), (result.BestEpoch, result.Threshold));
    }

    [Fact]
    public void WhatAStepAllocatedIsCollectedBeforeTheNext()
    {
        using SampleSet train = ToyData.Create();
        var model = new ToyModel(new ToyShape());
        using var trainer = new ToyModel.Trainer(model, Options);
        List<WeakReference> garbage = [];
        List<bool> kept = [];
        trainer.Observer = new Recorder
        {
            AfterStep = _ =>
            {
                kept.AddRange(garbage.Select(reference => reference.IsAlive));
                garbage.Clear();

                // A megabyte and more, in arrays that are short-lived for the collector.
                garbage.AddRange(Enumerable.Range(0, 30).Select(_ => new WeakReference(new byte[50_000])));
            },
        };
        trainer.Fit(train);
        Assert.True(kept.Count > 100);

        // Without the trainer's collections two thirds of all are still there.
        Assert.Equal(0, kept.Count(alive => alive));
    }

    [Fact]
    public void CancelledTrainingGoesOnInTheSameTrainer()
    {
        using SampleSet train = ToyData.Create();
        using var model = new ToyModel(Shape);
        using var trainer = new ToyModel.Trainer(model, Options);
        using var stop = new CancellationTokenSource();
        trainer.Observer = new Recorder { AfterStep = t => { if (t.Step == 5) { stop.Cancel(); } } };
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(train, cancellationToken: stop.Token));
        trainer.Fit(train);
        Assert.Equal(Train(Options).Fingerprint, model.Fingerprint);
        Assert.Throws<InvalidOperationException>(() => trainer.Fit(train));
    }

    [Fact]
    public void AStateOfAnyStepEndsWithTheSameRecord()
    {
        using SampleSet train = ToyData.Create();
        ToyOptions options = Options with { Epochs = 2, Schedule = new CosineSchedule { Final = 0.1 } };
        var saved = new List<Checkpoint>();
        using var model = new ToyModel(Shape);
        using var trainer = new ToyModel.Trainer(model, options);
        trainer.Observer = new Recorder { AfterStep = t => saved.Add(t.CaptureState()) };
        (long, double, double)[] whole = Record(trainer.Fit(train));

        // The last step of an epoch is among them: behind it only the epoch's end is left.
        Assert.Equal(trainer.Step, saved.Count);
        foreach (Checkpoint state in saved)
        {
            using var again = new ToyModel(Shape);
            using var resumed = new ToyModel.Trainer(again, options);
            resumed.RestoreState(state);
            Assert.Equal(whole, Record(resumed.Fit(train)));
        }

        static (long, double, double)[] Record(TrainingResult result) => [.. result.Epochs.Select(epoch => (epoch.Step, epoch.LearningRate, epoch.Loss))];
    }

    [Fact]
    public void ATrainingWithClassVectorsGoesOnWithTheSameClassesOnly()
    {
        using SampleSet train = ToyData.Create(), fewer = ToyData.Create(classes: 5);
        ToyOptions options = TrainerTests.Options("arcface");
        using var model = new ToyModel(Cosine);
        using var trainer = new ToyModel.Trainer(model, options);
        using var stop = new CancellationTokenSource();
        trainer.Observer = new Recorder { AfterStep = t => { if (t.Step == 2) { stop.Cancel(); } } };
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(train, cancellationToken: stop.Token));
        Checkpoint saved = trainer.CaptureState();
        Assert.Equal([6L, 8L], saved.Entries.Single(entry => entry.Name == "loss/class_vectors").Shape);

        using var resumed = new ToyModel.Trainer(model, options);
        resumed.RestoreState(saved);
        Assert.Contains("6 classes", Assert.Throws<SiameseException>(() => resumed.Fit(fewer)).Message);
        using var other = new ToyModel.Trainer(model, TrainerTests.Options("nt_xent-learned"));
        Assert.Contains("does not fit", Assert.Throws<SiameseException>(() => other.RestoreState(saved)).Message);
    }

    [Fact]
    public void AStateOfOtherOptionsIsRefused()
    {
        using var model = new ToyModel(Shape);
        using var trainer = new ToyModel.Trainer(model, Options);
        Checkpoint saved = trainer.CaptureState();
        using var otherSeed = new ToyModel.Trainer(model, Options with { Seed = 2 });
        Assert.Contains("seed 1", Assert.Throws<SiameseException>(() => otherSeed.RestoreState(saved)).Message);
        using var otherModel = new ToyModel(Shape with { Hidden = 31 });
        using var otherPlan = new ToyModel.Trainer(otherModel, Options);
        Assert.Contains("plan", Assert.Throws<SiameseException>(() => otherPlan.RestoreState(saved)).Message);
        Assert.Throws<SiameseException>(() => trainer.RestoreState(saved with { Entries = [.. saved.Entries.Where(e => e.Name != "random/torch")] }));
    }

    [Fact]
    public void TheBestEpochsWeightsAreKeptAndEarlyStoppingCounts()
    {
        using SampleSet train = ToyData.Create();
        using var model = new ToyModel(Shape);
        double[] figures = [0.1, 0.5, 0.4, 0.5, 0.3, 0.9];
        var metric = new Scripted(figures);
        var recorder = new Recorder();
        using var trainer = new ToyModel.Trainer(model, Options with { Epochs = 6, EarlyStop = new EarlyStopOptions { Patience = 3 } })
        {
            ValidationMetric = metric,
            Observer = recorder,
        };

        TrainingResult result = trainer.Fit(train, train);

        Assert.True(result.StoppedEarly);
        Assert.Equal(5, result.Epochs.Count);
        Assert.Equal((2, 0.5), (result.BestEpoch, result.BestValidation));
        Assert.Equal([true, true, false, false, false], recorder.Best);
        Assert.Equal(recorder.Fingerprints[1], model.Fingerprint);
        Assert.Equal(0.25, model.Threshold);
        Assert.Equal("scripted", result.Metric);
    }

    [Fact]
    public void WithoutValidationTheLastWeightsStay()
    {
        using SampleSet train = ToyData.Create();
        using var model = new ToyModel(Shape);
        var recorder = new Recorder();
        using var trainer = new ToyModel.Trainer(model, Options) { Observer = recorder };
        TrainingResult result = trainer.Fit(train);
        Assert.Equal(4, result.BestEpoch);
        Assert.Null(result.Threshold);
        Assert.Equal(recorder.Fingerprints[^1], model.Fingerprint);
        using var stopper = new ToyModel.Trainer(model, Options with { EarlyStop = new EarlyStopOptions() });
        Assert.Contains("validation data", Assert.Throws<SiameseException>(() => stopper.Fit(train)).Message);
    }

    [Fact]
    public void ProgressReachesTheEndAndTheScheduleIsFollowed()
    {
        using SampleSet train = ToyData.Create();
        using var model = new ToyModel(Shape);
        var rates = new List<double>();
        var reports = new Reports();
        using var trainer = new ToyModel.Trainer(model, Options) { Observer = new Recorder { AfterStep = t => rates.Add(t.Optimizer.LearningRate) } };
        TrainingResult result = trainer.Fit(train, progress: reports);

        // 120 images an epoch in batches of 32: 3.75 steps.
        Assert.Equal([4L, 8L, 11L, 15L], result.Epochs.Select(e => e.Step));
        Assert.Equal(Enumerable.Range(0, 15).Select(i => 0.005 * Options.Schedule.Factor(new SchedulePosition(i, 15, result.Epochs.Count(e => e.Step <= i), 4))), rates);
        TrainingProgress last = reports.All[^1];
        Assert.Equal((4, 4, 15L, 15L, TimeSpan.Zero), (last.Epoch, last.Epochs, last.Step, last.Steps, last.Remaining));
        Assert.True(last.ImagesPerSecond > 0);
        Assert.Equal(result.Loss, last.Loss);
    }

    [Fact]
    public void ALossThatIsNotFiniteStopsBeforeTheWeightsChange()
    {
        using SampleSet train = ToyData.Create();
        using var model = new ToyModel(new ToyShape());
        using var trainer = new ToyModel.Trainer(model, Options);
        WeightFingerprint before = model.Fingerprint;
        using var scope = NewDisposeScope();
        string message = Assert.Throws<TrainingDivergedException>(() => trainer.TrainStep(full([2, 1, 6, 6], float.NaN), ones(2, 1, 6, 6), tensor(new[] { true, false }))).Message;
        Assert.Contains("became NaN at step 1", message);
        Assert.Equal(before, model.Fingerprint);
        Assert.Equal(0, trainer.Step);
    }

    [Fact]
    public void DataOfAnotherShapeIsRefused()
    {
        using SampleSet train = ToyData.Create(side: 7);
        using var model = new ToyModel(Shape);
        using var trainer = new ToyModel.Trainer(model, Options);
        string message = Assert.Throws<SiameseException>(() => trainer.Fit(train)).Message;
        Assert.Contains("(1, 6, 6)", message);
        Assert.Contains("(1, 7, 7)", message);
    }

    [Fact]
    public void RotatedClassesDoNotLengthenAnEpoch()
    {
        using SampleSet train = ToyData.Create();
        using var model = new ToyModel(Shape);
        using var trainer = new ToyModel.Trainer(model, TrainerTests.Options("triplet") with { Epochs = 1, Batch = new PkBatch { Classes = 10, Samples = 4 }, Augment = [new RotationClasses()] });
        TrainingResult result = trainer.Fit(train);
        Assert.Equal(3, result.Steps);
        Assert.Equal(10, Assert.IsType<PkBatch>(result.Batch).Classes);
    }

    [Fact]
    public void AWrongKindOfBatchIsRefused()
    {
        using var scope = NewDisposeScope();
        using var model = new ToyModel(Shape);
        using var pairs = new ToyModel.Trainer(model, Options);
        using var labelled = new ToyModel.Trainer(model, TrainerTests.Options("triplet"));
        Assert.Throws<InvalidOperationException>(() => pairs.TrainStep(rand(4, 1, 6, 6), zeros(4, ScalarType.Int64)));
        Assert.Throws<InvalidOperationException>(() => labelled.TrainStep(rand(4, 1, 6, 6), rand(4, 1, 6, 6), ones(4, ScalarType.Bool)));
    }

    [Fact]
    public void MemoryStaysFlatOverTwoThousandSteps()
    {
        set_num_threads(1);
        using SampleSet train = ToyData.Create();
        using var model = new ToyModel(Shape);
        ToyOptions options = TrainerTests.Options("triplet") with { ClipNorm = 5, Augment = [new AffineAugmentation()] };
        using var trainer = new ToyModel.Trainer(model, options);
        var sampler = BatchSampler.Create(options.Batch, train.Labels, new RandomSource(1));
        Run(500);
        (long tensors, long managed, long resident) before = Measure();
        Run(2_000);
        (long tensors, long managed, long resident) after = Measure();

        Assert.Equal(before.tensors, after.tensors);
        Assert.InRange(after.managed - before.managed, long.MinValue, 1 << 20);
        Assert.InRange(after.resident - before.resident, long.MinValue, 24 << 20);

        void Run(int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                trainer.TrainStep(sampler.Next(), train);
            }
        }

        static (long Tensors, long Managed, long Resident) Measure()
        {
            long managed = GC.GetTotalMemory(forceFullCollection: true);
            using Process process = Process.GetCurrentProcess();
            return (DisposeScopeManager.Statistics.ThreadTotalLiveCount, managed, process.WorkingSet64);
        }
    }

    private static ToyModel Train(ToyOptions options)
    {
        using SampleSet train = ToyData.Create();
        var model = new ToyModel(Shape, options.Seed);
        using var trainer = new ToyModel.Trainer(model, options);
        trainer.Fit(train);
        return model;
    }

    private static (WeightFingerprint Fingerprint, TrainingResult Result, string LossState) Train(ToyOptions options, SampleSet validation, ToyShape shape)
    {
        using SampleSet train = ToyData.Create();
        using var model = new ToyModel(shape, options.Seed);
        using var trainer = new ToyModel.Trainer(model, options);
        TrainingResult result = trainer.Fit(train, validation);
        return (model.Fingerprint, result, LossState(trainer));
    }

    // What the loss itself learned, to the last bit.
    private static string LossState(SiameseTrainer trainer) =>
        string.Join(';', trainer.CaptureState().Entries.Where(entry => entry.Name.Contains("loss/", StringComparison.Ordinal)).Select(entry => $"{entry.Name}={Convert.ToHexString(entry.Data.Span)}"));

    private sealed class Reports : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public void Report(TrainingProgress value) => All.Add(value);
    }

    private sealed class Scripted(double[] figures) : IValidationMetric
    {
        private int next;

        public string Name => "scripted";

        public double Measure(SiameseModule model, SampleSet validation) => figures[next++];

        public double FitThreshold(SiameseModule model, SampleSet validation) => 0.25;
    }

    private sealed class Recorder : ITrainingObserver
    {
        public Action<SiameseTrainer>? AfterStep { get; init; }

        public List<bool> Best { get; } = [];

        public List<WeightFingerprint> Fingerprints { get; } = [];

        public List<Checkpoint> Cancelled { get; } = [];

        public void OnStepEnd(SiameseTrainer trainer) => AfterStep?.Invoke(trainer);

        public void OnEpochEnd(SiameseTrainer trainer, EpochResult epoch, bool isBest)
        {
            Best.Add(isBest);
            Fingerprints.Add(trainer.Module.Fingerprint);
        }

        public void OnCancelled(SiameseTrainer trainer) => Cancelled.Add(trainer.CaptureState());
    }
}
