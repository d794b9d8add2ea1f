namespace SiameseDsl.Statistics;

/// <summary>An interval that covers the true value with a stated chance.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Half of its width.</summary>
    public double HalfWidth => (High - Low) / 2;

    /// <summary>The interval of a share (Wilson, 1927): sound also near 0 and 1, where the textbook one has no width.</summary>
    /// <param name="share">The share seen, 0 to 1.</param>
    /// <param name="count">The number of independent trials.</param>
    /// <param name="level">The chance to cover, such as 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside 0 to 1, or the count is not positive.</exception>
    public static Interval Wilson(double share, long count, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (!(share >= 0 && share <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share between 0 and 1 is expected.");
        }

        double z = Distributions.NormalQuantile(0.5 + (level / 2));
        double square = z * z / count;
        double centre = (share + (square / 2)) / (1 + square);
        double half = z / (1 + square) * Math.Sqrt((share * (1 - share) / count) + (square / (4 * count)));
        return new Interval(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    /// <summary>The half-width of the interval of a mean by Student's t; <see langword="null"/> below two values, where it does not exist.</summary>
    public static double? HalfWidthOfMean(IReadOnlyList<double> values, double level = 0.95)
    {
        if (values.Count < 2)
        {
            return null;
        }

        double mean = values.Average();
        double variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
        return Distributions.StudentTQuantile(0.5 + (level / 2), values.Count - 1) * Math.Sqrt(variance / values.Count);
    }
}
