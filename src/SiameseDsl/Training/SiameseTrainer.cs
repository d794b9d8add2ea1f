using SiameseDsl.Data;
using SiameseDsl.Losses;
using SiameseDsl.Modules;
using SiameseDsl.Sampling;
using SiameseDsl.Training.Health;
using SiameseDsl.Training.Optimizers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Training;

/// <summary>Trains a model: <see cref="Fit"/> the whole way, or <see cref="TrainStep(Tensor, Tensor)"/> from a loop of your own. Everything it uses can be reached, so that raw TorchSharp can take over anywhere.</summary>
public abstract partial class SiameseTrainer : IDisposable
{
    /// <summary>
    /// How much faster than the weights the learned scale and bias of a calibrated head move: two numbers that have to cross the whole range of the distance, by steps whose size
    /// adaptive optimisers choose without regard to it. Measured on MNIST, MLP and Euclidean head, loss after 156 steps of 128 pairs: 0.53 (once), 0.35 (10 times), 0.20 (50 times).
    /// </summary>
    internal const double CalibrationFactor = 50;

    private readonly BatchLoss batchLoss;
    private readonly Augmenter augmenter;
    private readonly RandomSource augmentation;
    private readonly HealthMonitor health;
    private readonly WeightAverage? average;
    private readonly MixedPrecision? precision;

    /// <summary>A trainer of <paramref name="model"/> under <paramref name="options"/>. Move the model to its device first.</summary>
    protected SiameseTrainer(SiameseModule model, TrainingOptions options)
    {
        Module = model;
        Settings = options;
        Loss = LossFactory.Create(options.LossSettings, LossContext.Of(model, options.Batch));
        Loss.to(ModelDevice);
        Optimizer = new ParameterOptimizer(options.Optimizer, [.. Groups(model, options.Optimizer), .. LossParameters.Groups(Loss)]);
        average = options.Ema is { } ema ? new WeightAverage(model, ema) : null;
        precision = options.Precision == Precision.BFloat16 ? new MixedPrecision(model) : null;
        batchLoss = new BatchLoss(model, Loss, precision is not null);
        health = new HealthMonitor(model, options, Loss);
        augmentation = Stream(1);
        augmenter = Augmenter.Create(options.Augment, augmentation);
    }

    /// <summary>The model, whatever its type.</summary>
    public SiameseModule Module { get; }

    /// <summary>The options, whatever their type.</summary>
    public TrainingOptions Settings { get; }

    /// <summary>The loss: a <see cref="PairLoss"/> or a <see cref="PairSumLoss"/> where the batch holds pairs, else an <see cref="EmbeddingLoss"/>.</summary>
    public Loss<Tensor, Tensor, Tensor> Loss { get; }

    /// <summary>The optimiser.</summary>
    public ParameterOptimizer Optimizer { get; }

    /// <summary>Steps done.</summary>
    public long Step { get; private set; }

    private Device ModelDevice => Module.parameters().FirstOrDefault()?.device ?? CPU;

    /// <summary>
    /// Says which classes the training data has, before a loop of your own steps on labelled batches: a loss that learns a vector for each class (arcface, cosface, proxy_anchor) makes them now.
    /// Other losses need no classes. <see cref="Fit"/> and steps on drawn batches do it by themselves; to say the same again changes nothing.
    /// </summary>
    /// <param name="labels">The labels of the training data, repeated as they may be.</param>
    /// <exception cref="SiameseException">Other classes were declared before.</exception>
    public void DeclareClasses(IReadOnlyCollection<int> labels)
    {
        foreach (ParameterGroup group in LossParameters.Declare(Loss, labels, Stream(3), ModelDevice))
        {
            Optimizer.Add(group);
        }
    }

    /// <summary>One step on a drawn batch of <paramref name="samples"/>, augmented as the options say; returns the loss before the step. Leaves no tensor behind.</summary>
    /// <exception cref="SiameseException">The loss is not finite; the weights are as before.</exception>
    /// <exception cref="InvalidOperationException">The loss takes another kind of batch.</exception>
    public float TrainStep(TrainingBatch batch, SampleSet samples) => TrainStep([batch], samples);

    /// <summary>One step on several drawn batches, one after the other, by the mean of their gradients; returns the mean of their losses before the step. Leaves no tensor behind.</summary>
    /// <exception cref="SiameseException">A loss is not finite; the weights are as before.</exception>
    /// <exception cref="InvalidOperationException">The loss takes another kind of batch.</exception>
    public float TrainStep(IReadOnlyList<TrainingBatch> batches, SampleSet samples)
    {
        if (LossParameters.NeedClasses(Loss))
        {
            DeclareClasses(samples.Labels);
        }

        return Descend(batches.Count, i => batchLoss.Of(batches[i], samples, augmenter.Draw));
    }

    /// <summary>One step on pairs: (N, ...) twice and (N) bool; returns the loss before the step. Leaves no tensor behind.</summary>
    /// <exception cref="SiameseException">The loss is not finite; the weights are as before.</exception>
    /// <exception cref="InvalidOperationException">The loss takes labelled batches.</exception>
    public float TrainStep(Tensor left, Tensor right, Tensor isSame) => Descend(1, _ => batchLoss.OfPairs(Module.Accept(left, Module.LeftTower), Module.Accept(right, Module.RightTower), isSame));

    /// <summary>One step on a labelled batch: (N, ...) and (N) int64; returns the loss before the step. Leaves no tensor behind.</summary>
    /// <exception cref="SiameseException">The loss is not finite; the weights are as before.</exception>
    /// <exception cref="InvalidOperationException">The loss takes pairs.</exception>
    public float TrainStep(Tensor images, Tensor labels) => Descend(1, _ => batchLoss.OfLabelled(Module.Accept(images, 0), labels));

    /// <summary>
    /// One step on a batch for each tower, (N, ...) each in the order of the plan's towers; returns the loss before the step. Leaves no tensor behind. For towers that take different things: row k of all
    /// batches has label k. A loss on labelled batches takes (N) int64; a loss on pairs takes bools, (N) for every comparison or (comparisons, N).
    /// </summary>
    /// <exception cref="ArgumentException">There are not as many batches as towers, or not as many rows of bools as comparisons.</exception>
    /// <exception cref="SiameseException">The loss is not finite; the weights are as before.</exception>
    public float TrainStep(IReadOnlyList<Tensor> branches, Tensor labels) => Descend(1, _ => batchLoss.OfBranches([.. branches.Select((branch, i) => Module.Accept(branch, Math.Min(i, Module.Plan.Towers.Count - 1)))], labels));

    /// <summary>The loss of a model that learned nothing, on batches like <paramref name="batch"/>: a training that stays there has collapsed.</summary>
    public double UninformativeLoss(BatchOptions batch) => (Loss, batch) switch
    {
        (PairLoss pairs, _) => pairs.UninformativeValue(),
        (PairSumLoss pairs, _) => pairs.UninformativeValue(),
        (EmbeddingLoss labelled, PkBatch pk) => labelled.UninformativeValue(pk.Classes, pk.Samples),
        (EmbeddingLoss labelled, EpisodeBatch episodes) => labelled.UninformativeValue(episodes.Ways, episodes.Shots + episodes.Queries),
        _ => double.NaN,
    };

    /// <summary>Frees what the trainer keeps beside the model; the model stays.</summary>
    public void Dispose()
    {
        Optimizer.Dispose();
        average?.Dispose();
        precision?.Dispose();
        Loss.Dispose();
        GC.SuppressFinalize(this);
    }

    private static List<ParameterGroup> Groups(SiameseModule model, OptimizerOptions optimizer)
    {
        List<(string Name, Parameter Parameter)> trained = [.. model.named_parameters().Where(entry => entry.parameter.requires_grad)];
        List<(string Name, Parameter Parameter)> calibration = [.. trained.Where(entry => model.Plan.Calibrated && entry.Name is "scale" or "bias")];
        List<(string Name, Parameter Parameter)> weights = [.. trained.Except(calibration)];

        // Weights have two dimensions or more; what norms scale and shift by has one, as biases have.
        bool decaysAll = optimizer.DecayBiases || optimizer.WeightDecay == 0;
        List<ParameterGroup> groups = [Group(weights.Where(entry => decaysAll || entry.Parameter.dim() > 1), 1)];
        if (!decaysAll)
        {
            groups.Add(Group(weights.Where(entry => entry.Parameter.dim() <= 1), 1) with { Decays = false });
        }

        if (calibration.Count > 0)
        {
            // Plain gradient steps grow with the distance by themselves.
            groups.Add(Group(calibration, optimizer is SgdOptions ? 1 : CalibrationFactor) with { Decays = decaysAll });
        }

        return groups;

        static ParameterGroup Group(IEnumerable<(string Name, Parameter Parameter)> members, double factor) =>
            new([.. members.Select(member => member.Name)], [.. members.Select(member => member.Parameter)], factor);
    }

    // Batches, augmentation and dropout draw from streams of their own, so that switching one off leaves the others as they are.
    private RandomSource Stream(ulong number) => new RandomSource((ulong)Settings.Seed).Fork(number);

    private void EnterTraining()
    {
        if (!Module.training)
        {
            Module.train();
        }
    }

    /// <summary>One step by the mean gradient of so many losses, each computed, and its graph freed, before the next.</summary>
    private float Descend(int count, Func<int, Tensor> lossOf)
    {
        EnterTraining();
        ConvolutionKernels.Enter(Module.Plan, isHalf: precision is not null);
        Optimizer.ZeroGrad();
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            using var scope = NewDisposeScope();
            precision?.Enter();
            try
            {
                Tensor loss = lossOf(i);
                float value = loss.item<float>();
                RequireFinite(value, "loss");
                (count == 1 ? loss : loss / count).backward();
                sum += value;
            }
            finally
            {
                precision?.Leave();
            }
        }

        ClipGradients();
        Optimizer.Step();
        average?.Update(Step);
        Step++;
        return (float)(sum / count);
    }

    private void ClipGradients()
    {
        if (Settings.ClipValue is { } size)
        {
            Optimizer.ClipGradientValues(size);
        }

        if (Settings.ClipNorm is { } norm)
        {
            RequireFinite(Optimizer.ClipGradients(norm), "gradient");
        }
    }

    private void RequireFinite(double value, string what)
    {
        if (!double.IsFinite(value))
        {
            throw new TrainingDivergedException(FormattableString.Invariant(
                $"The {what} of {Module.Plan.Name} became {value} at step {Step + 1} with the learning rate {Optimizer.LearningRate:G4}: lower the learning rate, or set clip_norm, and look for values in the data that are not finite."));
        }
    }
}
