using System.Globalization;

namespace SiameseDsl.Spec.Yaml;

/// <summary>What kind of number a text is by YAML 1.2's core schema.</summary>
internal enum NumberKind
{
    /// <summary>No number.</summary>
    None,

    /// <summary>A whole number that 64 bits can hold.</summary>
    Integer,

    /// <summary>A whole number that 64 bits cannot hold.</summary>
    HugeInteger,

    /// <summary>A finite number with a point or an exponent.</summary>
    Real,

    /// <summary>An infinity, or a number that becomes one in double precision.</summary>
    Infinite,

    /// <summary>No number by its own name (<c>.nan</c>).</summary>
    NaN,
}

/// <summary>Plain scalars by YAML 1.2's core schema: no <c>yes</c>, no <c>1_000</c>, no sexagesimals.</summary>
internal static class CoreScalar
{
    /// <summary>Reads true or false.</summary>
    public static bool TryBoolean(string text, out bool value)
    {
        value = text is "true" or "True" or "TRUE";
        return value || text is "false" or "False" or "FALSE";
    }

    /// <summary>Classifies a number and reads it: <paramref name="integer"/> for whole numbers, <paramref name="real"/> for every finite one.</summary>
    public static NumberKind Classify(string text, out long integer, out double real)
    {
        integer = 0;
        real = 0;
        if (text.Length == 0)
        {
            return NumberKind.None;
        }

        if (text.Length > 2 && text[0] == '0' && text[1] is 'x' or 'o')
        {
            return ReadRadix(text, text[1] == 'x' ? 16 : 8, out integer, out real);
        }

        int start = text[0] is '-' or '+' ? 1 : 0;
        switch (text.Substring(start).ToLowerInvariant())
        {
            case ".inf" or "inf" or "infinity":
                return NumberKind.Infinite;
            case ".nan" or "nan":
                return NumberKind.NaN;
            default:
                break;
        }

        bool whole = IsDigits(text, start);
        if (!whole && !IsReal(text, start))
        {
            return NumberKind.None;
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out real) || double.IsInfinity(real))
        {
            return whole ? NumberKind.HugeInteger : NumberKind.Infinite;
        }

        return !whole ? NumberKind.Real
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out integer) ? NumberKind.Integer
            : NumberKind.HugeInteger;
    }

    private static NumberKind ReadRadix(string text, int radix, out long integer, out double real)
    {
        integer = 0;
        real = 0;
        for (int i = 2; i < text.Length; i++)
        {
            int digit = Digit(text[i]);
            if (digit < 0 || digit >= radix)
            {
                return NumberKind.None;
            }

            if (integer > (long.MaxValue - digit) / radix)
            {
                return NumberKind.HugeInteger;
            }

            integer = (integer * radix) + digit;
        }

        real = integer;
        return NumberKind.Integer;
    }

    private static int Digit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };

    private static bool IsDigits(string text, int start)
    {
        for (int i = start; i < text.Length; i++)
        {
            if (text[i] is < '0' or > '9')
            {
                return false;
            }
        }

        return start < text.Length;
    }

    // [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
    private static bool IsReal(string text, int start)
    {
        int i = start;
        int before = SkipDigits(text, ref i);
        int behind = 0;
        if (i < text.Length && text[i] == '.')
        {
            i++;
            behind = SkipDigits(text, ref i);
        }

        if (before + behind == 0)
        {
            return false;
        }

        if (i < text.Length && text[i] is 'e' or 'E')
        {
            i++;
            if (i < text.Length && text[i] is '-' or '+')
            {
                i++;
            }

            if (SkipDigits(text, ref i) == 0)
            {
                return false;
            }
        }

        return i == text.Length;
    }

    private static int SkipDigits(string text, ref int i)
    {
        int start = i;
        while (i < text.Length && text[i] is >= '0' and <= '9')
        {
            i++;
        }

        return i - start;
    }
}
