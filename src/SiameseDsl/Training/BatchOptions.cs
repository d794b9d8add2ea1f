namespace SiameseDsl.Training;

/// <summary>How batches are drawn.</summary>
public abstract record BatchOptions
{
    /// <summary>Images in one batch.</summary>
    public abstract int Images { get; }
}

/// <summary>Balanced pairs: half of them of one class, half of two, drawn anew each epoch, never an image with itself, classes drawn uniformly.</summary>
public sealed record PairBatch : BatchOptions
{
    /// <summary>Pairs in a batch.</summary>
    public int Count { get; init; } = 128;

    /// <inheritdoc/>
    public override int Images => 2 * Count;
}

/// <summary>P classes x K samples.</summary>
public sealed record PkBatch : BatchOptions
{
    /// <summary>P: classes in a batch, capped by the classes that the training data has.</summary>
    public int Classes { get; init; } = 16;

    /// <summary>K: samples of each class.</summary>
    public int Samples { get; init; } = 4;

    /// <summary>
    /// Whether classes of one group follow each other, so that a batch holds whole groups and tells like from like. A group is what stands before the slash of a class's name, and how its images are turned
    /// or made: an alphabet of Omniglot, turned by 90 degrees. A class without a slash is a group by itself.
    /// </summary>
    public bool Grouped { get; init; }

    /// <inheritdoc/>
    public override int Images => Classes * Samples;
}

/// <summary>Episodes: N ways, K shots of support and some queries each.</summary>
public sealed record EpisodeBatch : BatchOptions
{
    /// <summary>Classes in an episode.</summary>
    public int Ways { get; init; } = 20;

    /// <summary>Support samples of each class.</summary>
    public int Shots { get; init; } = 1;

    /// <summary>Query samples of each class.</summary>
    public int Queries { get; init; } = 5;

    /// <inheritdoc/>
    public override int Images => Ways * (Shots + Queries);
}
