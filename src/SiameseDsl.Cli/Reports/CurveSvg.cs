using System.Globalization;
using System.Xml.Linq;
using static SiameseDsl.Cli.Reports.Markup;

namespace SiameseDsl.Cli.Reports;

/// <summary>A variant's training curves, small: the loss on its own scale (losses of two kinds do not compare), and the validation figure, which does, from 0 to 1.</summary>
internal static class CurveSvg
{
    private const double Width = 240;
    private const double Height = 130;
    private const double Top = 42;
    private const double Bottom = 112;

    public static XElement Of(string variant, IReadOnlyList<TrainingCurve> runs)
    {
        CurvePoint[] points = [.. runs.SelectMany(r => r.Points)];
        int epochs = points.Max(p => p.Epoch);
        double highest = Math.Max(points.Where(p => double.IsFinite(p.Loss)).Select(p => p.Loss).DefaultIfEmpty(1).Max(), 1e-12);
        bool validated = points.Any(p => p.Validation is not null);
        IReadOnlyList<CurvePoint> first = runs[0].Points;
        string summary = string.Create(CultureInfo.InvariantCulture, $"loss {first[0].Loss:0.####} → {first[^1].Loss:0.####}");
        if (first.LastOrDefault(p => p.Validation is not null)?.Validation is { } last)
        {
            summary += $" · validation {ReportText.Percent(last)}";
        }

        return Draw(
            "svg",
            At("viewBox", $"0 0 {Width.ToString(CultureInfo.InvariantCulture)} {Height.ToString(CultureInfo.InvariantCulture)}"),
            At("role", "img"),
            At("aria-label", $"Training of {variant}: {summary} in {epochs.ToString(CultureInfo.InvariantCulture)} epochs"),
            Draw("title", $"Training of {variant}"),
            Label(2, 14, variant, "head"),
            Label(2, 31, summary, "sub"),
            Line(2, Bottom, Width - 2, Bottom, "rule"),
            runs.Select(r => Path(r.Points, epochs, "curve", p => double.IsFinite(p.Loss) ? p.Loss / highest : null)),
            validated ? runs.Select(r => Path(r.Points, epochs, "curve validation", p => p.Validation)) : null,
            Label(6, Bottom + 14, "1", "tick"),
            Label(Width - 10, Bottom + 14, epochs.ToString(CultureInfo.InvariantCulture), "tick"));
    }

    /// <summary>The points joined; a single epoch is a short stroke.</summary>
    private static XElement? Path(IReadOnlyList<CurvePoint> points, int epochs, string @class, Func<CurvePoint, double?> share)
    {
        string[] corners =
        [
            .. points.Where(p => share(p) is not null).Select(p => string.Create(
                CultureInfo.InvariantCulture,
                $"{4 + ((p.Epoch - 1.0) / Math.Max(1, epochs - 1) * (Width - 8)):0.##} {Bottom - (Math.Clamp(share(p)!.Value, 0, 1) * (Bottom - Top)):0.##}")),
        ];
        return corners.Length == 0 ? null : Draw("path", At("d", "M" + string.Join(" L", corners) + (corners.Length == 1 ? " h6" : "")), Class(@class));
    }
}
