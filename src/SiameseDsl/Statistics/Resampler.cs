using System.Runtime.CompilerServices;
using SiameseDsl.Evaluation;

namespace SiameseDsl.Statistics;

/// <summary>
/// Draws test units again with replacement and weighs each task by how often its units came up. Units are classes, whose images come with them; with fewer than
/// <see cref="ClassBootstrap.FewestClasses"/> classes, too few to stand for others, they are images drawn anew within each class.
/// A pair of two units weighs the product of their counts (the pigeonhole bootstrap: Owen, 2007; Owen and Eckles, 2012), which errs on the wide side.
/// </summary>
internal sealed class Resampler
{
    private readonly int[] first;
    private readonly int[] second;
    private readonly int[][] strata;
    private readonly int[] counts;

    private Resampler(int[] first, int[] second, int[][] strata)
    {
        this.first = first;
        this.second = second;
        this.strata = strata;
        Units = strata.Sum(s => s.Length);
        counts = new int[Units];
    }

    /// <summary>Tasks, each a pair or an episode.</summary>
    public int Tasks => first.Length;

    /// <summary>What is drawn anew: classes, or images.</summary>
    public int Units { get; }

    /// <summary>Degrees of freedom of the spread between units.</summary>
    public int Degrees => Units - strata.Length;

    /// <summary>Makes good for the spread between few units being seen too small.</summary>
    public double Correction => Math.Sqrt((double)Units / Degrees);

    public int First(int task) => first[task];

    /// <summary>The second unit of the task; -1 where there is one only.</summary>
    public int Second(int task) => second[task];

    public static Resampler Of(PairSet pairs)
    {
        var classes = new HashSet<int>();
        classes.UnionWith(pairs.LeftClass.ToArray());
        classes.UnionWith(pairs.RightClass.ToArray());
        bool byClass = classes.Count >= ClassBootstrap.FewestClasses;
        int[] a = (byClass ? pairs.LeftClass : pairs.Left).ToArray();
        int[] b = (byClass ? pairs.RightClass : pairs.Right).ToArray();
        int[] classOf = [.. pairs.LeftClass, .. pairs.RightClass];
        return Make(a, b, byClass ? null : classOf);
    }

    public static Resampler Of(EpisodeSet episodes)
    {
        int[] classes = episodes.QueryClasses.ToArray();
        bool byClass = classes.Distinct().Count() >= ClassBootstrap.FewestClasses;
        return Make(byClass ? classes : episodes.Queries.ToArray(), null, byClass ? null : classes);
    }

    public void Draw(SplitMix64 random)
    {
        Array.Clear(counts);
        foreach (int[] stratum in strata)
        {
            for (int i = 0; i < stratum.Length; i++)
            {
                counts[stratum[random.Next(stratum.Length)]]++;
            }
        }
    }

    public int Weight(int firstUnit, int secondUnit) => secondUnit < 0 ? counts[firstUnit] : counts[firstUnit] * counts[secondUnit];

    /// <summary>The weights of the tasks in the given order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A few long loops: the stepwise compiler would run most of them unoptimised.
    public void Weights(ReadOnlySpan<int> order, double[] weights)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            int task = order[i];
            weights[i] = Weight(first[task], second[task]);
        }
    }

    private static Resampler Make(int[] a, int[]? b, int[]? classOf)
    {
        int[] all = b is null ? a : [.. a, .. b];
        int[] units = [.. all.Distinct().Order()];
        var number = new Dictionary<int, int>();
        for (int i = 0; i < units.Length; i++)
        {
            number.Add(units[i], i);
        }

        int[][] strata = classOf is null
            ? [[.. Enumerable.Range(0, units.Length)]]
            : [.. all.Zip(classOf, (unit, c) => (Unit: number[unit], Class: c)).Distinct().GroupBy(u => u.Class, u => u.Unit).Select(g => g.Order().ToArray())];
        int[] first = Array.ConvertAll(a, unit => number[unit]);
        var second = new int[a.Length];
        for (int i = 0; i < second.Length; i++)
        {
            // A pair inside one class comes up as often as the class does, not as its square.
            second[i] = b is null || b[i] == a[i] ? -1 : number[b[i]];
        }

        return new Resampler(first, second, strata);
    }
}
