using SiameseDsl.Evaluation;
using SiameseDsl.Graphs;
using SiameseDsl.Heads;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SiameseDsl.Modules;

/// <summary>A compiled siamese network: <c>call(left, right)</c> gives one score a pair, (N, ...) twice -> (N); larger means more alike, for every head.</summary>
public abstract class SiameseModule : Module<Tensor, Tensor, Tensor>
{
    private WeightFingerprint? fingerprint;
    private nn.Module[] frozen = [];

    /// <summary>Called by generated constructors.</summary>
    /// <exception cref="TorchBackendException">Torch cannot run in this process; the message says what to add.</exception>
    protected SiameseModule(string name, ModelGraph graph)
        : base(WithBackend(name))
    {
        Plan = graph;
    }

    /// <summary>The model as plain data.</summary>
    public ModelGraph Plan { get; }

    /// <summary>The distance that the head computes; <see langword="null"/> where the head is not a distance.</summary>
    public virtual Metric? HeadMetric => null;

    /// <summary>What the head says about any two embeddings, as losses on similarities use it: the distance where the head is one; <see langword="null"/> where the head takes pairs only. A calibration is not part of it.</summary>
    public virtual Similarity? HeadSimilarity => HeadMetric;

    /// <summary>The score at and above which two samples count as the same class, fitted on validation data; <see langword="null"/> before that.</summary>
    public double? Threshold { get; internal set; }

    /// <summary>What the scores mean, measured on validation data; a loaded run has it. <see langword="null"/> before: <c>model.ScoreReference = ScoreReference.Measure(model, validation)</c>. A gallery takes it from here.</summary>
    public ScoreReference? ScoreReference { get; set; }

    /// <summary>The fingerprint of the present weights. Kept while the model is in evaluation mode, where weights do not change, and computed anew in training mode; <c>train</c>, <c>load</c> and <c>load_state_dict</c> forget it.</summary>
    public WeightFingerprint Fingerprint
    {
        get
        {
            if (training)
            {
                return WeightFingerprint.Of(this);
            }

            return fingerprint ??= WeightFingerprint.Of(this);
        }
    }

    /// <summary>The place of the tower of left images in <see cref="ModelGraph.Towers"/>: that of the first comparison.</summary>
    public int LeftTower => Plan.Comparisons[0].Left;

    /// <summary>The place of the tower of right images in <see cref="ModelGraph.Towers"/>: that of the first comparison, and <see cref="LeftTower"/> again where one tower serves both sides.</summary>
    public int RightTower => Plan.Comparisons[0].Right;

    /// <summary>Embeds a batch with one tower: (N, ...) -> (N, D). <see cref="LeftTower"/> takes the left samples, <see cref="RightTower"/> the right ones.</summary>
    public abstract Tensor Encode(Tensor samples, int tower);

    /// <summary>The head: compares embeddings row by row, (N, D), (N, D) -> (N). Larger means more alike.</summary>
    public abstract Tensor Compare(Tensor left, Tensor right);

    /// <summary>Embeds both samples of each pair, (N, ...) twice -> (N, D) twice. With a shared tower both go through it as one batch, so that batch norm sees one set of statistics.</summary>
    public virtual (Tensor Left, Tensor Right) EncodeBoth(Tensor left, Tensor right)
    {
        if (RightTower != LeftTower)
        {
            return (Encode(left, LeftTower), Encode(right, RightTower));
        }

        using var scope = NewDisposeScope();
        Tensor[] halves = Encode(cat([left, right]), 0).split([left.shape[0], right.shape[0]]);
        return scope.MoveToOuter(halves[0], halves[1]);
    }

    /// <summary>
    /// Embeds the branches of an N-branch network, a batch each, (N, ...) -> (N, D): several towers take one branch each, in the order of <see cref="ModelGraph.Towers"/>; one shared tower takes as many
    /// as are given, as one batch where <see cref="EncodeBoth"/> makes one.
    /// </summary>
    /// <exception cref="ArgumentException">There are several towers, and not as many branches.</exception>
    public virtual Tensor[] EncodeAll(params Tensor[] images)
    {
        if (Plan.Towers.Count > 1 || images.Length < 2)
        {
            return EncodeEach(images);
        }

        using var scope = NewDisposeScope();
        Tensor[] parts = Encode(cat(images), 0).split([.. images.Select(branch => branch.shape[0])]);
        return [.. parts.Select(part => part.MoveToOuterDisposeScope())];
    }

    /// <summary>Embeds the images of triplets: (N, ...), (N, ...), (M, ...) -> (N, D), (N, D), (M, D). Anchors go through the left tower, positives and negatives through the right one.</summary>
    public (Tensor Anchor, Tensor Positive, Tensor Negative) call(Tensor anchor, Tensor positive, Tensor negative)
    {
        using var scope = NewDisposeScope();
        (Tensor anchors, Tensor others) = EncodeBoth(anchor, cat([positive, negative]));
        Tensor[] parts = others.split([positive.shape[0], negative.shape[0]]);
        return scope.MoveToOuter(anchors, parts[0], parts[1]);
    }

    /// <inheritdoc/>
    public override void train(bool train = true)
    {
        ConvolutionKernels.Enter(Plan, isHalf: false);
        fingerprint = null;
        base.train(train);
        foreach (nn.Module layer in frozen)
        {
            layer.eval();
        }
    }

    /// <inheritdoc/>
    public override nn.Module load(BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
    {
        fingerprint = null;
        return base.load(reader, strict, skip, loadedParameters);
    }

    /// <inheritdoc/>
    public override (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
    {
        fingerprint = null;
        return base.load_state_dict(source, strict, skip);
    }

    /// <summary>Embeds each branch by itself; see <see cref="EncodeAll"/>.</summary>
    /// <exception cref="ArgumentException">There are several towers, and not as many branches.</exception>
    protected Tensor[] EncodeEach(Tensor[] images)
    {
        int towers = Plan.Towers.Count;
        if (towers > 1 && images.Length != towers)
        {
            throw new ArgumentException($"{Plan.Name} has {towers} towers ({string.Join(", ", Plan.Towers.Select(tower => tower.Name))}), but {images.Length} branches were given: give a batch for each.", nameof(images));
        }

        return [.. images.Select((branch, i) => Encode(branch, towers > 1 ? i : 0))];
    }

    /// <summary>Holds what a class of the user's gave to the shape that the spec declares.</summary>
    /// <param name="output">What it gave, (N, ...).</param>
    /// <param name="layer">Its name in the spec.</param>
    /// <param name="shape">The declared shape, without the batch dimension.</param>
    /// <returns>The same tensor.</returns>
    /// <exception cref="SiameseException">The shape is another one.</exception>
    protected Tensor CheckShape(Tensor output, string layer, ReadOnlySpan<long> shape) => ShapeText.Matches(output.shape, shape.ToArray(), leading: 1)
        ? output
        : throw new SiameseException($"'{layer}' of {Plan.Name} is declared to give ({ShapeText.OfBatch(shape.ToArray())}), but its class gave ({ShapeText.Of(output.shape)}): correct 'output' in the spec, or the class.");

    /// <summary>Seeds the generator that initial weights are drawn from. The first statement of a generated constructor.</summary>
    protected static void SeedWeights(long seed) => manual_seed(seed);

    /// <summary>Lets training leave layers as they are: their weights have no gradient, and norms among them keep their running statistics and use them.</summary>
    protected void Freeze(params nn.Module[] layers)
    {
        frozen = layers;
        foreach (nn.Module layer in layers)
        {
            layer.eval();
            foreach (Parameter parameter in layer.parameters())
            {
                parameter.requires_grad = false;
            }
        }
    }

    /// <summary>
    /// The last statement of a generated constructor. Layers keep PyTorch's initialisation, which their own constructors drew, where the
    /// spec chooses no other: weights and biases of dense and convolution layers uniform within 1/sqrt(fan-in), norms at one and zero. Parameters that the model owns itself outlive any dispose scope it was made in.
    /// </summary>
    /// <param name="device">Where the model computes; <see langword="null"/> for the CPU.</param>
    protected void Finish(Device? device)
    {
        ConvolutionKernels.Enter(Plan, isHalf: false);
        ChannelsLast.Arrange(this);
        foreach ((string _, Parameter parameter) in named_parameters(recurse: false))
        {
            parameter.DetachFromDisposeScope();
        }

        foreach ((string _, Tensor buffer) in named_buffers(recurse: false))
        {
            buffer.DetachFromDisposeScope();
        }

        if (device is not null && device.type != DeviceType.CPU)
        {
            this.to(device);
        }
    }

    /// <summary>Says that the weights were changed past <c>load</c> and <c>train</c>.</summary>
    internal void ForgetFingerprint() => fingerprint = null;

    /// <summary>Samples as a tower takes them: on the model's device, bytes scaled to 0..1, tokens as int64. Returns the tensor itself where nothing is to be done.</summary>
    internal Tensor Accept(Tensor samples, int tower)
    {
        samples = OnDevice(samples);
        if (Plan.Towers[tower].Vocabulary is not null)
        {
            return samples.dtype == ScalarType.Int64 ? samples : samples.to(ScalarType.Int64);
        }

        return samples.dtype == ScalarType.Byte ? samples.to(ScalarType.Float32) / 255f : samples;
    }

    /// <summary>Embeds samples in evaluation mode without gradients, into the caller's dispose scope: (N, ...) -> (N, ...).</summary>
    /// <exception cref="ArgumentException">The samples do not have the tower's shape or type, or a token is not in its vocabulary.</exception>
    internal Tensor EmbedSamples(Tensor samples, int tower)
    {
        IReadOnlyList<long> expected = Plan.Towers[tower].InputShape;
        if (!ShapeText.Matches(samples.shape, expected, leading: 1))
        {
            throw new ArgumentException($"{Plan.Name} embeds batches of shape ({ShapeText.OfBatch(expected)}), but these samples have the shape ({ShapeText.Of(samples.shape)}).", nameof(samples));
        }

        RequireType(samples, tower);
        using var scope = NewDisposeScope();
        using var mode = new InferenceMode(this);
        return Encode(Accept(samples, tower), tower).MoveToOuterDisposeScope();
    }

    /// <summary>The shape of so many embeddings that were kept as plain floats: a head that compares feature maps wants their shape back. A model written by hand may leave its operations out of its plan.</summary>
    internal long[] EmbeddingRows(long count) => Plan.Towers[0].Operations.Count > 0 ? [count, .. Plan.EmbeddingShape] : [count, -1];

    /// <exception cref="ArgumentException">The samples are not of the type that the tower takes.</exception>
    internal void RequireType(Tensor samples, int tower)
    {
        if (SampleTypes.Refuse(samples, Plan.Towers[tower]) is { } reason)
        {
            throw new ArgumentException($"{Plan.Name} {reason}.", nameof(samples));
        }
    }

    /// <summary>The tensor on the model's device; the tensor itself where it is there already.</summary>
    internal Tensor OnDevice(Tensor values)
    {
        Device? device = named_parameters().Select(entry => entry.parameter.device).FirstOrDefault();
        bool isElsewhere = device is not null && (values.device_type != device.type || (device.type != DeviceType.CPU && values.device_index != device.index));
        return isElsewhere ? values.to(device!) : values;
    }

    // The base class is Torch's and would fail first, with a text that names no remedy.
    private static string WithBackend(string name)
    {
        TorchBackend.EnsureLoaded();
        return name;
    }
}
