using SiameseDsl.Graphs;
using SiameseDsl.Heads;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SiameseDsl.Modules;

/// <summary>A compiled siamese network: <c>call(left, right)</c> gives one score a pair, (N, ...) twice -> (N); larger means more alike, for every head.</summary>
public abstract class SiameseModule : Module<Tensor, Tensor, Tensor>
{
    /// <summary>Called by generated constructors.</summary>
    protected SiameseModule(string name, ModelGraph graph)
        : base(name)
    {
        Plan = graph;
    }

    /// <summary>The model as plain data.</summary>
    public ModelGraph Plan { get; }

    /// <summary>The distance that the head computes; <see langword="null"/> where the head is not a distance.</summary>
    public virtual Metric? HeadMetric => null;

    /// <summary>The score at and above which two images count as the same class, fitted on validation data; <see langword="null"/> before that.</summary>
    public double? Threshold { get; internal set; }

    /// <summary>Embeds a batch with one tower: (N, ...) -> (N, D). Tower 0 takes the left images, the last tower the right ones; with shared towers both are tower 0.</summary>
    public abstract Tensor Encode(Tensor images, int tower);

    /// <summary>The head: compares embeddings row by row, (N, D), (N, D) -> (N). Larger means more alike.</summary>
    public abstract Tensor Compare(Tensor left, Tensor right);
}
