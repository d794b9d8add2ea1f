namespace SiameseDsl.Statistics;

/// <summary>A small generator with a documented sequence (Steele, Lea and Flood, 2014): tasks and resamples are the same on every machine and framework version.</summary>
internal sealed class SplitMix64(ulong seed)
{
    private ulong state = seed;

    /// <summary>A generator of its own for one purpose, so that drawing more of one kind of task changes no other.</summary>
    public static SplitMix64 For(long seed, ulong purpose) => new(Mix((ulong)seed + (purpose * 0xD1B54A32D192ED03)));

    public ulong Next() => Mix(state += 0x9E3779B97F4A7C15);

    /// <summary>A number from 0 up to, not including, <paramref name="bound"/>; by multiplication and rejection, so without bias.</summary>
    public int Next(int bound)
    {
        uint range = (uint)bound;
        uint floor = (0u - range) % range;
        while (true)
        {
            ulong product = (ulong)(uint)(Next() >> 32) * range;
            if ((uint)product >= floor)
            {
                return (int)(product >> 32);
            }
        }
    }

    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = Next(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
