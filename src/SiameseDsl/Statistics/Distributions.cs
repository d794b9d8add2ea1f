namespace SiameseDsl.Statistics;

/// <summary>The normal and Student's t distribution: what intervals and p-values need, to about twelve digits.</summary>
public static class Distributions
{
    private const int Iterations = 500;
    private const double Precision = 1e-16;
    private const double Tiny = 1e-300;

    /// <summary>The chance that a standard normal variable is at most <paramref name="x"/>.</summary>
    public static double NormalCdf(double x)
    {
        double tail = UpperNormalTail(Math.Abs(x));
        return x < 0 ? tail : 1 - tail;
    }

    /// <summary>The value that a standard normal variable stays below with the chance <paramref name="p"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is not inside 0 to 1.</exception>
    public static double NormalQuantile(double p)
    {
        CheckChance(p);
        return p == 0.5 ? 0 : p < 0.5 ? -Solve(UpperNormalTail, p) : Solve(UpperNormalTail, 1 - p);
    }

    /// <summary>The chance that a t variable with <paramref name="degrees"/> degrees of freedom is at most <paramref name="x"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degrees"/> is not positive.</exception>
    public static double StudentTCdf(double x, double degrees)
    {
        double tail = UpperStudentTail(Math.Abs(x), degrees);
        return x < 0 ? tail : 1 - tail;
    }

    /// <summary>The value that a t variable with <paramref name="degrees"/> degrees of freedom stays below with the chance <paramref name="p"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is not inside 0 to 1, or <paramref name="degrees"/> is not positive.</exception>
    public static double StudentTQuantile(double p, double degrees)
    {
        CheckChance(p);
        double Tail(double x) => UpperStudentTail(x, degrees);
        return p == 0.5 ? 0 : p < 0.5 ? -Solve(Tail, p) : Solve(Tail, 1 - p);
    }

    /// <summary>The two-sided p-value of a t statistic: the chance of one at least as far from zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degrees"/> is not positive.</exception>
    public static double StudentTTwoSided(double t, double degrees) => Math.Min(1, 2 * UpperStudentTail(Math.Abs(t), degrees));

    private static void CheckChance(double p)
    {
        if (!(p > 0 && p < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "A chance between 0 and 1, both excluded, is expected.");
        }
    }

    /// <summary>Half of erfc(x / sqrt 2): by the series of erf near zero, by the continued fraction of erfc beyond.</summary>
    private static double UpperNormalTail(double x)
    {
        double z = x / Math.Sqrt(2);
        if (z < 2)
        {
            double term = z;
            double sum = z;
            for (int n = 1; n < Iterations && Math.Abs(term) > Precision * Math.Abs(sum); n++)
            {
                term *= -z * z / n;
                sum += term / ((2 * n) + 1);
            }

            return 0.5 - (sum / Math.Sqrt(Math.PI));
        }

        double fraction = z;
        for (int n = 120; n > 0; n--)
        {
            fraction = z + (n / 2.0 / fraction);
        }

        return Math.Exp(-z * z) / (2 * Math.Sqrt(Math.PI) * fraction);
    }

    private static double UpperStudentTail(double x, double degrees)
    {
        if (!(degrees > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(degrees), degrees, "A positive number of degrees of freedom is expected.");
        }

        return double.IsInfinity(degrees) ? UpperNormalTail(x)
            : double.IsInfinity(x) ? 0
            : 0.5 * IncompleteBeta(degrees / 2, 0.5, degrees / (degrees + (x * x)));
    }

    /// <summary>The x above zero whose upper tail is <paramref name="chance"/> (below a half), by bisection: the tail falls monotonically.</summary>
    private static double Solve(Func<double, double> tail, double chance)
    {
        double low = 0;
        double high = 1;
        while (tail(high) > chance && high < 1e300)
        {
            low = high;
            high *= 2;
        }

        for (int i = 0; i < 200 && high - low > 1e-15 * high; i++)
        {
            double middle = low + ((high - low) / 2);
            if (tail(middle) > chance)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return low + ((high - low) / 2);
    }

    /// <summary>The regularised incomplete beta function, by Lentz's continued fraction.</summary>
    private static double IncompleteBeta(double a, double b, double x)
    {
        if (x <= 0 || x >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        double front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        return x < (a + 1) / (a + b + 2) ? front * BetaFraction(a, b, x) / a : 1 - (front * BetaFraction(b, a, 1 - x) / b);
    }

    private static double BetaFraction(double a, double b, double x)
    {
        double c = 1;
        double d = 1 / AwayFromZero(1 - ((a + b) * x / (a + 1)));
        double value = d;
        for (int m = 1; m <= Iterations; m++)
        {
            double even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / AwayFromZero(1 + (even * d));
            c = AwayFromZero(1 + (even / c));
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / AwayFromZero(1 + (odd * d));
            c = AwayFromZero(1 + (odd / c));
            value *= d * c;
            if (Math.Abs((d * c) - 1) < Precision)
            {
                break;
            }
        }

        return value;
    }

    private static double AwayFromZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;

    /// <summary>The logarithm of the gamma function: Stirling's series, after moving the argument up to where the series is exact to double precision.</summary>
    private static double LogGamma(double x)
    {
        double shift = 0;
        while (x < 15)
        {
            shift += Math.Log(x);
            x++;
        }

        double inverse = 1 / x;
        double square = inverse * inverse;
        double series = inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square * ((1.0 / 1260) - (square * ((1.0 / 1680) - (square / 1188))))))));
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series - shift;
    }
}
