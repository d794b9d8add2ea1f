using System.Runtime.CompilerServices;

namespace SiameseDsl.Statistics;

/// <summary>The mean over kinds (same and different pairs; or episodes, one kind) of the weighted mean of a value of each task. Tasks of the same units are one cell, so that a resample costs one step a cell.</summary>
internal sealed class WeightedMeans
{
    private readonly Resampler resampler;
    private readonly (int First, int Second, int Kind, int Count, double Sum)[] cells;
    private readonly int kinds;

    public WeightedMeans(Resampler resampler, Func<int, double> value, Func<int, int> kind, int kinds)
    {
        this.resampler = resampler;
        this.kinds = kinds;
        var sums = new SortedDictionary<(int, int, int), (int Count, double Sum)>();
        for (int i = 0; i < resampler.Tasks; i++)
        {
            (int, int, int) key = (resampler.First(i), resampler.Second(i), kind(i));
            (int count, double sum) = sums.GetValueOrDefault(key);
            sums[key] = (count + 1, sum + value(i));
        }

        cells = [.. sums.Select(c => (c.Key.Item1, c.Key.Item2, c.Key.Item3, c.Value.Count, c.Value.Sum))];
    }

    /// <summary>The value of the present draw; NaN where a kind did not come up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A few long loops: the stepwise compiler would run most of them unoptimised.
    public double Value()
    {
        Span<double> sums = stackalloc double[kinds];
        Span<double> totals = stackalloc double[kinds];
        foreach ((int first, int second, int kind, int count, double sum) in cells)
        {
            int weight = resampler.Weight(first, second);
            sums[kind] += weight * sum;
            totals[kind] += (double)weight * count;
        }

        double mean = 0;
        for (int k = 0; k < kinds; k++)
        {
            mean += sums[k] / totals[k];
        }

        return mean / kinds;
    }
}
