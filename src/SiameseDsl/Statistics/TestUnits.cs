using SiameseDsl.Evaluation;

namespace SiameseDsl.Statistics;

/// <summary>
/// What would be others in another test part: the classes that tasks are about, whose images come with them; with fewer than <see cref="ClassJackknife.FewestClasses"/> classes, too few to stand
/// for others, the images within each class.
/// </summary>
internal sealed class TestUnits
{
    private const int None = -1;

    // Were all that is uncertain in the spread between units, Satterthwaite's degrees (1946) for what remains of it would be those of the units times the square of the remaining share: in simulated
    // comparisons among ten classes that is too careful (98 to 99 % of 95 % intervals hold), and the units' own degrees are not careful enough (7 % false alarms); this exponent gives 95 to 97 % and 2 to 4 %.
    private const double Caution = 0.75;

    private readonly int[] first;
    private readonly int[] second;
    private readonly int[][] strata;

    private TestUnits(int[] first, int[] second, int[][] strata)
    {
        this.first = first;
        this.second = second;
        this.strata = strata;
    }

    /// <summary>The two classes, or images, of each pair.</summary>
    public static TestUnits Of(PairSet pairs)
    {
        int[] classOf = [.. pairs.LeftClass, .. pairs.RightClass];
        bool byClass = classOf.Distinct().Count() >= ClassJackknife.FewestClasses;
        return byClass
            ? Make(pairs.LeftClass.ToArray(), pairs.RightClass.ToArray(), null)
            : Make(pairs.Left.ToArray(), pairs.Right.ToArray(), classOf);
    }

    /// <summary>The class, or image, that each episode asks for.</summary>
    public static TestUnits Of(EpisodeSet episodes)
    {
        int[] classes = episodes.QueryClasses.ToArray();
        return classes.Distinct().Count() >= ClassJackknife.FewestClasses ? Make(classes, null, null) : Make(episodes.Queries.ToArray(), null, classes);
    }

    /// <summary>
    /// The spread of a figure, over other units, from each task's influence on it: by how much the figure changes without the tasks of one unit. Tasks that share a unit are correlated, whichever
    /// side it stands on (Fafchamps and Gubert, 2007; Aronow, Samii and Assenova, 2015); the error is never less than what chance alone gives.
    /// </summary>
    public Spread Of(ReadOnlySpan<double> influence)
    {
        var alone = new Part(strata.Sum(stratum => stratum.Length));
        var together = new Part(strata.Sum(stratum => stratum.Length));
        var cells = new Dictionary<(int, int), double>();
        double chance = 0;
        for (int i = 0; i < influence.Length; i++)
        {
            double value = influence[i];
            chance += value * value;
            Part part = second[i] == None ? alone : together;
            part.Count++;
            part.Add(first[i], value);
            if (second[i] != None)
            {
                part.Add(second[i], value);
                (int, int) cell = (Math.Min(first[i], second[i]), Math.Max(first[i], second[i]));
                cells[cell] = cells.GetValueOrDefault(cell) + value;
            }
        }

        double between = 0;
        foreach (int[] stratum in strata)
        {
            double[] changes = Array.ConvertAll(stratum, unit => alone.Without(unit) + together.Without(unit));
            double mean = changes.Average();
            between += changes.Sum(change => (change - mean) * (change - mean)) * (stratum.Length - 1) / stratum.Length;
        }

        // What two units have to do with each other stands in the changes of both; were there nothing else, in each by half.
        double variance = Math.Max(between - cells.OrderBy(cell => cell.Key).Sum(cell => cell.Value * cell.Value), between / 2);
        double error = Math.Sqrt(Math.Max(variance, chance));
        int degrees = strata.Sum(stratum => stratum.Length - 1);

        // Sums of equal numbers differ in the last digits: that is no spread.
        return error < 1e-12 || degrees < 1 ? new Spread(0, degrees) : new Spread(error, Math.Max(1, degrees * Math.Pow(Math.Min(1, error * error / between), Caution)));
    }

    private static TestUnits Make(int[] a, int[]? b, int[]? classOf)
    {
        int[] all = b is null ? a : [.. a, .. b];
        int[] units = [.. all.Distinct().Order()];
        Dictionary<int, int> number = units.Index().ToDictionary(unit => unit.Item, unit => unit.Index);
        int[][] strata = classOf is null
            ? [[.. Enumerable.Range(0, units.Length)]]
            : [.. all.Zip(classOf, (unit, c) => (Unit: number[unit], Class: c)).Distinct().GroupBy(u => u.Class, u => u.Unit).Select(g => g.Order().ToArray())];

        // A pair inside one class is about one unit.
        int[] second = [.. a.Select((unit, i) => b is null || b[i] == unit ? None : number[b[i]])];
        return new TestUnits(Array.ConvertAll(a, unit => number[unit]), second, strata);
    }

    /// <summary>Tasks of one unit each, or of two.</summary>
    private sealed class Part(int units)
    {
        private readonly double[] sums = new double[units];
        private readonly int[] counts = new int[units];

        public int Count { get; set; }

        public void Add(int unit, double value)
        {
            sums[unit] += value;
            counts[unit]++;
        }

        /// <summary>The change of the mean when the unit's tasks are left out: what remains is divided by fewer.</summary>
        public double Without(int unit) => counts[unit] == 0 || counts[unit] == Count ? 0 : sums[unit] * Count / (Count - counts[unit]);
    }
}
