namespace SiameseDsl.Evaluation;

/// <summary>What a scorer made of each episode of a set: the raw material of one-shot accuracy and its interval.</summary>
public sealed class EpisodeOutcomes
{
    private readonly int[] sharing;
    private readonly double[] gains;

    private EpisodeOutcomes(EpisodeSet episodes, int[] sharing, double[] gains)
    {
        Episodes = episodes;
        this.sharing = sharing;
        this.gains = gains;
        Accuracy = Share(sharing, episodes.Ways);
    }

    /// <summary>The episodes.</summary>
    public EpisodeSet Episodes { get; }

    /// <summary>For each episode: 0 when another candidate scored higher than the right one, else the number of candidates that share the highest score, the right one among them.</summary>
    public ReadOnlySpan<int> Sharing => sharing;

    /// <summary>The mean credit, 0 to 1: an episode whose highest score k candidates share, the right one among them, counts 1/k. Exactly 1/N for a constant scorer.</summary>
    public double Accuracy { get; }

    /// <summary>The credit of the episode at <paramref name="index"/>: 0 to 1.</summary>
    public double Credit(int index) => sharing[index] == 0 ? 0 : 1.0 / sharing[index];

    /// <summary>How much more credit the episode at <paramref name="index"/> would give without one of its candidates: 1 where that one alone scored higher than the right one, mostly 0.</summary>
    public double Gain(int index, int candidate) => gains[(index * Episodes.Ways) + candidate];

    /// <summary>Ranks the candidates of every episode by the scores of (query, support), a candidate's score being the mean over its support samples.</summary>
    public static EpisodeOutcomes Of(EpisodeSet episodes, IPairScorer scorer)
    {
        int perEpisode = episodes.Ways * episodes.Shots;
        var left = new int[episodes.Count * perEpisode];
        for (int i = 0; i < left.Length; i++)
        {
            left[i] = episodes.Queries[i / perEpisode];
        }

        float[] scores = scorer.Score(left, episodes.Supports);
        var sharing = new int[episodes.Count];
        var gains = new double[episodes.Count * episodes.Ways];
        var candidates = new double[episodes.Ways];
        for (int e = 0; e < sharing.Length; e++)
        {
            for (int w = 0; w < candidates.Length; w++)
            {
                candidates[w] = Mean(scores.AsSpan((e * perEpisode) + (w * episodes.Shots), episodes.Shots));
            }

            sharing[e] = Judge(candidates, episodes.Answers[e], gains.AsSpan(e * episodes.Ways, episodes.Ways));
        }

        return new EpisodeOutcomes(episodes, sharing, gains);
    }

    private static double Mean(ReadOnlySpan<float> scores)
    {
        double sum = 0;
        foreach (float score in scores)
        {
            sum += Verification.Finite(score);
        }

        return sum / scores.Length;
    }

    /// <summary>How many share the top, and what would be gained without each.</summary>
    private static int Judge(double[] candidates, int answer, Span<double> gains)
    {
        double right = candidates[answer];
        int above = candidates.Count(candidate => candidate > right);
        int tied = candidates.Count(candidate => candidate == right);
        for (int w = 0; w < candidates.Length; w++)
        {
            gains[w] = candidates[w] > right && above == 1 ? 1.0 / tied
                : candidates[w] == right && w != answer && above == 0 ? (1.0 / (tied - 1)) - (1.0 / tied)
                : 0;
        }

        return above > 0 ? 0 : tied;
    }

    /// <summary>Whole episodes are counted by how many share, and divided once: sums of 1/k would lose the last digit.</summary>
    private static double Share(int[] sharing, int ways)
    {
        var counts = new long[ways + 1];
        foreach (int tied in sharing)
        {
            counts[tied]++;
        }

        double accuracy = 0;
        for (int k = 1; k <= ways; k++)
        {
            accuracy += (double)counts[k] / ((double)k * sharing.Length);
        }

        return accuracy;
    }
}
