using System.Text;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>Sizes, steps and paddings with one number per spatial dimension: written as one number where all are equal.</summary>
internal static class Extents
{
    /// <summary>One number per dimension; a single number stands for all, an absent argument for <paramref name="otherwise"/>.</summary>
    public static long[] Spread(Argument? argument, int rank, long otherwise = 0)
    {
        long[] values = argument is null || argument.Type == ArgumentType.Null ? [otherwise] : argument.AsIntegers();
        if (values.Length == rank)
        {
            return values;
        }

        long[] spread = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            spread[i] = values[0];
        }

        return spread;
    }

    /// <summary><c>3</c>, or <c>(3, 5)</c> where the numbers differ.</summary>
    public static string Write(long[] values, bool square) => square ? Literal.Integer(values[0]) : "(" + Join(values) + ")";

    /// <summary><c>[3, 5]</c>.</summary>
    public static string Array(long[] values) => "[" + Join(values) + "]";

    /// <summary>Whether all numbers are equal.</summary>
    public static bool IsSquare(long[] values) => IsAll(values, values[0]);

    /// <summary>Whether all numbers are <paramref name="value"/>.</summary>
    public static bool IsAll(long[] values, long value)
    {
        foreach (long one in values)
        {
            if (one != value)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether two lists hold the same numbers.</summary>
    public static bool IsSame(long[] left, long[] right)
    {
        for (int i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The sizes behind the channels.</summary>
    public static long[] BehindChannels(EquatableArray<long> shape)
    {
        long[] sizes = new long[shape.Count - 1];
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = shape[i + 1];
        }

        return sizes;
    }

    /// <summary><c>3, 5</c>.</summary>
    public static string Join(long[] values)
    {
        StringBuilder text = new();
        foreach (long value in values)
        {
            text.Append(text.Length > 0 ? ", " : "").Append(Literal.Integer(value));
        }

        return text.ToString();
    }
}
