namespace SiameseDsl.Statistics;

/// <summary>Many comparisons at once: the chance of one false finding among them all is held (Holm, 1979).</summary>
public static class Holm
{
    /// <summary>The adjusted p-values, in the order of <paramref name="values"/>: each at least as large as before, at most 1.</summary>
    public static double[] Adjust(IReadOnlyList<double> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
        var adjusted = new double[values.Count];
        double largest = 0;
        for (int rank = 0; rank < order.Length; rank++)
        {
            largest = Math.Max(largest, Math.Min(1, values[order[rank]] * (order.Length - rank)));
            adjusted[order[rank]] = largest;
        }

        return adjusted;
    }
}
