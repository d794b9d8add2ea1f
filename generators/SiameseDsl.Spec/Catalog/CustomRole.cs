namespace SiameseDsl.Spec.Catalog;

/// <summary>What a class of the user's does in a model.</summary>
public enum CustomRole
{
    /// <summary>A layer: a TorchSharp module from a tensor to a tensor.</summary>
    Layer,

    /// <summary>A head: a TorchSharp module from two embeddings to a score.</summary>
    Head,

    /// <summary>A head that is a distance: a subclass of the library's Metric.</summary>
    Metric,

    /// <summary>A loss on the score of pairs: a subclass of the library's PairLoss.</summary>
    ScoreLoss,

    /// <summary>A loss on the distance of pairs: a subclass of the library's PairLoss.</summary>
    DistanceLoss,

    /// <summary>A loss on the embeddings of a labelled batch: a subclass of the library's EmbeddingLoss.</summary>
    BatchLoss,
}
