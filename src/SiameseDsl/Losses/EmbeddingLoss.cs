using SiameseDsl.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// A loss over all embeddings of a labelled batch, for hand-written loops as for trainers: <c>call(embeddings, labels)</c> with (N, D) and (N) int64.
/// Two towers give two sets of embeddings of the same images: anchors from the left, candidates from the right.
/// </summary>
public abstract class EmbeddingLoss : Loss<Tensor, Tensor, Tensor>
{
    /// <summary>A loss under a distance.</summary>
    protected EmbeddingLoss(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        Metric = metric;
    }

    /// <summary>The distance between embeddings.</summary>
    public Metric Metric { get; }

    /// <summary>The loss's name in the language.</summary>
    public abstract string Name { get; }

    /// <summary>The value when all embeddings are equal, for a batch of <paramref name="classes"/> classes with <paramref name="samples"/> each. A training that stays there has collapsed.</summary>
    public abstract double UninformativeValue(int classes, int samples);

    /// <summary>One tower: (N, D), (N) -> scalar.</summary>
    public sealed override Tensor forward(Tensor embeddings, Tensor labels) => forward(embeddings, embeddings, labels);

    /// <summary>Two towers: (N, D) anchors and (N, D) candidates of the same N images, (N) labels -> scalar. An image is never its own positive.</summary>
    public abstract Tensor forward(Tensor anchors, Tensor candidates, Tensor labels);
}
