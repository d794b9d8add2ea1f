using SiameseDsl.Statistics;

namespace SiameseDsl.Evaluation;

/// <summary>
/// Identification among enrolled classes when a probe may be of none of them. A gallery enrols one sample of each of half of the classes; every other sample of these is a mated
/// probe, samples of the other classes are non-mated ones. Several galleries, drawn anew, stand for others of their size.
/// </summary>
/// <param name="Enrolled">Classes in a gallery, G.</param>
/// <param name="Galleries">How many galleries were drawn.</param>
/// <param name="MatedProbes">Probes of enrolled classes, over all galleries.</param>
/// <param name="NonMatedProbes">Probes of other classes, over all galleries.</param>
/// <param name="DetectedAndIdentified">DIR at FPIR: the share of mated probes whose best candidate is the right one and scores at least the threshold at which at most so many non-mated probes have a candidate, by that share, descending (ISO/IEC 19795-1).</param>
/// <param name="Rank1">The share of mated probes whose best candidate is the right one, without any threshold.</param>
public sealed record OpenSetFigures(int Enrolled, int Galleries, int MatedProbes, int NonMatedProbes, IReadOnlyDictionary<double, double> DetectedAndIdentified, double Rank1)
{
    private const int Repeats = 5;
    private const int MostEnrolled = 50;
    private const int MostProbes = 400;

    /// <summary>The false positive identification rates that are reported.</summary>
    public static IReadOnlyList<double> FalsePositiveRates { get; } = [0.1, 0.01];

    /// <summary>Measures a scorer; <see langword="null"/> where fewer than four classes have two samples.</summary>
    /// <param name="scorer">Scores pairs of the set.</param>
    /// <param name="labels">The class number of each sample of the set.</param>
    /// <param name="seed">The same seed gives the same galleries on every machine.</param>
    /// <param name="cancellationToken">Stops between galleries.</param>
    /// <exception cref="SiameseException">Fewer than two classes have two samples, or a score is no finite number.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static OpenSetFigures? Measure(IPairScorer scorer, IReadOnlyList<int> labels, long seed, CancellationToken cancellationToken = default)
    {
        TaskClasses classes = TaskClasses.Of(labels);
        if (classes.Count < 4)
        {
            return null;
        }

        int enrolled = Math.Min(MostEnrolled, classes.Count / 2);
        var mated = new List<(float Best, double Right)>();
        var nonMated = new List<float>();
        SplitMix64 random = SplitMix64.For(seed, 8);
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Probe(scorer, classes, enrolled, random, mated, nonMated);
        }

        float[] falseAlarms = [.. nonMated.OrderDescending()];
        var rates = new SortedDictionary<double, double>(Comparer<double>.Create((a, b) => b.CompareTo(a)));
        foreach (double rate in FalsePositiveRates)
        {
            rates.Add(rate, IdentifiedAt(mated, falseAlarms, (int)(rate * falseAlarms.Length)));
        }

        return new OpenSetFigures(enrolled, Repeats, mated.Count, nonMated.Count, rates, mated.Average(probe => probe.Right));
    }

    /// <summary>The share of mated probes that are identified above the highest threshold that lets at most <paramref name="allowed"/> false alarms pass.</summary>
    private static double IdentifiedAt(List<(float Best, double Right)> mated, float[] falseAlarms, int allowed)
    {
        // Scores above the first false alarm that is too many: equal ones would let it pass too.
        float barrier = falseAlarms[allowed];
        return mated.Sum(probe => probe.Best > barrier ? probe.Right : 0) / mated.Count;
    }

    private static void Probe(IPairScorer scorer, TaskClasses classes, int enrolled, SplitMix64 random, List<(float Best, double Right)> mated, List<float> nonMated)
    {
        int[] order = [.. Enumerable.Range(0, classes.Count)];
        random.Shuffle(order.AsSpan());
        var gallery = new int[enrolled];
        var known = new List<(int Sample, int Right)>();
        var unknown = new List<(int Sample, int Right)>();
        for (int i = 0; i < order.Length; i++)
        {
            int[] members = (int[])classes.Members[order[i]].Clone();
            random.Shuffle(members.AsSpan());
            if (i < enrolled)
            {
                gallery[i] = members[0];
                known.AddRange(members.Skip(1).Select(member => (member, i)));
            }
            else
            {
                unknown.AddRange(members.Select(member => (member, -1)));
            }
        }

        (int Sample, int Right)[] probes = [.. Some(known, random), .. Some(unknown, random)];
        int[] left = [.. probes.SelectMany(probe => Enumerable.Repeat(probe.Sample, enrolled))];
        int[] right = [.. probes.SelectMany(_ => gallery)];
        float[] scores = scorer.Score(left, right);
        for (int p = 0; p < probes.Length; p++)
        {
            ReadOnlySpan<float> candidates = scores.AsSpan(p * enrolled, enrolled);
            float best = float.NegativeInfinity;
            int tied = 0;
            foreach (float score in candidates)
            {
                tied = Verification.Finite(score) > best ? 1 : score == best ? tied + 1 : tied;
                best = Math.Max(best, score);
            }

            if (probes[p].Right < 0)
            {
                nonMated.Add(best);
            }
            else
            {
                // Candidates that tie share the credit.
                mated.Add((best, candidates[probes[p].Right] == best ? 1.0 / tied : 0));
            }
        }
    }

    private static IEnumerable<(int Sample, int Right)> Some(List<(int Sample, int Right)> probes, SplitMix64 random)
    {
        (int, int)[] all = [.. probes];
        random.Shuffle(all.AsSpan());
        return all.Take(MostProbes);
    }
}
