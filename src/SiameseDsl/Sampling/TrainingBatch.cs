namespace SiameseDsl.Sampling;

/// <summary>What one training step looks at, as indices into the training samples.</summary>
public abstract record TrainingBatch
{
    /// <summary>Images that the step presents, repeated ones counted each time.</summary>
    public abstract int Images { get; }
}

/// <summary>Pairs: row i compares <c>Left[i]</c> with <c>Right[i]</c>.</summary>
/// <param name="Left">The left sample of each pair.</param>
/// <param name="Right">The right sample of each pair, never the left one itself.</param>
/// <param name="IsSame">Whether both are of one class.</param>
public sealed record PairIndices(long[] Left, long[] Right, bool[] IsSame) : TrainingBatch
{
    /// <inheritdoc/>
    public override int Images => Left.Length + Right.Length;
}

/// <summary>P classes x K samples, class by class: rows k * K to k * K + K - 1 are of one class.</summary>
/// <param name="Indices">P * K samples.</param>
/// <param name="Labels">Their class numbers, as in the training data.</param>
/// <param name="Classes">P.</param>
/// <param name="Samples">K.</param>
public sealed record ClassIndices(long[] Indices, int[] Labels, int Classes, int Samples) : TrainingBatch
{
    /// <inheritdoc/>
    public override int Images => Indices.Length;
}

/// <summary>One episode: support and query samples of the same classes, no sample in both; both are ordered class by class.</summary>
/// <param name="Support">Ways * Shots samples.</param>
/// <param name="SupportLabels">The way of each, 0 to Ways - 1.</param>
/// <param name="Query">Ways * Queries samples.</param>
/// <param name="QueryLabels">The way of each, 0 to Ways - 1.</param>
/// <param name="Ways">Classes in the episode.</param>
/// <param name="Shots">Support samples of each class.</param>
public sealed record EpisodeIndices(long[] Support, int[] SupportLabels, long[] Query, int[] QueryLabels, int Ways, int Shots) : TrainingBatch
{
    /// <inheritdoc/>
    public override int Images => Support.Length + Query.Length;
}
