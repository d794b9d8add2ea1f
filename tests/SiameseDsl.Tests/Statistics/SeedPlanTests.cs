using SiameseDsl.Statistics;

namespace SiameseDsl.Tests.Statistics;

public class SeedPlanTests
{
    /// <summary>Differences that are exactly as large and as steady as the truth: the plan is then right, and its test finds the truth in four of five repetitions.</summary>
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.6)]
    public void So_many_seeds_find_the_difference_in_four_of_five_repetitions(double size)
    {
        const int Repetitions = 4_000;
        double[] typical = [.. Typical(6).Select(value => size + value)];
        int seeds = typical.Length + SeedPlan.MoreSeeds(typical, new double[typical.Length])!.Value;
        var random = new Random(11);
        int found = Enumerable.Range(0, Repetitions).Count(_ => MeanDifference.OverSeeds([.. Enumerable.Range(0, seeds).Select(_ => size + Normal(random))], new double[seeds]).PValue < 0.05);

        Assert.InRange((double)found / Repetitions, 0.78, 0.87);
    }

    [Fact]
    public void More_comparisons_and_smaller_differences_take_more_seeds()
    {
        double[] a = [.. Typical(6).Select(value => 0.5 + value)];
        int alone = SeedPlan.MoreSeeds(a, new double[6])!.Value;
        Assert.True(SeedPlan.MoreSeeds(a, new double[6], comparisons: 4) > alone);
        Assert.True(SeedPlan.MoreSeeds(a, [.. Enumerable.Repeat(0.2, 6)]) > alone);
    }

    [Fact]
    public void A_steady_difference_needs_the_fewest_seeds_that_can_tell() =>
        Assert.Equal(MeanDifference.SeedsForRecipe - 2, SeedPlan.MoreSeeds([0.9, 0.9], [0.8, 0.8]));

    [Theory]
    [InlineData(new[] { 0.5 }, new[] { 0.4 })]
    [InlineData(new[] { 0.4, 0.6 }, new[] { 0.6, 0.4 })]
    [InlineData(new[] { 0.5001, 0.6, 0.4 }, new[] { 0.5, 0.4, 0.6 })]
    public void Where_no_number_of_seeds_would_help_there_is_none(double[] first, double[] second) => Assert.Null(SeedPlan.MoreSeeds(first, second));

    [Fact]
    public void The_counts_have_to_agree() => Assert.Throws<ArgumentException>(() => SeedPlan.MoreSeeds([1], [1, 2]));

    /// <summary>Values with the mean 0 and the deviation 1.</summary>
    private static double[] Typical(int count)
    {
        double scale = Math.Sqrt((count - 1.0) / count);
        return [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? scale : -scale)];
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
