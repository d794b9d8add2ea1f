using System.Numerics;

namespace SiameseDsl.Sampling;

/// <summary>
/// The one source of randomness of batches, augmentation and splits: xoshiro256** (Blackman and Vigna, 2018), seeded by splitmix64.
/// Its sequence is the same on every machine, and its state is four numbers that a checkpoint can hold.
/// </summary>
public sealed class RandomSource
{
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;

    /// <summary>A source whose sequence <paramref name="seed"/> decides.</summary>
    public RandomSource(ulong seed)
    {
        s0 = SplitMix(ref seed);
        s1 = SplitMix(ref seed);
        s2 = SplitMix(ref seed);
        s3 = SplitMix(ref seed);
    }

    /// <summary>The whole state, four numbers: a copy. Setting it continues the sequence from there.</summary>
    /// <exception cref="ArgumentException">The value set is no state: not four numbers, or all of them zero.</exception>
    public ulong[] State
    {
        get => [s0, s1, s2, s3];
        set
        {
            if (value.Length != 4 || (value[0] | value[1] | value[2] | value[3]) == 0)
            {
                throw new ArgumentException("The state of a random source is four numbers, not all of them zero.", nameof(value));
            }

            (s0, s1, s2, s3) = (value[0], value[1], value[2], value[3]);
        }
    }

    /// <summary>A source that continues where <see cref="State"/> was taken.</summary>
    /// <exception cref="ArgumentException"><paramref name="state"/> is no state: not four numbers, or all of them zero.</exception>
    public static RandomSource FromState(ulong[] state) => new(0) { State = state };

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        ulong t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>A whole number from 0 to below <paramref name="bound"/>, each equally likely (Lemire, 2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is not positive.</exception>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        uint range = (uint)bound;
        ulong product = (NextUInt64() >> 32) * range;
        uint low = (uint)product;
        if (low < range)
        {
            uint threshold = (0u - range) % range;
            while (low < threshold)
            {
                product = (NextUInt64() >> 32) * range;
                low = (uint)product;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>A number from 0 to below 1, with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number from 0 to below 1, with 24 random bits.</summary>
    public float NextSingle() => (NextUInt64() >> 40) * (1.0f / (1u << 24));

    /// <summary>A number from the standard normal distribution (Box and Muller, 1958).</summary>
    public double NextGaussian()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Puts the values into a random order, each order equally likely (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = Next(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>An independent source for <paramref name="stream"/>, decided by the present state; this source does not move.</summary>
    public RandomSource Fork(ulong stream)
    {
        ulong seed = stream;
        foreach (ulong word in (ReadOnlySpan<ulong>)[s0, s1, s2, s3])
        {
            seed = SplitMix(ref seed) ^ word;
        }

        return new RandomSource(SplitMix(ref seed));
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
