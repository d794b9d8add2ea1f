using SiameseDsl.Heads;

namespace SiameseDsl.Losses;

/// <summary>A loss on labelled batches that is a class of the user's.</summary>
public sealed record CustomBatchOptions : LossOptions
{
    /// <summary>Makes the loss under what the head compares by.</summary>
    public required Func<Similarity, EmbeddingLoss> Create { get; init; }

    /// <summary>What the head compares by, for a loss that takes distances alone.</summary>
    /// <exception cref="SiameseException">The head is a similarity without a distance.</exception>
    public static Metric Distance(Similarity similarity) => similarity as Metric
        ?? throw new SiameseException("The loss takes a Metric, but the head has no distance: use one of the heads euclidean, squared_euclidean, mahalanobis, cosine, custom_metric, or let the loss take a Similarity.");
}
