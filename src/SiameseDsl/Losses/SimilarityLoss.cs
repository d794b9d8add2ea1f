using SiameseDsl.Heads;

namespace SiameseDsl.Losses;

/// <summary>A loss over all embeddings of a labelled batch that compares them as the head does.</summary>
public abstract class SimilarityLoss : EmbeddingLoss
{
    /// <summary>A loss under a similarity, such as a distance.</summary>
    protected SimilarityLoss(Similarity similarity)
    {
        ArgumentNullException.ThrowIfNull(similarity);
        Similarity = similarity;
    }

    /// <summary>What compares two embeddings: a <see cref="Metric"/> where the head is a distance.</summary>
    public Similarity Similarity { get; }
}
