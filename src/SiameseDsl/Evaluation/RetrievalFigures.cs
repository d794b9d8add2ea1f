using SiameseDsl.Statistics;

namespace SiameseDsl.Evaluation;

/// <summary>
/// How well each sample finds the others of its class among all others (Musgrave, Belongie and Lim, 2020). Classes with one sample are looked through, but not asked for. Equal scores
/// stand in an order that was drawn once for all.
/// </summary>
/// <param name="Queries">Samples that were asked for.</param>
/// <param name="Gallery">Samples that each query is compared with.</param>
/// <param name="RecallAt">The share of queries with one of their class among the first K, by K, ascending. Recall at 1 is the nearest neighbour's accuracy.</param>
/// <param name="RPrecision">With R others of the query's class: the share of them among the first R, averaged over queries.</param>
/// <param name="MapAtR">The mean over queries of the sum of the precision at each right one among the first R, divided by R.</param>
public sealed record RetrievalFigures(int Queries, int Gallery, IReadOnlyDictionary<int, double> RecallAt, double RPrecision, double MapAtR)
{
    private const int PairsAtOnce = 65_536;

    private static readonly int[] Depths = [1, 5, 10];

    /// <summary>Measures a scorer.</summary>
    /// <param name="scorer">Scores pairs of the set.</param>
    /// <param name="labels">The class number of each sample of the set.</param>
    /// <param name="most">At most so many samples take part: as many of each class as fit, drawn by <paramref name="seed"/>.</param>
    /// <param name="seed">The same seed gives the same samples on every machine.</param>
    /// <param name="cancellationToken">Stops between blocks of queries.</param>
    /// <exception cref="SiameseException">Fewer than two classes have two samples, or a score is no finite number.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RetrievalFigures Measure(IPairScorer scorer, IReadOnlyList<int> labels, int most, long seed, CancellationToken cancellationToken = default)
    {
        int[] samples = Draw(TaskClasses.Of(labels), most, SplitMix64.For(seed, 7));
        int[] classes = [.. samples.Select(sample => labels[sample])];
        int others = samples.Length - 1;
        var hits = new int[Depths.Length];
        double precision = 0;
        double map = 0;
        int block = Math.Max(1, PairsAtOnce / others);
        for (int start = 0; start < samples.Length; start += block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int[] queries = [.. Enumerable.Range(start, Math.Min(block, samples.Length - start))];
            int[] left = [.. queries.SelectMany(query => Enumerable.Repeat(samples[query], others))];
            int[] right = [.. queries.SelectMany(query => Others(query, samples.Length).Select(other => samples[other]))];
            float[] scores = scorer.Score(left, right);
            foreach (int query in queries)
            {
                int at = (query - start) * others;

                // Stable, so that equal scores keep the drawn order.
                int[] ranked = [.. Others(query, samples.Length).Zip(scores.Skip(at).Take(others)).OrderByDescending(other => Verification.Finite(other.Second)).Select(other => other.First)];
                Count(ranked, classes, classes[query], hits, ref precision, ref map);
            }
        }

        var recall = new SortedDictionary<int, double>();
        for (int k = 0; k < Depths.Length; k++)
        {
            recall.Add(Depths[k], hits[k] / (double)samples.Length);
        }

        return new RetrievalFigures(samples.Length, others, recall, precision / samples.Length, map / samples.Length);
    }

    private static IEnumerable<int> Others(int query, int samples) => Enumerable.Range(0, samples - 1).Select(i => i < query ? i : i + 1);

    /// <summary>Adds one query's figures: <paramref name="ranked"/> are the other samples, the most alike first.</summary>
    private static void Count(int[] ranked, int[] classes, int asked, int[] hits, ref double precision, ref double map)
    {
        int relevant = ranked.Count(sample => classes[sample] == asked);
        int found = 0;
        double sum = 0;
        int first = ranked.Length;
        for (int rank = 0; rank < ranked.Length && (rank < relevant || first == ranked.Length); rank++)
        {
            if (classes[ranked[rank]] != asked)
            {
                continue;
            }

            first = Math.Min(first, rank);
            if (rank < relevant)
            {
                found++;
                sum += found / (rank + 1.0);
            }
        }

        for (int k = 0; k < Depths.Length; k++)
        {
            hits[k] += first < Depths[k] ? 1 : 0;
        }

        precision += found / (double)relevant;
        map += sum / relevant;
    }

    /// <summary>As many samples of each class as fit, at least two; of too many classes, a part. In drawn order.</summary>
    private static int[] Draw(TaskClasses classes, int most, SplitMix64 random)
    {
        int[][] members = [.. classes.Members.Select(member => (int[])member.Clone())];
        random.Shuffle(members.AsSpan());
        int each = Math.Max(2, most / members.Length);
        var samples = new List<int>();
        foreach (int[] member in members)
        {
            random.Shuffle(member.AsSpan());
            if (samples.Count + Math.Min(each, member.Length) <= Math.Max(most, 4))
            {
                samples.AddRange(member.Take(each));
            }
        }

        int[] drawn = [.. samples];
        random.Shuffle(drawn.AsSpan());
        return drawn;
    }
}
