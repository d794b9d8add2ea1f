using System.Globalization;
using System.Text;

namespace SiameseDsl.Spec.Plans;

/// <summary>Arithmetic on shapes and sizes that never overflows: what does not fit stays at <see cref="long.MaxValue"/> and is refused by the limits later.</summary>
public static class Shape
{
    /// <summary>The number of values in one sample of this shape; 1 for an empty shape.</summary>
    public static long Elements(EquatableArray<long> shape)
    {
        long elements = 1;
        foreach (long size in shape)
        {
            elements = Multiply(elements, size);
        }

        return elements;
    }

    /// <summary>The shape as messages write it: <c>(32, 28, 28)</c>.</summary>
    public static string Text(EquatableArray<long> shape)
    {
        var text = new StringBuilder("(");
        for (int i = 0; i < shape.Count; i++)
        {
            if (i > 0)
            {
                text.Append(", ");
            }

            text.Append(shape[i].ToString(CultureInfo.InvariantCulture));
        }

        return text.Append(')').ToString();
    }

    /// <summary>The product of two sizes, neither below zero.</summary>
    public static long Multiply(long a, long b) => a != 0 && b > long.MaxValue / a ? long.MaxValue : a * b;

    /// <summary>The sum of two sizes, neither below zero.</summary>
    public static long Add(long a, long b) => b > long.MaxValue - a ? long.MaxValue : a + b;
}
