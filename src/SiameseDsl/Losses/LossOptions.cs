using SiameseDsl.Mining;

namespace SiameseDsl.Losses;

/// <summary>A loss's settings.</summary>
public abstract record LossOptions;

/// <summary>Binary cross-entropy on the pair's score as a logit.</summary>
public sealed record BceOptions : LossOptions
{
    /// <summary>How many times a same pair counts.</summary>
    public double PositiveWeight { get; init; } = 1;
}

/// <summary>Contrastive loss on the pair's distance (Hadsell, Chopra and LeCun, 2006).</summary>
public sealed record ContrastiveOptions : LossOptions
{
    /// <summary>Different pairs farther apart than this cost nothing.</summary>
    public double Margin { get; init; } = 1;

    /// <summary>What the terms are averaged over.</summary>
    public LossReducer Reducer { get; init; } = LossReducer.Mean;

    /// <summary>Which pairs of a labelled batch count.</summary>
    public MiningOptions Mining { get; init; } = new AllMining();
}

/// <summary>Contrastive loss with a margin for each side (Lin et al., 2015).</summary>
public sealed record DoubleMarginOptions : LossOptions
{
    /// <summary>Same pairs nearer than this cost nothing.</summary>
    public double PositiveMargin { get; init; } = 0.2;

    /// <summary>Different pairs farther apart than this cost nothing.</summary>
    public double NegativeMargin { get; init; } = 1;

    /// <summary>What the terms are averaged over.</summary>
    public LossReducer Reducer { get; init; } = LossReducer.Mean;

    /// <summary>Which pairs of a labelled batch count.</summary>
    public MiningOptions Mining { get; init; } = new AllMining();
}

/// <summary>Triplet loss over a batch (Schroff et al., 2015).</summary>
public sealed record TripletOptions : LossOptions
{
    /// <summary>How much farther than the positive the negative has to be.</summary>
    public double Margin { get; init; } = 0.2;

    /// <summary>Whether the distance is squared.</summary>
    public bool Squared { get; init; }

    /// <summary>Which triplets count.</summary>
    public MiningOptions Mining { get; init; } = new AllMining();

    /// <summary>What the terms are averaged over.</summary>
    public LossReducer Reducer { get; init; } = LossReducer.NonZero;
}

/// <summary>Triplet loss without a margin (Hermans et al., 2017).</summary>
public sealed record SoftMarginTripletOptions : LossOptions
{
    /// <summary>Whether the distance is squared.</summary>
    public bool Squared { get; init; }

    /// <summary>Which triplets count.</summary>
    public MiningOptions Mining { get; init; } = new AllMining();
}

/// <summary>Multi-class N-pair loss (Sohn, 2016).</summary>
public sealed record NPairOptions : LossOptions
{
    /// <summary>The weight of the embeddings' mean squared length.</summary>
    public double L2 { get; init; } = 0.002;
}

/// <summary>Normalised temperature-scaled cross-entropy over a batch (Sohn, 2016; Chen et al., 2020).</summary>
public sealed record NtXentOptions : LossOptions
{
    /// <summary>The similarities are divided by this.</summary>
    public double Temperature { get; init; } = 0.1;

    /// <summary>Whether the temperature is learned, from the value given.</summary>
    public bool Learned { get; init; }
}

/// <summary>Supervised contrastive loss over a batch (Khosla et al., 2020).</summary>
public sealed record SupConOptions : LossOptions
{
    /// <summary>The similarities are divided by this.</summary>
    public double Temperature { get; init; } = 0.1;

    /// <summary>Whether the temperature is learned, from the value given.</summary>
    public bool Learned { get; init; }
}

/// <summary>Multi-similarity loss (Wang et al., 2019).</summary>
public sealed record MultiSimilarityOptions : LossOptions
{
    /// <summary>The sharpness on positives.</summary>
    public double Alpha { get; init; } = 2;

    /// <summary>The sharpness on negatives.</summary>
    public double Beta { get; init; } = 50;

    /// <summary>The similarity that positives should be above and negatives below.</summary>
    public double Base { get; init; } = 0.5;

    /// <summary>Which pairs count.</summary>
    public MiningOptions Mining { get; init; } = new MultiSimilarityMining();
}

/// <summary>Circle loss (Sun et al., 2020).</summary>
public sealed record CircleOptions : LossOptions
{
    /// <summary>Positives should come above 1 - this, negatives below it.</summary>
    public double Margin { get; init; } = 0.4;

    /// <summary>The scale.</summary>
    public double Scale { get; init; } = 80;

    /// <summary>Which pairs count.</summary>
    public MiningOptions Mining { get; init; } = new AllMining();
}

/// <summary>Prototypical loss: cross-entropy over the distances to the classes' mean embeddings (Snell et al., 2017).</summary>
public sealed record PrototypicalOptions : LossOptions;

/// <summary>Settings of a loss that learns a vector for each class.</summary>
public abstract record ClassLossOptions : LossOptions
{
    /// <summary>The learning rate of the class vectors is this times the model's.</summary>
    public double LearningRateFactor { get; init; } = 10;
}

/// <summary>Additive angular margin loss (Deng et al., 2019).</summary>
public sealed record ArcFaceOptions : ClassLossOptions
{
    /// <summary>The margin, in radians.</summary>
    public double Margin { get; init; } = 0.5;

    /// <summary>The scale.</summary>
    public double Scale { get; init; } = 30;
}

/// <summary>Large margin cosine loss (Wang et al., 2018).</summary>
public sealed record CosFaceOptions : ClassLossOptions
{
    /// <summary>The margin, a difference of cosines.</summary>
    public double Margin { get; init; } = 0.35;

    /// <summary>The scale.</summary>
    public double Scale { get; init; } = 30;
}

/// <summary>Proxy-anchor loss (Kim et al., 2020).</summary>
public sealed record ProxyAnchorOptions : ClassLossOptions
{
    /// <summary>The margin, a difference of cosines.</summary>
    public double Margin { get; init; } = 0.1;

    /// <summary>The scale.</summary>
    public double Scale { get; init; } = 32;
}

/// <summary>A weighted sum of losses.</summary>
public sealed record SumOptions : LossOptions
{
    /// <summary>The parts in order.</summary>
    public required IReadOnlyList<LossPart> Losses { get; init; }
}

/// <summary>A part of a sum of losses.</summary>
/// <param name="Weight">What its value is multiplied by.</param>
/// <param name="Loss">The loss.</param>
public sealed record LossPart(double Weight, LossOptions Loss);
