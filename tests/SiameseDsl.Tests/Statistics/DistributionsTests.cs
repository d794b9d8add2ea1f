using SiameseDsl.Statistics;

namespace SiameseDsl.Tests.Statistics;

public class DistributionsTests
{
    [Theory]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.95, 1.644853626951473)]
    [InlineData(0.995, 2.575829303548901)]
    [InlineData(0.5, 0)]
    [InlineData(0.001, -3.090232306167814)]
    [InlineData(1e-9, -5.997807015008)]
    public void Normal_quantiles_are_those_of_the_tables(double p, double expected)
    {
        Assert.Equal(expected, Distributions.NormalQuantile(p), 10);
        Assert.Equal(p, Distributions.NormalCdf(Distributions.NormalQuantile(p)), 12);
    }

    [Theory]
    [InlineData(0.975, 1, 12.706204736)]
    [InlineData(0.975, 2, 4.302652730)]
    [InlineData(0.975, 4, 2.7764451052)]
    [InlineData(0.975, 9, 2.262157163)]
    [InlineData(0.975, 30, 2.042272456)]
    [InlineData(0.975, 1000, 1.962339081)]
    [InlineData(0.95, 5, 2.015048373)]
    [InlineData(0.995, 10, 3.169272667)]
    [InlineData(0.025, 4, -2.7764451052)]
    public void Student_quantiles_are_those_of_the_tables(double p, double degrees, double expected)
    {
        Assert.Equal(expected, Distributions.StudentTQuantile(p, degrees), 8);
        Assert.Equal(p, Distributions.StudentTCdf(Distributions.StudentTQuantile(p, degrees), degrees), 12);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.9)]
    [InlineData(2.1)]
    [InlineData(25)]
    public void Student_with_one_and_two_degrees_has_its_closed_form(double t)
    {
        Assert.Equal(0.5 + (Math.Atan(t) / Math.PI), Distributions.StudentTCdf(t, 1), 13);
        Assert.Equal(0.5 + (t / (2 * Math.Sqrt(2 + (t * t)))), Distributions.StudentTCdf(t, 2), 13);
    }

    [Fact]
    public void Student_becomes_normal_with_many_degrees()
    {
        Assert.Equal(Distributions.NormalCdf(1.3), Distributions.StudentTCdf(1.3, 1e7), 7);
        Assert.Equal(Distributions.NormalCdf(1.3), Distributions.StudentTCdf(1.3, double.PositiveInfinity), 13);
    }

    [Fact]
    public void The_two_normal_formulas_meet_without_a_step()
    {
        double before = Distributions.NormalCdf(-2.8284271247);
        double after = Distributions.NormalCdf(-2.8284271248);
        Assert.True(before > after);
        Assert.Equal(before, after, 11);
        Assert.Equal(0.0023388674905236, before, 12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Chances_outside_are_refused(double p)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Distributions.NormalQuantile(p));
        Assert.Throws<ArgumentOutOfRangeException>(() => Distributions.StudentTQuantile(p, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Distributions.StudentTCdf(1, 0));
    }
}
