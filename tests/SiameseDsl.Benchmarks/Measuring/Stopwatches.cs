using System.Diagnostics;

namespace SiameseDsl.Benchmarks.Measuring;

/// <summary>Times work on a machine that others use too: what is compared takes turns, and medians stand for all.</summary>
internal static class Stopwatches
{
    /// <summary>The median milliseconds of each work, after as many rounds of warming up as there are rounds of measuring.</summary>
    /// <param name="rounds">How often each is timed.</param>
    /// <param name="works">The works, which take turns.</param>
    public static double[] Medians(int rounds, params Action[] works) => Medians(rounds, [.. works.Select(work => (Func<double>)(() =>
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }))]);

    /// <summary>The same for works that time themselves and give their milliseconds.</summary>
    public static double[] Medians(int rounds, Func<double>[] works)
    {
        double[][] times = [.. works.Select(_ => new double[rounds])];
        for (int round = -rounds; round < rounds; round++)
        {
            for (int i = 0; i < works.Length; i++)
            {
                double elapsed = works[i]();
                if (round >= 0)
                {
                    times[i][round] = elapsed;
                }
            }
        }

        return [.. times.Select(Median)];
    }

    /// <summary>The kilobytes that each work allocates on this thread.</summary>
    public static double[] Kilobytes(params Action[] works) => [.. works.Select(work =>
    {
        work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 1024.0;
    })];

    /// <summary>The median.</summary>
    public static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
