namespace SiameseDsl.Evaluation;

/// <summary>Figures of pairs: what scores say about same and different, apart from any Torch type. Scores that tie are never told apart.</summary>
public static class Verification
{
    /// <summary>Balanced accuracy: the mean of the share of same pairs at or above <paramref name="threshold"/> and of different pairs below it.</summary>
    /// <exception cref="ArgumentException">There are no pairs of one kind, or the counts differ.</exception>
    public static double Accuracy(ReadOnlySpan<float> scores, ReadOnlySpan<bool> same, double threshold)
    {
        (long positives, long negatives) = Count(scores, same);
        long accepted = 0;
        long rejected = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (same[i] && scores[i] >= threshold)
            {
                accepted++;
            }
            else if (!same[i] && scores[i] < threshold)
            {
                rejected++;
            }
        }

        return (((double)accepted / positives) + ((double)rejected / negatives)) / 2;
    }

    /// <summary>
    /// The threshold of the best balanced accuracy. Candidates lie half-way between neighbouring scores, at the lowest score (all same) and just above the highest (all
    /// different); where several are equally good, the middle one of them stands.
    /// </summary>
    /// <exception cref="ArgumentException">There are no pairs of one kind, or the counts differ.</exception>
    /// <exception cref="SiameseException">A score is no finite number.</exception>
    public static double FitThreshold(ReadOnlySpan<float> scores, ReadOnlySpan<bool> same)
    {
        (long positives, long negatives) = Count(scores, same);
        RocOrder order = RocOrder.Of(scores, same);
        var best = new List<double>();
        Int128 bestValue = Int128.MinValue;
        long accepted = 0;
        long rejected = negatives;

        // Going down from "all different": a candidate's value is its balanced accuracy times 2 x positives x negatives, so equal ones are exactly equal.
        for (int group = 0; group <= order.Groups; group++)
        {
            if (group > 0)
            {
                (long same, long different) counts = order.CountsOf(group - 1);
                accepted += counts.same;
                rejected -= counts.different;
            }

            Int128 value = ((Int128)accepted * negatives) + ((Int128)rejected * positives);
            if (value > bestValue)
            {
                best.Clear();
                bestValue = value;
            }

            if (value == bestValue)
            {
                best.Add(order.CutBelow(group));
            }
        }

        return best[best.Count / 2];
    }

    /// <summary>The area under the ROC curve: the chance that a same pair scores above a different one, ties counting half (Mann and Whitney, 1947).</summary>
    /// <exception cref="ArgumentException">There are no pairs of one kind, or the counts differ.</exception>
    /// <exception cref="SiameseException">A score is no finite number.</exception>
    public static double Auc(ReadOnlySpan<float> scores, ReadOnlySpan<bool> same)
    {
        _ = Count(scores, same);
        return RocOrder.Of(scores, same).Sweep().Auc;
    }

    /// <summary>The equal error rate: where the ROC curve, joined linearly between neighbouring thresholds, has as many false accepts as false rejects.</summary>
    /// <exception cref="ArgumentException">There are no pairs of one kind, or the counts differ.</exception>
    /// <exception cref="SiameseException">A score is no finite number.</exception>
    public static double Eer(ReadOnlySpan<float> scores, ReadOnlySpan<bool> same)
    {
        _ = Count(scores, same);
        return RocOrder.Of(scores, same).Sweep().Eer;
    }

    /// <summary>The ROC curve's corners, (false accept rate, true accept rate), from (0, 0) to (1, 1), thinned to a few hundred.</summary>
    /// <exception cref="ArgumentException">There are no pairs of one kind, or the counts differ.</exception>
    /// <exception cref="SiameseException">A score is no finite number.</exception>
    public static IReadOnlyList<(double FalseAccepts, double TrueAccepts)> Roc(ReadOnlySpan<float> scores, ReadOnlySpan<bool> same)
    {
        _ = Count(scores, same);
        return RocOrder.Of(scores, same).Curve();
    }

    /// <summary>The score, if it is a number: a diverged model would otherwise get a rank by accident.</summary>
    internal static float Finite(float score) => float.IsFinite(score)
        ? score
        : throw new SiameseException($"The model gave the score {score.ToString(System.Globalization.CultureInfo.InvariantCulture)} where a finite number is expected: its training has diverged, train it again with a lower learning rate.");

    /// <summary>How many pairs there are of each kind.</summary>
    /// <exception cref="ArgumentException">There are no pairs of one kind, or the counts differ.</exception>
    internal static (long Positives, long Negatives) Count(ReadOnlySpan<float> scores, ReadOnlySpan<bool> same)
    {
        if (scores.Length != same.Length)
        {
            throw new ArgumentException($"There are {scores.Length} scores but {same.Length} pairs.", nameof(same));
        }

        long positives = same.Count(true);
        return positives > 0 && positives < same.Length
            ? (positives, same.Length - positives)
            : throw new ArgumentException("Pairs of both kinds are needed, same and different.", nameof(same));
    }
}
