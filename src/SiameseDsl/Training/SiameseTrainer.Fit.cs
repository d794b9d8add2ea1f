using System.Diagnostics;
using SiameseDsl.Checkpoints;
using SiameseDsl.Data;
using SiameseDsl.Losses;
using SiameseDsl.Modules;
using SiameseDsl.Sampling;
using SiameseDsl.Training.Health;
using static TorchSharp.torch;

namespace SiameseDsl.Training;

public abstract partial class SiameseTrainer
{
    private readonly FitState state = new();
    private bool finished;

    // Images of one step: the sampler knows what the data allows.
    private int StepImages => state.Sampler!.Images * Settings.Accumulate;

    /// <summary>Finished epochs.</summary>
    public int Epoch => state.Epoch;

    /// <summary>What is measured on validation data; <see langword="null"/> for the evaluation's quick figure of the metric that early stopping names, else of the family's primary one.</summary>
    public IValidationMetric? ValidationMetric { get; set; }

    /// <summary>Follows the training, to write checkpoints and metrics.</summary>
    public ITrainingObserver? Observer { get; set; }

    /// <summary>Whether <see cref="Fit"/> stops as soon as something is found to be wrong with the training.</summary>
    public bool StopWhenUnhealthy { get; set; }

    /// <summary>What was found to be wrong since <see cref="Fit"/> began, each condition once.</summary>
    public IReadOnlyList<HealthNotice> Health => health.Notices;

    /// <summary>What the last look at the model found, before the first step and after each epoch; <see langword="null"/> where nothing could be measured.</summary>
    public HealthFigures? HealthFigures => health.Figures;

    /// <summary>
    /// Trains to the last epoch, from the beginning or from where <see cref="RestoreState"/> took it. With validation data the model ends with the weights of the best epoch and a fitted threshold,
    /// else with the last weights. It is in evaluation mode afterwards. Sets torch's thread count, and at the beginning torch's random seed; while it runs the garbage collector does not work in the background (<c>GCLatencyMode.Batch</c>).
    /// </summary>
    /// <param name="train">What the model learns from.</param>
    /// <param name="validation">What the best epoch, early stopping and the threshold are judged by.</param>
    /// <param name="progress">Told about ten times a second.</param>
    /// <param name="cancellationToken">Stops after the present step; the training can go on by another call or from a captured state.</param>
    /// <exception cref="TrainingUnhealthyException">Something is wrong with the training, and <see cref="StopWhenUnhealthy"/> is set; its state can be captured.</exception>
    /// <exception cref="SiameseException">The data does not fit the model, or the loss is not finite.</exception>
    /// <exception cref="InvalidOperationException">The training is finished already.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public TrainingResult Fit(SampleSet train, SampleSet? validation = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        RequireFit(train, validation);
        set_num_threads(Settings.Threads);
        using var collector = new StepCollector();
        SampleSet samples = augmenter.Expand(train);
        try
        {
            EpochPlan plan = Begin(train, samples);
            IValidationMetric metric = ValidationMetric ?? QuickValidation.For(Module.Plan, Settings);
            var meter = new ProgressMeter(progress, Settings.Epochs, Step);
            health.Watch(train, validation);
            if (Step == 0)
            {
                Tell(health.Begin());
            }

            bool stopped = ShouldStop(validation);
            while (state.Epoch < Settings.Epochs && !stopped)
            {
                RunEpoch(samples, plan, meter, collector, cancellationToken);
                EndEpoch(metric, validation);
                meter.Report(state, Step, Optimizer.LearningRate, always: true);
                stopped = ShouldStop(validation);
            }

            Observer?.OnTrained(this);
            return Finish(metric, validation, stopped && state.Epoch < Settings.Epochs);
        }
        catch (Exception stop) when (stop is OperationCanceledException or TrainingUnhealthyException)
        {
            Observer?.OnCancelled(this);
            throw;
        }
        catch (TrainingDivergedException problem)
        {
            if (health.Diverged(state.Epoch + 1, problem) is { } notice)
            {
                Observer?.OnUnhealthy(this, notice);
            }

            throw;
        }
        finally
        {
            if (!ReferenceEquals(samples, train))
            {
                samples.Dispose();
            }
        }
    }

    /// <summary>The whole state of the training, as it is between two steps: weights, optimiser, random generators, sampler, counters, best weights. A training that goes on from it makes the same steps.</summary>
    public Checkpoint CaptureState() => TrainerCheckpoint.Capture(this, state, augmentation, average);

    /// <summary>Takes up a state that <see cref="CaptureState"/> gave, on a trainer of the same model and options; <see cref="Fit"/> goes on from there.</summary>
    /// <exception cref="SiameseException">The state belongs to another model or other options, or is damaged.</exception>
    public void RestoreState(Checkpoint checkpoint)
    {
        Step = TrainerCheckpoint.Restore(this, checkpoint, state, augmentation, average);
        health.Resume(TrainerCheckpoint.NoticesIn(checkpoint));
        Module.train();
    }

    private void RequireFit(SampleSet train, SampleSet? validation)
    {
        if (finished)
        {
            throw new InvalidOperationException($"The training of {Module.Plan.Name} is finished after {state.Epoch} epochs: make another trainer, or one with more epochs.");
        }

        if (Optimizer.Groups.All(group => group.Parameters.Count == 0))
        {
            throw new SiameseException($"{Module.Plan.Name} has nothing to train: all its layers are frozen; take 'frozen' from one of them.");
        }

        if (Settings.Accumulate < 1)
        {
            throw new SiameseException($"{Module.Plan.Name} accumulates the gradients of {Settings.Accumulate} batches; it has to be at least 1.");
        }

        if (Settings.EarlyStop is not null && validation is null)
        {
            throw new SiameseException($"{Module.Plan.Name} stops early by {Settings.EarlyStop.Metric} on validation data, but there is none: give validation data, or leave early_stop out.");
        }

        foreach (Graphs.GraphTower tower in Module.Plan.Towers)
        {
            if (!ShapeText.Matches(train.SampleShape, tower.InputShape, leading: 0))
            {
                throw new SiameseException(
                    $"{Module.Plan.Name} takes samples of shape ({ShapeText.Of(tower.InputShape)}), but the training data has ({ShapeText.Of(train.SampleShape)}): choose other data, or change the input's shape in the spec.");
            }

            if (SampleTypes.Refuse(train.Samples, tower) is { } reason)
            {
                throw new SiameseException($"{Module.Plan.Name} {reason}: choose other data, or change the input in the spec.");
            }
        }
    }

    private EpochPlan Begin(SampleSet train, SampleSet samples)
    {
        // A training that was cancelled goes on here or elsewhere from the same sampler state.
        bool fresh = state.TotalSteps == 0;
        state.SavedSampler ??= state.Sampler?.Save();
        state.Sampler = BatchSampler.Create(Settings.Batch, samples.Labels, Stream(0), samples.ClassNames);
        var plan = new EpochPlan(train.Count, StepImages, Settings.Epochs);
        if (!fresh && plan.Steps != state.TotalSteps)
        {
            throw new SiameseException($"The training of {Module.Plan.Name} was begun with {state.TotalSteps} steps, but with this data and these options it has {plan.Steps}: go on with the data and the options that it was begun with.");
        }

        DeclareClasses(samples.Labels);
        state.TotalSteps = plan.Steps;
        if (state.SavedSampler is { } saved)
        {
            state.Sampler.Restore(saved);
            state.SavedSampler = null;
        }

        if (fresh)
        {
            manual_seed((long)(Stream(2).NextUInt64() >> 1));
        }

        return plan;
    }

    private void RunEpoch(SampleSet samples, EpochPlan plan, ProgressMeter meter, StepCollector collector, CancellationToken cancellationToken)
    {
        long end = plan.StepsBefore(state.Epoch + 1);
        var mined = Loss as IMinedLoss;
        EnterTraining();
        if (state.EpochSteps > 0)
        {
            // A training that goes on behind the last step of an epoch has none left to take, and ends it with that step's rate.
            Optimizer.LearningRate = RateAt(plan, plan.StepsBefore(state.Epoch) + state.EpochSteps - 1);
        }

        while (plan.StepsBefore(state.Epoch) + state.EpochSteps < end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long started = Stopwatch.GetTimestamp();
            Optimizer.LearningRate = RateAt(plan, plan.StepsBefore(state.Epoch) + state.EpochSteps);
            if (mined is not null)
            {
                mined.Progress = (double)(plan.StepsBefore(state.Epoch) + state.EpochSteps) / plan.Steps;
            }

            var batches = new TrainingBatch[Settings.Accumulate];
            for (int i = 0; i < batches.Length; i++)
            {
                batches[i] = state.Sampler!.Next();
            }

            state.LossSum += TrainStep(batches, samples);
            state.ActiveSum += mined is { ActiveFraction: var active } && !double.IsNaN(active) ? active : 0;
            state.EpochSteps++;
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            state.Seconds += seconds;
            meter.Count(StepImages, seconds);
            meter.Report(state, Step, Optimizer.LearningRate, always: false);
            Observer?.OnStepEnd(this);
            collector.Collect();
        }
    }

    private double RateAt(EpochPlan plan, long step) =>
        Settings.Optimizer.LearningRate * Settings.Schedule.Factor(new SchedulePosition(step, plan.Steps, state.Epoch, Settings.Epochs));

    private void EndEpoch(IValidationMetric metric, SampleSet? validation)
    {
        average?.Exchange();
        try
        {
            CloseEpoch(metric, validation);
        }
        finally
        {
            average?.Exchange();
        }

        if (StopWhenUnhealthy && health.Notices is [.., var last] && last.Epoch == state.Epoch)
        {
            throw new TrainingUnhealthyException(last);
        }
    }

    /// <summary>Passes on what is wrong. At the end of an epoch the training stops a little later, with its own weights in place.</summary>
    private void Tell(HealthNotice? notice)
    {
        if (notice is not null)
        {
            Observer?.OnUnhealthy(this, notice);
            if (StopWhenUnhealthy && notice.Epoch == 0)
            {
                throw new TrainingUnhealthyException(notice);
            }
        }
    }

    private void CloseEpoch(IValidationMetric metric, SampleSet? validation)
    {
        var result = new EpochResult
        {
            Epoch = state.Epoch + 1,
            Step = Step,
            Loss = state.MeanLoss,
            LearningRate = Optimizer.LearningRate,
            Validation = validation is null ? null : metric.Measure(Module, validation),
            ActiveFraction = Loss is IMinedLoss ? state.ActiveSum / state.EpochSteps : null,
            TrainSeconds = state.Seconds,
            ImagesPerSecond = state.Seconds > 0 ? state.EpochSteps * StepImages / state.Seconds : 0,
        };
        state.Close(result);
        Tell(health.Look(result, UninformativeLoss(state.Sampler!.Effective)));
        bool isBest = state.Best.Offer(result.Epoch, result.Validation, Module);
        Observer?.OnEpochEnd(this, result, isBest);
    }

    private bool ShouldStop(SampleSet? validation) => validation is not null && Settings.EarlyStop is { } stop && state.Best.EpochsSince >= stop.Patience;

    private TrainingResult Finish(IValidationMetric metric, SampleSet? validation, bool stoppedEarly)
    {
        finished = true;
        average?.Exchange();
        state.Best.Apply(Module);
        Module.eval();
        Module.ScoreReference = null;
        if (validation is not null)
        {
            Module.Threshold = metric.FitThreshold(Module, validation);
        }

        return new TrainingResult
        {
            Epochs = [.. state.History],
            BestEpoch = state.Best.Epoch,
            Metric = validation is null ? null : metric.Name,
            BestValidation = state.Best.Value,
            Threshold = Module.Threshold,
            StoppedEarly = stoppedEarly,
            Batch = state.Sampler!.Effective,
            UninformativeLoss = UninformativeLoss(state.Sampler.Effective),
            Health = [.. health.Notices],
        };
    }
}
