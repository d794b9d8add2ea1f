using SiameseDsl.Evaluation;

namespace SiameseDsl.Statistics;

/// <summary>How much each pair moves a figure over pairs: its value's distance from the mean of its kind, divided by their number. Summed over pairs that come up w times, it is by how much the figure changes, to first order.</summary>
internal static class PairInfluence
{
    /// <summary>The influence of each pair.</summary>
    /// <param name="outcomes">What a scorer said about the pairs.</param>
    /// <param name="metric"><c>pair_accuracy</c>, <c>auc</c> or <c>eer</c>.</param>
    public static double[] Of(PairOutcomes outcomes, string metric) => metric switch
    {
        "pair_accuracy" => Centre(outcomes, [.. Enumerable.Range(0, outcomes.Pairs.Count).Select(i => outcomes.IsRight(i) ? 1.0 : 0)], 0.5, 0.5),
        "auc" => Centre(outcomes, Placements(outcomes), 1, 1),
        _ => OfErrors(outcomes),
    };

    /// <summary>The share of the other kind's pairs that a pair stands on the right side of, ties counting half (DeLong, DeLong and Clarke-Pearson, 1988).</summary>
    private static double[] Placements(PairOutcomes outcomes)
    {
        RocOrder order = RocOrder.Of(outcomes.Scores, outcomes.Pairs.Same);
        (double positives, double negatives) = order.Totals();
        var placements = new double[outcomes.Pairs.Count];
        double accepted = 0;
        double falseAccepted = 0;
        int at = 0;
        for (int group = 0; group < order.Groups; group++)
        {
            (long same, long different) = order.CountsOf(group);
            double below = (negatives - falseAccepted - (different / 2.0)) / negatives;
            double above = (accepted + (same / 2.0)) / positives;
            for (long i = same + different; i > 0; i--, at++)
            {
                int pair = order.Order[at];
                placements[pair] = outcomes.Pairs.Same[pair] ? below : above;
            }

            accepted += same;
            falseAccepted += different;
        }

        return placements;
    }

    /// <summary>At the threshold of equal errors: a change of either rate moves the threshold too, by how densely the other kind's scores lie there.</summary>
    private static double[] OfErrors(PairOutcomes outcomes)
    {
        RocOrder order = RocOrder.Of(outcomes.Scores, outcomes.Pairs.Same);
        (double positives, double negatives) = order.Totals();
        double accepted = 0;
        double falseAccepted = 0;
        int crossing = 0;
        for (; crossing < order.Groups && falseAccepted * positives < (positives - accepted) * negatives; crossing++)
        {
            (long same, long different) = order.CountsOf(crossing);
            accepted += same;
            falseAccepted += different;
        }

        (double ofSame, double ofDifferent) = Densities(order, crossing, Math.Max(falseAccepted / negatives, 1 - (accepted / positives)) / 2);
        double threshold = order.CutBelow(crossing);
        double[] errors = [.. Enumerable.Range(0, outcomes.Pairs.Count).Select(i => outcomes.Scores[i] >= threshold != outcomes.Pairs.Same[i] ? 1.0 : 0)];
        double all = ofSame + ofDifferent;
        return all == 0 ? new double[errors.Length] : Centre(outcomes, errors, ofDifferent / all, ofSame / all);
    }

    /// <summary>The shares of the same and of the different pairs between the thresholds at which either rate is so far from the other.</summary>
    private static (double Same, double Different) Densities(RocOrder order, int crossing, double reach)
    {
        (double positives, double negatives) = order.Totals();
        double same = 0;
        double different = 0;
        foreach (int step in new[] { -1, 1 })
        {
            double sameHere = 0;
            double differentHere = 0;
            for (int group = step < 0 ? crossing - 1 : crossing; group >= 0 && group < order.Groups && sameHere + differentHere < reach; group += step)
            {
                (long s, long d) = order.CountsOf(group);
                sameHere += s / positives;
                differentHere += d / negatives;
            }

            same += sameHere;
            different += differentHere;
        }

        return (same, different);
    }

    private static double[] Centre(PairOutcomes outcomes, double[] values, double weightOfSame, double weightOfDifferent)
    {
        ReadOnlySpan<bool> same = outcomes.Pairs.Same;
        double sum = 0;
        double sumOfSame = 0;
        int count = same.Count(true);
        for (int i = 0; i < values.Length; i++)
        {
            sum += values[i];
            sumOfSame += same[i] ? values[i] : 0;
        }

        double mean = sumOfSame / count;
        double otherMean = (sum - sumOfSame) / (values.Length - count);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = same[i] ? weightOfSame * (values[i] - mean) / count : weightOfDifferent * (values[i] - otherMean) / (values.Length - count);
        }

        return values;
    }
}
