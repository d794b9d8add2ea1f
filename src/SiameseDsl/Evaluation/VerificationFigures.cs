namespace SiameseDsl.Evaluation;

/// <summary>What scores say about same and different pairs beyond accuracy, AUC and EER.</summary>
/// <param name="AveragePrecision">The mean over same pairs of the precision at their score, 0 to 1; with balanced pairs 0.5 for a constant scorer.</param>
/// <param name="TrueAccepts">The share of same pairs accepted where at most so many different ones are (TAR at FAR), by the false accept rate, descending.</param>
/// <param name="Brier">The mean squared error of P(same), 0 to 1; 0.25 for a scorer that knows nothing (Brier, 1950).</param>
/// <param name="CalibrationError">The mean distance between P(same) and the share of same pairs, over fifteen groups of equally many pairs (expected calibration error; Naeini et al., 2015).</param>
public sealed record VerificationFigures(double AveragePrecision, IReadOnlyDictionary<double, double> TrueAccepts, double Brier, double CalibrationError)
{
    private const int Groups = 15;

    /// <summary>The false accept rates that are reported.</summary>
    public static IReadOnlyList<double> FalseAcceptRates { get; } = [0.1, 0.01, 0.001];

    /// <summary>The figures of test pairs under a calibration that was fitted on validation pairs.</summary>
    /// <exception cref="ArgumentException">There are no pairs of one kind, or the counts differ.</exception>
    /// <exception cref="SiameseException">A score is no finite number.</exception>
    public static VerificationFigures Of(ReadOnlySpan<float> scores, ReadOnlySpan<bool> same, ScoreCalibration calibration)
    {
        _ = Verification.Count(scores, same);
        RocOrder order = RocOrder.Of(scores, same);
        var accepts = new SortedDictionary<double, double>(Comparer<double>.Create((a, b) => b.CompareTo(a)));
        foreach (double rate in FalseAcceptRates)
        {
            accepts.Add(rate, order.TrueAcceptRate(rate));
        }

        (double brier, double error) = Calibrated(scores, same, calibration, order);
        return new VerificationFigures(order.AveragePrecision(), accepts, brier, error);
    }

    private static (double Brier, double Error) Calibrated(ReadOnlySpan<float> scores, ReadOnlySpan<bool> same, ScoreCalibration calibration, RocOrder order)
    {
        double brier = 0;
        double error = 0;
        int at = 0;
        for (int group = 1; group <= Groups; group++)
        {
            double expected = 0;
            double seen = 0;
            for (int end = (int)((long)scores.Length * group / Groups); at < end; at++)
            {
                int pair = order.Order[at];
                double p = calibration.Probability(scores[pair]);
                double is1 = same[pair] ? 1 : 0;
                brier += (p - is1) * (p - is1);
                expected += p;
                seen += is1;
            }

            error += Math.Abs(expected - seen);
        }

        return (brier / scores.Length, error / scores.Length);
    }
}
