using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Heads;

/// <summary>What a head says about any two embeddings: rows in, similarities out, larger means more alike. Every <see cref="Metric"/> is one.</summary>
public abstract class Similarity
{
    /// <summary>The dot product.</summary>
    public static Similarity Dot { get; } = new DotSimilarity();

    /// <summary>The bilinear form a W b, W being the transposed weight of a layer without bias: (D, D).</summary>
    /// <param name="form">The layer that holds the weight.</param>
    /// <param name="symmetric">Whether the mean of a W b and b W a is taken, so that the order does not matter.</param>
    public static Similarity Bilinear(Linear form, bool symmetric) => new BilinearSimilarity(form, symmetric);

    /// <summary>The similarity of a head that takes pairs only: all rows of one side against all rows of the other go through it, A x B pairs.</summary>
    /// <param name="compare">(N, ...), (N, ...) -> (N).</param>
    public static Similarity Of(Func<Tensor, Tensor, Tensor> compare) => new PairwiseSimilarity(compare);

    /// <summary>The similarity of each pair of rows: (N, ...), (N, ...) -> (N).</summary>
    public abstract Tensor OfRows(Tensor left, Tensor right);

    /// <summary>The similarity of every row of one to every row of the other: (A, ...), (B, ...) -> (A, B). For the cosine distance it is the cosine, for other distances the negative distance.</summary>
    public abstract Tensor Similarities(Tensor left, Tensor right);

    /// <summary>What losses rank by, smaller for more alike: (A, ...), (B, ...) -> (A, B). The distance of a metric, else the negative similarity.</summary>
    public virtual Tensor Dissimilarities(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        return Similarities(left, right).neg().MoveToOuterDisposeScope();
    }
}
