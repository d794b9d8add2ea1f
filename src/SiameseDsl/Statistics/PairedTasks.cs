using SiameseDsl.Evaluation;

namespace SiameseDsl.Statistics;

/// <summary>The results of two variants on the same tasks, for all seeds that share these tasks: other classes would be others for all of them.</summary>
internal sealed class PairedTasks
{
    private readonly List<(EvaluationResult A, EvaluationResult B)> seeds;

    private PairedTasks(List<(EvaluationResult A, EvaluationResult B)> seeds) => this.seeds = seeds;

    private EvaluationResult Any => seeds[0].A;

    private int Ways => Any.Episodes.Keys.Max();

    /// <summary>The results grouped by their tasks: seeds on the same test part stand together, seeds on folds of their own apart.</summary>
    /// <exception cref="ArgumentException">Two results to compare were made on different tasks.</exception>
    public static IReadOnlyList<PairedTasks> Group(IReadOnlyList<EvaluationResult> first, IReadOnlyList<EvaluationResult> second)
    {
        var groups = new List<PairedTasks>();
        for (int i = 0; i < first.Count; i++)
        {
            (EvaluationResult A, EvaluationResult B) pair = (first[i], second[i]);
            if (!SameTasks(pair.A, pair.B))
            {
                throw new ArgumentException("Two results can be compared on the same pairs and episodes only.", nameof(second));
            }

            if (groups.Find(group => SameTasks(group.Any, pair.A)) is { } known)
            {
                known.seeds.Add(pair);
            }
            else
            {
                groups.Add(new PairedTasks([pair]));
            }
        }

        return groups;
    }

    /// <summary>The spread, over other classes and images, of the sum over the seeds of the difference.</summary>
    public Spread SpreadOf(string metric)
    {
        if (metric == "one_shot")
        {
            return EpisodeSpread.Of(
                Any.Episodes[Ways].Episodes,
                e => seeds.Sum(s => s.A.Episodes[Ways].Credit(e) - s.B.Episodes[Ways].Credit(e)),
                (e, w) => seeds.Sum(s => s.A.Episodes[Ways].Gain(e, w) - s.B.Episodes[Ways].Gain(e, w)));
        }

        var influence = new double[Any.Pairs.Pairs.Count];
        foreach ((EvaluationResult a, EvaluationResult b) in seeds)
        {
            double[] ofA = PairInfluence.Of(a.Pairs, metric);
            double[] ofB = PairInfluence.Of(b.Pairs, metric);
            for (int i = 0; i < influence.Length; i++)
            {
                influence[i] += ofA[i] - ofB[i];
            }
        }

        return TestUnits.Of(Any.Pairs.Pairs).Of(influence);
    }

    private static bool SameTasks(EvaluationResult a, EvaluationResult b) =>
        a.Pairs.Pairs.Left.SequenceEqual(b.Pairs.Pairs.Left)
        && a.Pairs.Pairs.Right.SequenceEqual(b.Pairs.Pairs.Right)
        && a.Pairs.Pairs.Same.SequenceEqual(b.Pairs.Pairs.Same)
        && a.Episodes.Keys.SequenceEqual(b.Episodes.Keys)
        && a.Episodes.All(e => e.Value.Episodes.Queries.SequenceEqual(b.Episodes[e.Key].Episodes.Queries) && e.Value.Episodes.Supports.SequenceEqual(b.Episodes[e.Key].Episodes.Supports));
}
