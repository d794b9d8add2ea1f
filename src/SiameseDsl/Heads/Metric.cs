using static TorchSharp.torch;

namespace SiameseDsl.Heads;

/// <summary>A distance between embeddings. Rows in, distances out; zero distance has a finite gradient.</summary>
public abstract class Metric
{
    /// <summary>The Euclidean distance.</summary>
    public static Metric Euclidean { get; } = new EuclideanMetric();

    /// <summary>The squared Euclidean distance.</summary>
    public static Metric SquaredEuclidean { get; } = new SquaredEuclideanMetric();

    /// <summary>The cosine distance, 1 - cos, between 0 and 2.</summary>
    public static Metric Cosine { get; } = new CosineMetric();

    /// <summary>The distance of each pair of rows: (N, D), (N, D) -> (N).</summary>
    public abstract Tensor Distance(Tensor left, Tensor right);

    /// <summary>The distance of every row of one to every row of the other: (A, D), (B, D) -> (A, B).</summary>
    public abstract Tensor Distances(Tensor left, Tensor right);

    /// <summary>The similarity that losses with a temperature use, (A, D), (B, D) -> (A, B): the cosine for the cosine distance, else the negative distance.</summary>
    public virtual Tensor Similarities(Tensor left, Tensor right) => Distances(left, right).neg();
}
