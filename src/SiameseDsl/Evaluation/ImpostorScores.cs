using SiameseDsl.Statistics;

namespace SiameseDsl.Evaluation;

/// <summary>
/// How pairs of different classes score: the distribution that says how often a stranger passes. It keeps the thousand highest scores, and below them about every hundredth part of
/// what lies above, so that a false accept rate is known to a hundredth of itself however many pairs there were.
/// </summary>
public sealed class ImpostorScores
{
    private const int Exact = 1000;
    private const int Share = 100;

    private readonly float[] scores;
    private readonly int[] positions;

    private ImpostorScores(float[] scores, int[] positions, int pairs)
    {
        this.scores = scores;
        this.positions = positions;
        Pairs = pairs;
    }

    /// <summary>How many pairs of different classes were scored.</summary>
    public int Pairs { get; }

    /// <summary>The scores that are kept, falling.</summary>
    public ReadOnlySpan<float> Scores => scores;

    /// <summary>The place of each kept score among all, from 0 for the highest.</summary>
    public ReadOnlySpan<int> Positions => positions;

    /// <summary>The distribution of these scores.</summary>
    /// <exception cref="ArgumentException">There are no scores.</exception>
    /// <exception cref="SiameseException">A score is no finite number.</exception>
    public static ImpostorScores Of(ReadOnlySpan<float> scores)
    {
        if (scores.IsEmpty)
        {
            throw new ArgumentException("Scores of pairs of different classes are needed.", nameof(scores));
        }

        float[] sorted = scores.ToArray();
        foreach (float score in sorted)
        {
            _ = Verification.Finite(score);
        }

        Array.Sort(sorted, (a, b) => b.CompareTo(a));
        var positions = new List<int>();
        for (int at = 0; at < sorted.Length; at += at < Exact ? 1 : Math.Max(1, at / Share))
        {
            positions.Add(at);
        }

        if (positions[^1] != sorted.Length - 1)
        {
            positions.Add(sorted.Length - 1);
        }

        return new ImpostorScores([.. positions.Select(at => sorted[at])], [.. positions], sorted.Length);
    }

    /// <summary>The distribution from what was kept of it.</summary>
    /// <exception cref="ArgumentException">The values do not make a distribution.</exception>
    public static ImpostorScores FromKept(ReadOnlySpan<float> scores, ReadOnlySpan<int> positions, int pairs)
    {
        bool fits = scores.Length > 0 && scores.Length == positions.Length && positions[0] == 0 && positions[^1] == pairs - 1;
        for (int i = 1; fits && i < scores.Length; i++)
        {
            fits = scores[i] <= scores[i - 1] && positions[i] > positions[i - 1];
        }

        return fits ? new ImpostorScores(scores.ToArray(), positions.ToArray(), pairs) : throw new ArgumentException("These scores and positions make no distribution.", nameof(scores));
    }

    /// <summary>
    /// The chance that a pair of different classes scores at least <paramref name="score"/>: the share of such pairs, the new one counted as one of them, so that it is never zero
    /// (Vovk, Gammerman and Shafer, 2005).
    /// </summary>
    public double FalseAcceptRate(double score)
    {
        int low = 0;
        int high = scores.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = scores[middle] < score ? (low, middle) : (middle + 1, high);
        }

        // Between two kept scores the larger count stands.
        double passing = low == scores.Length ? Pairs : positions[low];
        return (passing + 1) / (Pairs + 1.0);
    }

    /// <summary>The lowest score whose false accept rate is at most <paramref name="rate"/>; where there were too few pairs to know any, the one just above the highest of them.</summary>
    public float ScoreAt(double rate)
    {
        double allowed = (rate * (Pairs + 1.0)) - 1;
        int last = 0;
        for (int i = 1; i < positions.Length && positions[i] <= allowed; i++)
        {
            last = i;
        }

        // Equal scores pass together.
        while (last > 0 && scores[last - 1] == scores[last])
        {
            last--;
        }

        return MathF.BitIncrement(scores[last]);
    }

    /// <summary>Pairs of samples of different classes: all of them, or as many random ones.</summary>
    /// <param name="labels">The class number of each sample.</param>
    /// <param name="most">At most so many pairs.</param>
    /// <param name="seed">The same seed gives the same pairs on every machine.</param>
    /// <exception cref="SiameseException">All samples are of one class.</exception>
    internal static (int[] Left, int[] Right) DrawPairs(IReadOnlyList<int> labels, int most, long seed)
    {
        long all = ((long)labels.Count * labels.Count) - labels.GroupBy(label => label).Sum(group => (long)group.Count() * group.Count());
        all /= 2;
        if (all == 0)
        {
            throw new SiameseException("Validation samples of at least two classes are needed to know how strangers score; there is one class.");
        }

        var left = new List<int>();
        var right = new List<int>();
        if (all <= most)
        {
            for (int i = 0; i < labels.Count; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    Add(i, j);
                }
            }
        }

        SplitMix64 random = SplitMix64.For(seed, 9);
        while (all > most && left.Count < most)
        {
            Add(random.Next(labels.Count), random.Next(labels.Count));
        }

        return ([.. left], [.. right]);

        // Either sample stands left in half of the pairs: the head's order may matter.
        void Add(int i, int j)
        {
            if (labels[i] != labels[j])
            {
                left.Add((i + j) % 2 == 0 ? i : j);
                right.Add((i + j) % 2 == 0 ? j : i);
            }
        }
    }
}
