using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// A loss over all embeddings of a labelled batch, for hand-written loops as for trainers: <c>call(embeddings, labels)</c> with (N, D), feature maps where the head compares those, and (N) int64.
/// Two towers give two sets of embeddings of the same images: anchors from the left, candidates from the right.
/// What the loss itself learns are its parameters, as a module's are.
/// </summary>
public abstract class EmbeddingLoss : Loss<Tensor, Tensor, Tensor>
{
    // Stands for "nobody" in a log-sum-exp: finite, so that a row without anybody has a zero gradient and not NaN.
    private protected const double Nobody = -1e9;

    /// <summary>The loss's name in the language.</summary>
    public abstract string Name { get; }

    /// <summary>The learning rate of what the loss itself learns is this times the model's.</summary>
    public virtual double LearningRateFactor => 1;

    /// <summary>The value when all embeddings are equal, for a batch of <paramref name="classes"/> classes with <paramref name="samples"/> each; where the loss learns something itself, the smallest
    /// such value. A training that stays there has collapsed.</summary>
    public abstract double UninformativeValue(int classes, int samples);

    /// <summary>One tower: (N, D), (N) -> scalar.</summary>
    public sealed override Tensor forward(Tensor embeddings, Tensor labels) => forward(embeddings, embeddings, labels);

    /// <summary>Two towers: (N, D) anchors and (N, D) candidates of the same N images, (N) labels -> scalar. An image is never its own positive.</summary>
    public abstract Tensor forward(Tensor anchors, Tensor candidates, Tensor labels);

    /// <summary>The mean over the anchors that have a positive of the mean of their positives' terms: (N, N), (N, N) bool -> scalar; zero where nobody has one.</summary>
    private protected static Tensor MeanOverPositives(Tensor terms, Tensor positives)
    {
        Tensor counts = positives.sum(1);
        Tensor means = terms.masked_fill(positives.logical_not(), 0).sum(1) / counts.clamp_min(1);
        return means.sum() / counts.gt(0).sum().clamp_min(1);
    }
}
