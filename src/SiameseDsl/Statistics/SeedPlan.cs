namespace SiameseDsl.Statistics;

/// <summary>How many more training seeds would settle a comparison of two recipes that the present ones leave open.</summary>
public static class SeedPlan
{
    /// <summary>Beyond so many seeds in all, nobody would train them: recipes that near to each other are level in practice.</summary>
    public const int MostSeeds = 1_000;

    private const double Level = 0.05;
    private const double Power = 0.8;

    /// <summary>
    /// The fewest further seeds with which Student's paired t test would find a difference as large as the present one, and as steady from seed to seed, in four of five repetitions.
    /// <see langword="null"/> where <see cref="MostSeeds"/> would not, and with one seed, which says nothing about the spread.
    /// </summary>
    /// <param name="first">The first recipe's figure for each seed.</param>
    /// <param name="second">The second recipe's figure for the same seeds.</param>
    /// <param name="comparisons">How many comparisons are made together: each is held to its share of the false alarms.</param>
    /// <exception cref="ArgumentException">The counts differ, or there are none.</exception>
    public static int? MoreSeeds(IReadOnlyList<double> first, IReadOnlyList<double> second, int comparisons = 1)
    {
        if (first.Count != second.Count || first.Count == 0)
        {
            throw new ArgumentException($"The same seeds are expected for both, at least one, but there are {first.Count} and {second.Count}.", nameof(second));
        }

        double[] differences = [.. first.Zip(second, (a, b) => a - b)];
        double mean = differences.Average();
        if (differences.Length < 2 || mean == 0)
        {
            return null;
        }

        double deviation = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (differences.Length - 1));
        for (int seeds = Math.Max(MeanDifference.SeedsForRecipe, differences.Length); seeds <= MostSeeds; seeds++)
        {
            double needed = Distributions.StudentTQuantile(1 - (Level / 2 / comparisons), seeds - 1) + Distributions.StudentTQuantile(Power, seeds - 1);
            if (Math.Abs(mean) * Math.Sqrt(seeds) >= needed * deviation)
            {
                return seeds - differences.Length;
            }
        }

        return null;
    }
}
