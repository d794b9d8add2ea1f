namespace SiameseDsl.Training.Health;

/// <summary>What can go wrong while a model learns.</summary>
public enum HealthCondition
{
    /// <summary>All embeddings have become one.</summary>
    Collapsed,

    /// <summary>The loss stays at the value of a model that knows nothing, and the score does not tell training pairs apart.</summary>
    LearnedNothing,

    /// <summary>At least half of the values of an embedding are the same for every sample.</summary>
    DeadEmbeddings,

    /// <summary>The embedding's bounded activation stands at its ends, where it has no gradient.</summary>
    Saturated,

    /// <summary>The miner found nothing with a loss in a whole epoch, though training pairs are not told apart.</summary>
    NothingActive,

    /// <summary>The distances begin so far below the margin that the embedding space has to grow first.</summary>
    WeakSignal,

    /// <summary>Training pairs are told apart, validation pairs far less.</summary>
    Memorised,

    /// <summary>The loss or the gradient became NaN or infinite.</summary>
    NotFinite,
}
