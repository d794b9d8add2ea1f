namespace SiameseDsl.Evaluation;

/// <summary>Pairs in the order of falling scores, equal scores in one group. Sorted once.</summary>
internal sealed class RocOrder
{
    private readonly int[] order;
    private readonly int[] ends;
    private readonly bool[] isSame;
    private readonly float[] groupScores;

    private RocOrder(int[] order, int[] ends, bool[] isSame, float[] groupScores)
    {
        this.order = order;
        this.ends = ends;
        this.isSame = isSame;
        this.groupScores = groupScores;
    }

    /// <summary>The pairs by falling score.</summary>
    public ReadOnlySpan<int> Order => order;

    /// <summary>The number of distinct scores.</summary>
    public int Groups => ends.Length;

    /// <exception cref="SiameseException">A score is no finite number.</exception>
    public static RocOrder Of(ReadOnlySpan<float> scores, ReadOnlySpan<bool> same)
    {
        var keys = new float[scores.Length];
        var order = new int[scores.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = -Verification.Finite(scores[i]);
            order[i] = i;
        }

        Array.Sort(keys, order);
        var ends = new List<int>();
        var groupScores = new List<float>();
        for (int i = 0; i < keys.Length; i++)
        {
            if (i + 1 == keys.Length || keys[i + 1] != keys[i])
            {
                ends.Add(i + 1);
                groupScores.Add(-keys[i]);
            }
        }

        bool[] sorted = new bool[order.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            sorted[i] = same[order[i]];
        }

        return new RocOrder(order, [.. ends], sorted, [.. groupScores]);
    }

    /// <summary>How many same and different pairs have the group's score.</summary>
    public (long Same, long Different) CountsOf(int group)
    {
        int start = group == 0 ? 0 : ends[group - 1];
        long positives = isSame.AsSpan(start, ends[group] - start).Count(true);
        return (positives, ends[group] - start - positives);
    }

    /// <summary>A threshold that accepts the <paramref name="groups"/> highest scores and no other.</summary>
    public double CutBelow(int groups)
    {
        if (groups == 0)
        {
            return double.BitIncrement(groupScores[0]);
        }

        return groups == groupScores.Length ? groupScores[^1] : ((double)groupScores[groups - 1] + groupScores[groups]) / 2;
    }

    /// <summary>AUC and EER; NaN where there are no pairs of one kind.</summary>
    public (double Auc, double Eer) Sweep()
    {
        (double positives, double negatives) = Totals();
        if (positives == 0 || negatives == 0)
        {
            return (double.NaN, double.NaN);
        }

        double accepted = 0;
        double falseAccepted = 0;
        double area = 0;
        double eer = double.NaN;

        // False accepts minus false rejects, times both totals: exact, for these are whole numbers.
        double gap = -positives * negatives;
        for (int group = 0; group < Groups; group++)
        {
            (long same, long different) = CountsOf(group);
            area += different * (accepted + (same / 2.0));
            double step = (different * positives) + (same * negatives);
            if (gap < 0 && gap + step >= 0)
            {
                eer = (falseAccepted + (-gap / step * different)) / negatives;
            }

            gap += step;
            accepted += same;
            falseAccepted += different;
        }

        return (area / (positives * negatives), eer);
    }

    /// <summary>The largest share of same pairs that a threshold accepts which accepts at most the share <paramref name="falseAcceptRate"/> of different ones; groups of equal scores are accepted whole or not at all.</summary>
    public double TrueAcceptRate(double falseAcceptRate)
    {
        (double positives, double negatives) = Totals();
        double accepted = 0;
        double falseAccepted = 0;
        for (int group = 0; group < Groups; group++)
        {
            (long same, long different) = CountsOf(group);
            falseAccepted += different;
            if (falseAccepted > falseAcceptRate * negatives)
            {
                break;
            }

            accepted += same;
        }

        return accepted / positives;
    }

    /// <summary>The area under the steps of precision over recall; equal scores stand as one step.</summary>
    public double AveragePrecision()
    {
        (double positives, _) = Totals();
        double accepted = 0;
        double all = 0;
        double area = 0;
        for (int group = 0; group < Groups; group++)
        {
            (long same, long different) = CountsOf(group);
            accepted += same;
            all += same + different;
            area += same / positives * (accepted / all);
        }

        return area;
    }

    /// <summary>The curve's corners, (false accept rate, true accept rate), from (0, 0) to (1, 1), thinned to about <paramref name="most"/>.</summary>
    public IReadOnlyList<(double FalseAccepts, double TrueAccepts)> Curve(int most = 200)
    {
        (double positives, double negatives) = Totals();
        var points = new List<(double, double)> { (0, 0) };
        double accepted = 0;
        double falseAccepted = 0;
        double last = 0;
        for (int group = 0; group < Groups; group++)
        {
            (long same, long different) = CountsOf(group);
            accepted += same;
            falseAccepted += different;
            double way = (falseAccepted / negatives) + (accepted / positives);
            if (group + 1 == Groups || way - last >= 2.0 / most)
            {
                points.Add((falseAccepted / negatives, accepted / positives));
                last = way;
            }
        }

        return points;
    }

    /// <summary>How many same and different pairs there are.</summary>
    public (double Positives, double Negatives) Totals()
    {
        int positives = isSame.AsSpan().Count(true);
        return (positives, isSame.Length - positives);
    }
}
