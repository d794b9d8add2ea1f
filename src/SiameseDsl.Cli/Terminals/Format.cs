using System.Globalization;

namespace SiameseDsl.Cli.Terminals;

/// <summary>Numbers as a person reads them, the same in every culture.</summary>
internal static class Format
{
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Shape(IEnumerable<long> shape) => $"({string.Join(", ", shape)})";

    public static string Percent(double rate) => double.IsNaN(rate) ? "-" : (100 * rate).ToString("F2", CultureInfo.InvariantCulture);

    public static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    public static string Rate(double value) => value.ToString(value < 100 ? "F1" : "N0", CultureInfo.InvariantCulture);

    public static string Plural(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    public static string Duration(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:D2}");

    public static string ShortHash(string hash) => hash.Length <= 8 ? hash : hash[..8];
}
