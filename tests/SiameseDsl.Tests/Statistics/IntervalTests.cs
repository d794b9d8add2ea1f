using SiameseDsl.Statistics;

namespace SiameseDsl.Tests.Statistics;

public class IntervalTests
{
    [Theory]
    [InlineData(0.5, 10, 0.2366, 0.7634)]
    [InlineData(1.0, 10, 0.7225, 1.0)]
    [InlineData(0.0, 20, 0.0, 0.1611)]
    [InlineData(0.9, 100, 0.8256, 0.9448)]
    public void Wilson_is_as_published(double share, int count, double low, double high)
    {
        Interval interval = Interval.Wilson(share, count);
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void The_interval_of_a_mean_needs_two_values()
    {
        Assert.Null(Interval.HalfWidthOfMean([0.9]));
        Assert.Equal(12.706204736 * 0.5, Interval.HalfWidthOfMean([1.0, 2.0])!.Value, 8);
        Assert.Equal(2.776445105 * Math.Sqrt(2.5 / 5), Interval.HalfWidthOfMean([1, 2, 3, 4, 5])!.Value, 8);
    }

    [Fact]
    public void Holm_adjusts_as_in_the_worked_example()
    {
        double[] adjusted = Holm.Adjust([0.01, 0.04, 0.03, 0.005]);
        double[] expected = [0.03, 0.06, 0.06, 0.02];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], adjusted[i], 12);
        }

        Assert.Equal([1.0, 1.0], Holm.Adjust([0.8, 0.7]));
        Assert.Empty(Holm.Adjust([]));
    }

    [Fact]
    public void Seeds_are_paired_and_fewer_than_five_cannot_tell()
    {
        // Student's own sleep data (1908): t = -4.0621 with 9 degrees of freedom, p = 0.002833, interval -2.46 to -0.70.
        double[] first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        double[] second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        MeanDifference sleep = MeanDifference.OverSeeds(first, second);
        Assert.Equal(-1.58, sleep.Difference, 10);
        Assert.Equal(0.002833, sleep.PValue!.Value, 6);
        Assert.Equal(-0.7001142, sleep.Difference + sleep.HalfWidth!.Value, 6);

        MeanDifference four = MeanDifference.OverSeeds(first[..4], second[..4]);
        Assert.Null(four.PValue);
        Assert.Null(four.HalfWidth);
        Assert.Throws<ArgumentException>(() => MeanDifference.OverSeeds(first, second[..4]));
    }

    [Fact]
    public void Equal_differences_are_certain_and_no_difference_is_none()
    {
        Assert.Equal(0, MeanDifference.OverSeeds([1, 1, 1, 1, 1], [0, 0, 0, 0, 0]).PValue);
        Assert.Equal(1, MeanDifference.OverSeeds([1, 1, 1, 1, 1], [1, 1, 1, 1, 1]).PValue);
    }
}
