using SiameseDsl.Evaluation;

namespace SiameseDsl.Tests.Evaluation;

/// <summary>Scores by a formula of the two indices: no Torch needed.</summary>
internal sealed class FakeScorer(Func<int, int, float> score) : IPairScorer
{
    public float[] Score(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var scores = new float[left.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = score(left[i], right[i]);
        }

        return scores;
    }

    public void Dispose()
    {
    }

    /// <summary>Labels of <paramref name="classes"/> classes with <paramref name="each"/> samples each, interleaved.</summary>
    public static int[] Labels(int classes, int each) => [.. Enumerable.Range(0, classes * each).Select(i => i % classes)];
}
