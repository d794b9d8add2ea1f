using SiameseDsl.Evaluation;

namespace SiameseDsl.Statistics;

/// <summary>The results of two variants on the same tasks, for all seeds that share these tasks: one draw of the units weighs all of them.</summary>
internal sealed class PairedTasks
{
    private readonly Func<double> difference;

    private PairedTasks(Resampler resampler, Func<double> difference)
    {
        Resampler = resampler;
        this.difference = difference;
    }

    public Resampler Resampler { get; }

    /// <summary>The results grouped by their tasks: seeds on the same test part share one draw, seeds on folds of their own are drawn apart.</summary>
    /// <exception cref="ArgumentException">Two results to compare were made on different tasks.</exception>
    public static List<PairedTasks> Group(IReadOnlyList<EvaluationResult> first, IReadOnlyList<EvaluationResult> second, string metric)
    {
        var groups = new List<List<(EvaluationResult A, EvaluationResult B)>>();
        for (int i = 0; i < first.Count; i++)
        {
            (EvaluationResult A, EvaluationResult B) pair = (first[i], second[i]);
            if (!SameTasks(pair.A, pair.B))
            {
                throw new ArgumentException("Two results can be compared on the same pairs and episodes only.", nameof(second));
            }

            if (groups.Find(g => SameTasks(g[0].A, pair.A)) is { } group)
            {
                group.Add(pair);
            }
            else
            {
                groups.Add([pair]);
            }
        }

        return [.. groups.Select(g => Make(g, metric))];
    }

    /// <summary>Draws the units and gives the sum over the seeds of the weighted difference.</summary>
    public double Draw(SplitMix64 random)
    {
        Resampler.Draw(random);
        return difference();
    }

    private static PairedTasks Make(List<(EvaluationResult A, EvaluationResult B)> seeds, string metric)
    {
        EvaluationResult any = seeds[0].A;
        if (metric == "one_shot")
        {
            int ways = any.Episodes.Keys.Max();
            Resampler byQuery = Resampler.Of(any.Episodes[ways].Episodes);
            return new PairedTasks(byQuery, new WeightedMeans(byQuery, i => seeds.Sum(s => s.A.Episodes[ways].Credit(i) - s.B.Episodes[ways].Credit(i)), _ => 0, kinds: 1).Value);
        }

        PairSet pairs = any.Pairs.Pairs;
        Resampler resampler = Resampler.Of(pairs);
        if (metric == "pair_accuracy")
        {
            return new PairedTasks(resampler, ClassBootstrap.PairMeans(resampler, pairs, i => seeds.Sum(s => Right(s.A, i) - Right(s.B, i))).Value);
        }

        (RocOrder A, RocOrder B)[] orders = [.. seeds.Select(s => (RocOrder.Of(s.A.Pairs.Scores, pairs.Same), RocOrder.Of(s.B.Pairs.Scores, pairs.Same)))];
        var weights = new double[pairs.Count];
        double Figure(RocOrder order)
        {
            resampler.Weights(order.Order, weights);
            (double auc, double eer) = order.Sweep(weights);
            return metric == "auc" ? auc : eer;
        }

        return new PairedTasks(resampler, () => orders.Sum(o => Figure(o.A) - Figure(o.B)));
    }

    private static double Right(EvaluationResult result, int pair) => result.Pairs.IsRight(pair) ? 1 : 0;

    private static bool SameTasks(EvaluationResult a, EvaluationResult b) =>
        a.Pairs.Pairs.Left.SequenceEqual(b.Pairs.Pairs.Left)
        && a.Pairs.Pairs.Right.SequenceEqual(b.Pairs.Pairs.Right)
        && a.Pairs.Pairs.Same.SequenceEqual(b.Pairs.Pairs.Same)
        && a.Episodes.Keys.SequenceEqual(b.Episodes.Keys)
        && a.Episodes.All(e => e.Value.Episodes.Queries.SequenceEqual(b.Episodes[e.Key].Episodes.Queries) && e.Value.Episodes.Supports.SequenceEqual(b.Episodes[e.Key].Episodes.Supports));
}
