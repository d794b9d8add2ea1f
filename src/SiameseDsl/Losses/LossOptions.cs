namespace SiameseDsl.Losses;

/// <summary>A loss's settings.</summary>
public abstract record LossOptions;

/// <summary>Binary cross-entropy on the pair's score as a logit.</summary>
public sealed record BceOptions : LossOptions;

/// <summary>Contrastive loss on the pair's distance (Hadsell, Chopra and LeCun, 2006).</summary>
public sealed record ContrastiveOptions : LossOptions
{
    /// <summary>Different pairs farther apart than this cost nothing.</summary>
    public double Margin { get; init; } = 1;
}

/// <summary>Which triplets of a batch count.</summary>
public enum TripletMining
{
    /// <summary>All triplets with a positive loss.</summary>
    All,

    /// <summary>Negatives farther than the positive, within the margin (Schroff et al., 2015).</summary>
    SemiHard,

    /// <summary>The farthest positive and the nearest negative of each anchor (Hermans et al., 2017).</summary>
    Hard,
}

/// <summary>Triplet loss over a batch (Schroff et al., 2015).</summary>
public sealed record TripletOptions : LossOptions
{
    /// <summary>How much farther than the positive the negative has to be.</summary>
    public double Margin { get; init; } = 0.2;

    /// <summary>Which triplets count.</summary>
    public TripletMining Mining { get; init; } = TripletMining.All;
}

/// <summary>Normalised temperature-scaled cross-entropy over a batch (Sohn, 2016; Chen et al., 2020).</summary>
public sealed record NtXentOptions : LossOptions
{
    /// <summary>The similarities are divided by this.</summary>
    public double Temperature { get; init; } = 0.1;
}

/// <summary>Prototypical loss: cross-entropy over the distances to the classes' mean embeddings (Snell et al., 2017).</summary>
public sealed record PrototypicalOptions : LossOptions;
