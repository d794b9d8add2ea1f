using SiameseDsl.Evaluation;
using SiameseDsl.Statistics;

namespace SiameseDsl.Tests.Statistics;

public class TestUnitsTests
{
    private const int Classes = 6;

    // Every two classes once.
    private static readonly (int A, int B)[] Meetings =
        [.. Enumerable.Range(0, Classes).SelectMany(a => Enumerable.Range(a + 1, Classes - a - 1).Select(b => (a, b)))];

    /// <summary>By how much the mean over all changes when a class is left out: what remains is divided by fewer.</summary>
    private static double Between(double[] influence)
    {
        double[] changes = [.. Enumerable.Range(0, Classes).Select(c =>
            Meetings.Zip(influence).Where(m => m.First.A == c || m.First.B == c).Sum(m => m.Second) * Meetings.Length / (Meetings.Length - Classes + 1))];
        return changes.Sum(change => Math.Pow(change - changes.Average(), 2)) * (Classes - 1) / Classes;
    }

    private static Spread Of(double[] influence) => TestUnits.Of(new PairSet([.. Meetings.Select(m => m.A)], [.. Meetings.Select(m => m.B)], [.. Enumerable.Range(0, Classes)])).Of(influence);

    /// <summary>Each meeting twice, with the same outcome.</summary>
    private static Spread OfTwice(double[] influence)
    {
        (int A, int B)[] twice = [.. Meetings, .. Meetings];
        return TestUnits.Of(new PairSet([.. twice.Select(m => m.A)], [.. twice.Select(m => m.B)], [.. Enumerable.Range(0, Classes)])).Of([.. influence, .. influence]);
    }

    [Fact]
    public void What_two_classes_share_is_counted_once_and_the_degrees_fall_with_it()
    {
        // Each class has an effect of its own, each meeting a smaller one.
        double[] influence = [.. Meetings.Select((m, i) => (m.A + m.B - 5) + (0.9 * Math.Sin(7 * i)))];
        double between = Between(influence);
        double own = between - influence.Sum(value => value * value);
        Assert.InRange(own, 0.55 * between, 0.95 * between);

        Spread spread = Of(influence);
        Assert.Equal(Math.Sqrt(own), spread.Error, 9);
        Assert.Equal((Classes - 1) * Math.Pow(own / between, 0.75), spread.Degrees, 9);
        Assert.Equal(Distributions.StudentTQuantile(0.975, spread.Degrees) * spread.Error, spread.HalfWidth!.Value, 9);
    }

    [Fact]
    public void At_least_half_of_what_the_classes_show_remains()
    {
        // No class has an effect, and by chance less is left for the classes than the meetings have by themselves.
        double[] influence = [.. Meetings.Select((_, i) => Math.Sin(2.5 * i))];
        double between = 4 * Between(influence);
        double meetings = influence.Sum(value => 4 * value * value);
        Assert.InRange(between - meetings, 0.3 * between, 0.45 * between);
        Assert.InRange(meetings / 2, 0.2 * between, 0.4 * between);

        Spread spread = OfTwice(influence);
        Assert.Equal(Math.Sqrt(between / 2), spread.Error, 9);
        Assert.Equal((Classes - 1) * Math.Pow(0.5, 0.75), spread.Degrees, 9);
    }

    [Fact]
    public void Chance_alone_is_the_least_and_has_the_degrees_of_all_classes()
    {
        // Around a cycle, one up and one down: no class differs from another.
        double[] influence = [.. Meetings.Select(m => m.B - m.A == 1 || m.B - m.A == Classes - 1 ? (m.A % 2 == 0 ? 1.0 : -1.0) * (m.B - m.A == 1 ? 1 : -1) : 0)];
        Assert.Equal(0, Between(influence), 12);

        Assert.Equal(new Spread(Math.Sqrt(Classes), Classes - 1), Of(influence));
    }
}
