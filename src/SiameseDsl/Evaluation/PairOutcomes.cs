namespace SiameseDsl.Evaluation;

/// <summary>What a scorer said about each pair of a set: the raw material of pair accuracy, AUC, EER and their intervals.</summary>
public sealed class PairOutcomes
{
    private readonly float[] scores;

    /// <summary>The scores of <paramref name="pairs"/>.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="scores">One score a pair; larger means more alike.</param>
    /// <param name="threshold">The score at and above which a pair counts as one class.</param>
    /// <exception cref="ArgumentException">The counts differ.</exception>
    public PairOutcomes(PairSet pairs, float[] scores, double threshold)
    {
        if (pairs.Count != scores.Length)
        {
            throw new ArgumentException($"There are {pairs.Count} pairs but {scores.Length} scores.", nameof(scores));
        }

        Pairs = pairs;
        this.scores = scores;
        Threshold = threshold;
    }

    /// <summary>The pairs.</summary>
    public PairSet Pairs { get; }

    /// <summary>One score a pair.</summary>
    public ReadOnlySpan<float> Scores => scores;

    /// <summary>The score at and above which a pair counts as one class.</summary>
    public double Threshold { get; }

    /// <summary>Whether the pair at <paramref name="index"/> is judged rightly at the threshold.</summary>
    public bool IsRight(int index) => scores[index] >= Threshold == Pairs.Same[index];
}
