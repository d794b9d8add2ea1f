namespace SiameseDsl.Evaluation;

/// <summary>The chance that two samples are of one class, as a logistic function of their score: P(same) = 1 / (1 + exp(-(slope * score + offset))).</summary>
/// <param name="Slope">By how much a score of one more raises the log odds.</param>
/// <param name="Offset">The log odds at a score of zero.</param>
public readonly record struct ScoreCalibration(double Slope, double Offset)
{
    private const int Iterations = 100;
    private const double Tolerance = 1e-10;

    /// <summary>P(same) of a score, 0 to 1, where same and different pairs are equally frequent.</summary>
    public double Probability(double score) => Logistic((Slope * score) + Offset);

    /// <summary>
    /// Fits the two numbers to pairs by maximum likelihood under smoothed targets (Platt, 1999), by Newton's method with halved steps (Lin, Lin and Weng, 2007). Same and different
    /// pairs weigh alike, whatever their counts.
    /// </summary>
    /// <param name="scores">One score a pair; larger means more alike.</param>
    /// <param name="same">Whether the pair is of one class.</param>
    /// <exception cref="ArgumentException">There are no pairs of one kind, or the counts differ.</exception>
    /// <exception cref="SiameseException">A score is no finite number.</exception>
    public static ScoreCalibration Fit(ReadOnlySpan<float> scores, ReadOnlySpan<bool> same)
    {
        (long positives, long negatives) = Verification.Count(scores, same);

        // Standardised, so that the steps are of one size for distances of 0.1 and of 1,000.
        (double mean, double deviation) = Moments(scores);
        if (deviation == 0)
        {
            return new ScoreCalibration(0, 0);
        }

        var problem = new Problem(scores, same, mean, deviation, positives, negatives);
        double slope = 0;
        double offset = 0;
        double value = problem.Loss(slope, offset);
        for (int i = 0; i < Iterations; i++)
        {
            (double gradientSlope, double gradientOffset, double stepSlope, double stepOffset) = problem.Newton(slope, offset);
            if (Math.Abs(gradientSlope) < Tolerance && Math.Abs(gradientOffset) < Tolerance)
            {
                break;
            }

            double size = 1;
            double descent = (gradientSlope * stepSlope) + (gradientOffset * stepOffset);
            double next = problem.Loss(slope + stepSlope, offset + stepOffset);
            while (size > 1e-10 && !(next <= value + (1e-4 * size * descent)))
            {
                size /= 2;
                next = problem.Loss(slope + (size * stepSlope), offset + (size * stepOffset));
            }

            if (size <= 1e-10)
            {
                break;
            }

            slope += size * stepSlope;
            offset += size * stepOffset;
            value = next;
        }

        return new ScoreCalibration(slope / deviation, offset - (slope * mean / deviation));
    }

    private static (double Mean, double Deviation) Moments(ReadOnlySpan<float> scores)
    {
        double mean = 0;
        foreach (float score in scores)
        {
            mean += Verification.Finite(score);
        }

        mean /= scores.Length;
        double squares = 0;
        foreach (float score in scores)
        {
            squares += (score - mean) * (score - mean);
        }

        return (mean, Math.Sqrt(squares / scores.Length));
    }

    private static double Logistic(double logit)
    {
        double small = Math.Exp(-Math.Abs(logit));
        return logit >= 0 ? 1 / (1 + small) : small / (1 + small);
    }

    /// <summary>The mean negative log likelihood over standardised scores.</summary>
    private readonly ref struct Problem(ReadOnlySpan<float> scores, ReadOnlySpan<bool> same, double mean, double deviation, long positives, long negatives)
    {
        private readonly ReadOnlySpan<float> scores = scores;
        private readonly ReadOnlySpan<bool> same = same;
        private readonly double positiveTarget = (positives + 1.0) / (positives + 2.0);
        private readonly double negativeTarget = 1.0 / (negatives + 2.0);

        public double Loss(double slope, double offset)
        {
            double loss = 0;
            for (int i = 0; i < scores.Length; i++)
            {
                double logit = (slope * ((scores[i] - mean) / deviation)) + offset;
                double softplus = Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs(logit)));
                loss += Weight(i) * (softplus - (Target(i) * logit));
            }

            return loss;
        }

        public (double GradientSlope, double GradientOffset, double StepSlope, double StepOffset) Newton(double slope, double offset)
        {
            double gradientSlope = 0;
            double gradientOffset = 0;
            double curveSlope = 1e-12;
            double curveOffset = 1e-12;
            double curveBoth = 0;
            for (int i = 0; i < scores.Length; i++)
            {
                double x = (scores[i] - mean) / deviation;
                double p = Logistic((slope * x) + offset);
                double error = Weight(i) * (p - Target(i));
                double curve = Weight(i) * p * (1 - p);
                gradientSlope += error * x;
                gradientOffset += error;
                curveSlope += curve * x * x;
                curveBoth += curve * x;
                curveOffset += curve;
            }

            double determinant = (curveSlope * curveOffset) - (curveBoth * curveBoth);
            return (
                gradientSlope,
                gradientOffset,
                -((curveOffset * gradientSlope) - (curveBoth * gradientOffset)) / determinant,
                -((curveSlope * gradientOffset) - (curveBoth * gradientSlope)) / determinant);
        }

        private double Target(int i) => same[i] ? positiveTarget : negativeTarget;

        private double Weight(int i) => same[i] ? 0.5 / positives : 0.5 / negatives;
    }
}
