using SiameseDsl.Sampling;

namespace SiameseDsl.Training.Tuning;

/// <summary>Lays out the trials: a pure function of the settings and the seed.</summary>
internal static class TuneTrials
{
    /// <summary>The values of each trial, axis by axis: every combination in order where the budget allows it, else that many different random ones.</summary>
    public static IReadOnlyList<double[]> Of(TuneOptions options, RandomSource random)
    {
        if (options.Axes.All(axis => axis.Range is null))
        {
            // In floating point, because the product of many lists can be huge.
            double combinations = options.Axes.Aggregate(1.0, (product, axis) => product * axis.Values.Count);
            if (combinations <= options.Trials)
            {
                return [.. Enumerable.Range(0, (int)combinations).Select(index => Combination(options.Axes, index))];
            }
        }

        var trials = new List<double[]>(options.Trials);
        for (int misses = 0; trials.Count < options.Trials && misses < 1000;)
        {
            double[] drawn = [.. options.Axes.Select(axis => Draw(axis, random))];
            if (trials.Exists(trial => trial.AsSpan().SequenceEqual(drawn)))
            {
                misses++;
            }
            else
            {
                trials.Add(drawn);
            }
        }

        return trials;
    }

    // The last axis changes fastest.
    private static double[] Combination(IReadOnlyList<TuneAxis> axes, int index)
    {
        double[] values = new double[axes.Count];
        for (int i = axes.Count - 1; i >= 0; i--)
        {
            (index, int place) = Math.DivRem(index, axes[i].Values.Count);
            values[i] = axes[i].Values[place];
        }

        return values;
    }

    private static double Draw(TuneAxis axis, RandomSource random)
    {
        if (axis.Range is not { } range)
        {
            return axis.Values[random.Next(axis.Values.Count)];
        }

        double value = range.At(random.NextDouble());
        return axis.IsInteger ? Math.Clamp(Math.Round(value), Math.Ceiling(range.From), Math.Floor(range.To)) : value;
    }
}
