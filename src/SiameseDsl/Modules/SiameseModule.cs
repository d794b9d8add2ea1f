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

    /// <summary>The place of the right tower in <see cref="ModelGraph.Towers"/>: 0 where the towers are shared.</summary>
    public int RightTower => Plan.Towers.Count - 1;

    /// <summary>Embeds a batch with one tower: (N, ...) -> (N, D). Tower 0 takes the left samples, the last tower the right ones; with shared towers both are tower 0.</summary>
    public abstract Tensor Encode(Tensor samples, int tower);

    /// <summary>The head: compares embeddings row by row, (N, D), (N, D) -> (N). Larger means more alike.</summary>
    public abstract Tensor Compare(Tensor left, Tensor right);

    /// <summary>Embeds both samples of each pair, (N, ...) twice -> (N, D) twice. With a shared tower both go through it as one batch, so that batch norm sees one set of statistics.</summary>
    public virtual (Tensor Left, Tensor Right) EncodeBoth(Tensor left, Tensor right)
    {
        if (RightTower > 0)
        {
            return (Encode(left, 0), Encode(right, RightTower));
        }

        using var scope = NewDisposeScope();
        Tensor[] halves = Encode(cat([left, right]), 0).split([left.shape[0], right.shape[0]]);
        return scope.MoveToOuter(halves[0], halves[1]);
    }

    /// <inheritdoc/>
    public override void train(bool train = true)
    {
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
