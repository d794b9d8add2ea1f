namespace SiameseDsl.Evaluation;

/// <summary>Gives every pair the same score. It knows nothing, and so it measures exactly 50 % of balanced pairs, an AUC and EER of 0.5, and 1/N in N-way episodes.</summary>
public sealed class ConstantScorer(float value = 0) : IPairScorer
{
    /// <inheritdoc/>
    public float[] Score(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var scores = new float[left.Length];
        Array.Fill(scores, value);
        return scores;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
