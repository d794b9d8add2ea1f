namespace SiameseDsl.Evaluation;

/// <summary>Pairs in the order of falling scores, equal scores in one group. Sorted once, swept once for every resample.</summary>
internal sealed class RocOrder
{
    private readonly int[] order;
    private readonly int[] ends;
    private readonly bool[] same;
    private readonly float[] groupScores;

    private RocOrder(int[] order, int[] ends, bool[] same, float[] groupScores)
    {
        this.order = order;
        this.ends = ends;
        this.same = same;
        this.groupScores = groupScores;
    }

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
        long positives = same.AsSpan(start, ends[group] - start).Count(true);
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

    /// <summary>AUC and EER with a weight for each pair, or with equal weights where <paramref name="weights"/> is empty; NaN where one kind has no weight.</summary>
    public (double Auc, double Eer) Sweep(ReadOnlySpan<double> weights)
    {
        (double positives, double negatives) = Totals(weights);
        if (positives <= 0 || negatives <= 0)
        {
            return (double.NaN, double.NaN);
        }

        double accepted = 0;
        double falseAccepted = 0;
        double area = 0;
        double eer = double.NaN;
        int i = 0;
        foreach (int end in ends)
        {
            double groupSame = 0;
            double groupDifferent = 0;
            for (; i < end; i++)
            {
                double weight = weights.IsEmpty ? 1 : weights[order[i]];
                if (same[i])
                {
                    groupSame += weight;
                }
                else
                {
                    groupDifferent += weight;
                }
            }

            area += groupDifferent * (accepted + (groupSame / 2));
            double gapBefore = (falseAccepted / negatives) - (1 - (accepted / positives));
            double rateBefore = falseAccepted / negatives;
            accepted += groupSame;
            falseAccepted += groupDifferent;
            double gap = (falseAccepted / negatives) - (1 - (accepted / positives));
            if (double.IsNaN(eer) && gap >= 0)
            {
                double part = gapBefore / (gapBefore - gap);
                eer = rateBefore + (part * ((falseAccepted / negatives) - rateBefore));
            }
        }

        return (area / (positives * negatives), eer);
    }

    private (double Positives, double Negatives) Totals(ReadOnlySpan<double> weights)
    {
        double positives = 0;
        double negatives = 0;
        for (int i = 0; i < order.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[order[i]];
            if (same[i])
            {
                positives += weight;
            }
            else
            {
                negatives += weight;
            }
        }

        return (positives, negatives);
    }
}
