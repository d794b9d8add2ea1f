using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Heads;

/// <summary>A distance between embeddings. Rows in, distances out; zero distance has a finite gradient.</summary>
public abstract class Metric : Similarity
{
    /// <summary>The Euclidean distance.</summary>
    public static Metric Euclidean { get; } = new EuclideanMetric();

    /// <summary>The squared Euclidean distance.</summary>
    public static Metric SquaredEuclidean { get; } = new SquaredEuclideanMetric();

    /// <summary>The cosine distance, 1 - cos, between 0 and 2.</summary>
    public static Metric Cosine { get; } = new CosineMetric();

    /// <summary>The Euclidean distance behind a learned linear map (Mahalanobis, 1936; Xing et al., 2002).</summary>
    /// <param name="projection">The map, a layer without bias: (R, D).</param>
    /// <param name="squared">Whether the distance is squared.</param>
    public static Metric Mahalanobis(Linear projection, bool squared = false) => new MahalanobisMetric(projection, squared);

    /// <summary>The distance of each pair of rows: (N, D), (N, D) -> (N).</summary>
    public abstract Tensor Distance(Tensor left, Tensor right);

    /// <summary>The distance of every row of one to every row of the other: (A, D), (B, D) -> (A, B).</summary>
    public abstract Tensor Distances(Tensor left, Tensor right);

    /// <inheritdoc/>
    public override Tensor OfRows(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        return Distance(left, right).neg().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Similarities(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        return Distances(left, right).neg().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public sealed override Tensor Dissimilarities(Tensor left, Tensor right) => Distances(left, right);
}
