using System.Globalization;

namespace SiameseDsl.Cli.Reports;

/// <summary>Numbers and names as people read them, the same in every culture.</summary>
public static class ReportText
{
    /// <summary>A rate 0 to 1 as percent with one digit, two near 100: <c>97.3 %</c>, <c>99.31 %</c>.</summary>
    public static string Percent(double rate) => $"{Digits(rate)} %";

    /// <summary>A rate and its half-width: <c>97.3 ± 0.4 %</c>; without a half-width the rate alone.</summary>
    public static string Percent(Figure figure) =>
        figure.Ci95 is { } half ? $"{Digits(figure.Mean)} {HalfWidth(half, figure.Mean)} %" : Percent(figure.Mean);

    /// <summary>A difference of rates in points with its sign: <c>+22.1</c>.</summary>
    public static string Points(double difference) => (difference * 100).ToString(Math.Abs(difference) < 0.01 ? "+0.00;−0.00;0.00" : "+0.0;−0.0;0.0", CultureInfo.InvariantCulture);

    /// <summary>An area 0 to 1 with four digits.</summary>
    public static string Area(double area) => area.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>A p-value: <c>p = 0.031</c> or <c>p &lt; 0.001</c>.</summary>
    public static string PValue(double p) => p < 0.001 ? "p < 0.001" : "p = " + p.ToString(p < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);

    /// <summary>A count with thousands: <c>885,100</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A duration: <c>8.3 s</c>, <c>4 min 05 s</c>.</summary>
    public static string Seconds(double seconds) => seconds < 60
        ? seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"
        : string.Create(CultureInfo.InvariantCulture, $"{(long)(seconds / 60)} min {(long)(seconds % 60):00} s");

    /// <summary>A metric's key as words.</summary>
    public static string MetricName(string metric, string? ways = null) => metric switch
    {
        "pair_accuracy" => "pair accuracy",
        "auc" => "AUC",
        "eer" => "equal error rate",
        "one_shot" => ways is null ? "one-shot accuracy" : $"{ways}-way one-shot accuracy",
        _ => metric,
    };

    /// <summary>Whether smaller figures of this metric are better.</summary>
    public static bool SmallerIsBetter(string metric) => metric == "eer";

    /// <summary>The keys of a one-shot block by rising number of ways.</summary>
    public static IReadOnlyList<string> Ways(IEnumerable<string> keys) => [.. keys.OrderBy(k => int.Parse(k, CultureInfo.InvariantCulture))];

    /// <summary>The half-width of a rate, with as many digits as the rate has: <c>± 0.4</c>.</summary>
    internal static string HalfWidth(double half, double rate) => "± " + (half * 100).ToString(Format(rate), CultureInfo.InvariantCulture);

    private static string Digits(double rate) => (rate * 100).ToString(Format(rate), CultureInfo.InvariantCulture);

    /// <summary>Near a perfect figure one digit would hide the differences that are left.</summary>
    private static string Format(double rate) => rate is > 0.98 or < 0.02 ? "0.00" : "0.0";

    /// <summary>The settings that tuning chose for a variant, with the last parts of their paths; where the seeds chose differently, each one's in the order of the seeds. An empty text where nothing was tuned.</summary>
    public static string Tuned(VariantReport variant)
    {
        IEnumerable<string> paths = variant.Runs.Where(run => run.Tuned is not null).SelectMany(run => run.Tuned!.Keys).Distinct();
        return string.Join(", ", paths.Select(path =>
        {
            string[] values = [.. variant.Runs.Select(run => run.Tuned is not null && run.Tuned.TryGetValue(path, out double value) ? value.ToString("0.######", CultureInfo.InvariantCulture) : "–")];
            return $"{path[(path.LastIndexOf('.') + 1)..]} {string.Join(" / ", values.Distinct().Count() == 1 ? values[..1] : values)}";
        }));
    }
}
