namespace SiameseDsl.Statistics;

/// <summary>The difference of two figures.</summary>
/// <param name="Difference">The first minus the second.</param>
/// <param name="HalfWidth">The half-width of its 95 % interval; <see langword="null"/> where it does not exist.</param>
/// <param name="PValue">The two-sided p-value of no difference; <see langword="null"/> where it does not exist.</param>
public sealed record MeanDifference(double Difference, double? HalfWidth, double? PValue)
{
    /// <summary>The fewest seeds at which a recipe can be judged.</summary>
    public const int SeedsForRecipe = 5;

    /// <summary>"Is this recipe better?": Student's paired t test over training seeds (1908). Below <see cref="SeedsForRecipe"/> seeds it has a difference only: that many cannot tell.</summary>
    /// <param name="first">The first recipe's figure for each seed.</param>
    /// <param name="second">The second recipe's figure for the same seeds.</param>
    /// <exception cref="ArgumentException">The counts differ, or there are none.</exception>
    public static MeanDifference OverSeeds(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count != second.Count || first.Count == 0)
        {
            throw new ArgumentException($"The same seeds are expected for both, at least one, but there are {first.Count} and {second.Count}.", nameof(second));
        }

        double[] differences = [.. first.Zip(second, (a, b) => a - b)];
        double mean = differences.Average();
        if (differences.Length < SeedsForRecipe)
        {
            return new MeanDifference(mean, null, null);
        }

        double half = Interval.HalfWidthOfMean(differences)!.Value;
        double error = half / Distributions.StudentTQuantile(0.975, differences.Length - 1);
        return new MeanDifference(mean, half, PValueOf(mean, error, differences.Length - 1));
    }

    /// <summary>The two-sided p-value; without any spread, a difference is certain and no difference is none.</summary>
    internal static double PValueOf(double difference, double error, double degrees) =>
        error > 0 ? Distributions.StudentTTwoSided(difference / error, degrees) : difference == 0 ? 1 : 0;
}
