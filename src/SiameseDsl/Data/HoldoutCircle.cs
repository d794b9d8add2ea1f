using System.Numerics;
using SiameseDsl.Sampling;

namespace SiameseDsl.Data;

/// <summary>
/// Random classes to hold out, another split for each seed. The classes lie in random order on a circle, and seed after seed takes the next ones; before a split would come back, another circle begins.
/// So the splits of one circle are all different, and each class is held out equally often: of ten classes, ten seeds with three each hold out every class three times.
/// </summary>
internal static class HoldoutCircle
{
    private const ulong ShuffleSeed = 3;

    /// <summary>The classes of the split for <paramref name="seed"/>, in the order of <paramref name="classes"/>.</summary>
    /// <param name="classes">All classes.</param>
    /// <param name="count">How many to hold out, from 1 to their number.</param>
    /// <param name="seed">The seed; 1 takes the first split.</param>
    public static string[] Choose(IReadOnlyList<string> classes, int count, long seed)
    {
        int total = classes.Count;
        int splits = total / (int)BigInteger.GreatestCommonDivisor(total, count);
        long at = (long)(ulong.CreateTruncating(seed - 1) % (ulong)splits);
        ulong circle = ulong.CreateTruncating(seed - 1) / (ulong)splits;
        int[] order = [.. Enumerable.Range(0, total)];
        new RandomSource(ShuffleSeed).Fork(circle).Shuffle(order.AsSpan());
        return [.. Enumerable.Range(0, count).Select(i => order[((at * count) + i) % total]).Order().Select(i => classes[i])];
    }
}
