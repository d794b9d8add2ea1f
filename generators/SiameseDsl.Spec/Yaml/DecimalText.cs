using System.Globalization;
using System.Text;

namespace SiameseDsl.Spec.Yaml;

/// <summary>Brings a decimal literal into one form, so that equal values have equal texts: <c>1e-3</c> and <c>0.0010</c> are both <c>0.001</c>.
/// Works on digits alone: how a double is printed differs between the hosts of a compiler.</summary>
internal static class DecimalText
{
    private const int LongestPlain = 15;

    /// <summary>The literal as a C# double literal, such as <c>0.001</c>, <c>128.0</c> or <c>1.5e-20</c>.</summary>
    public static string Normalize(string literal)
    {
        int exponent = 0;
        int e = literal.IndexOfAny(['e', 'E']);
        if (e >= 0 && !int.TryParse(literal.Substring(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            // An exponent beyond 32 bits: the value is finite, hence zero.
            return "0.0";
        }

        bool negative = literal[0] == '-';
        var digits = new StringBuilder(literal.Length);
        int end = e >= 0 ? e : literal.Length;
        bool behindPoint = false;
        for (int i = literal[0] is '-' or '+' ? 1 : 0; i < end; i++)
        {
            if (literal[i] == '.')
            {
                behindPoint = true;
                continue;
            }

            exponent -= behindPoint ? 1 : 0;
            if (digits.Length > 0 || literal[i] != '0')
            {
                digits.Append(literal[i]);
            }
        }

        while (digits.Length > 0 && digits[digits.Length - 1] == '0')
        {
            digits.Length--;
            exponent++;
        }

        if (digits.Length == 0)
        {
            return "0.0";
        }

        return (negative ? "-" : "") + Place(digits.ToString(), exponent);
    }

    // The value is digits * 10^exponent.
    private static string Place(string digits, int exponent)
    {
        int point = digits.Length + exponent;
        if (point is <= -5 or > LongestPlain || digits.Length > LongestPlain + 2)
        {
            string rest = digits.Length > 1 ? digits.Substring(1) : "0";
            return $"{digits[0]}.{rest}e{(point - 1).ToString(CultureInfo.InvariantCulture)}";
        }

        if (point <= 0)
        {
            return "0." + new string('0', -point) + digits;
        }

        return exponent >= 0
            ? digits + new string('0', exponent) + ".0"
            : digits.Substring(0, point) + "." + digits.Substring(point);
    }
}
