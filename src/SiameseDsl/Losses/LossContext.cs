using SiameseDsl.Heads;
using SiameseDsl.Modules;
using SiameseDsl.Training;

namespace SiameseDsl.Losses;

/// <summary>What a loss stands between: the head and the batch.</summary>
/// <param name="Similarity">The head's distance or similarity; <see langword="null"/> for a head that takes pairs only.</param>
/// <param name="Score">What gives the score of any two embeddings, for losses on the score.</param>
/// <param name="Batch">The batch: pairs or labelled images, and how many shots an episode has.</param>
/// <param name="EmbeddingSize">The values of one embedding in training.</param>
public sealed record LossContext(Similarity? Similarity, Similarity Score, BatchOptions Batch, int EmbeddingSize)
{
    /// <summary>The surroundings that a model and its batch make.</summary>
    public static LossContext Of(SiameseModule model, BatchOptions batch) => new(model.HeadSimilarity, Heads.Similarity.Of(model.Compare), batch, model.Plan.TrainedEmbeddingSize);

    /// <summary>Whether the batch holds pairs.</summary>
    public bool OfPairs => Batch is PairBatch;
}
