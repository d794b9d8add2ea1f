namespace SiameseDsl.Evaluation;

/// <summary>Scores pairs of samples of one set. Every figure is made from such scores, so that a trained model, raw pixels and a constant are measured by the same code.</summary>
public interface IPairScorer : IDisposable
{
    /// <summary>The score of each pair; larger means more alike.</summary>
    /// <param name="left">Indices into the set, one a pair.</param>
    /// <param name="right">Indices into the set, as many.</param>
    /// <returns>One score a pair.</returns>
    float[] Score(ReadOnlySpan<int> left, ReadOnlySpan<int> right);
}
