using System.Globalization;
using System.Xml.Linq;
using static SiameseDsl.Cli.Reports.Markup;

namespace SiameseDsl.Cli.Reports;

/// <summary>One epoch of a learning curve.</summary>
/// <param name="Seconds">Seconds of training so far, without validation and checkpoints.</param>
/// <param name="Loss">The mean loss over the epoch.</param>
/// <param name="Validation">The figure on validation data, 0 to 1; <see langword="null"/> where none was measured.</param>
internal sealed record LearningPoint(double Seconds, double Loss, double? Validation);

/// <summary>A run's learning curve against the time that it took: the loss, and what was reached on validation data, with the best epoch marked.</summary>
internal static class LearningCurveSvg
{
    private const double PanelWidth = 420;
    private const double Height = 270;
    private const double Left = 52;
    private const double Right = 14;
    private const double Top = 62;
    private const double Bottom = 218;

    /// <summary>The picture, in light and dark.</summary>
    /// <param name="model">The model and its seed, for the title.</param>
    /// <param name="metric">The validation figure's key, such as <c>one_shot</c>; <see langword="null"/> where none was measured.</param>
    /// <param name="best">The epoch whose weights were kept, from 1.</param>
    /// <param name="points">The epochs in order, at least one.</param>
    public static string Draw(string model, string? metric, int best, IReadOnlyList<LearningPoint> points)
    {
        LearningPoint[] validated = metric is null ? [] : [.. points.Where(point => point.Validation is not null)];
        LearningPoint[] losses = [.. points.Where(point => double.IsFinite(point.Loss))];
        var time = new TimeAxis(points[^1].Seconds);
        List<XElement> panels = [];
        if (losses.Length > 0)
        {
            panels.Add(Panel("Loss", LossScale(losses), time, "curve", [.. losses.Select(point => (point.Seconds, point.Loss))], null, null));
        }

        if (validated.Length > 0)
        {
            LearningPoint kept = best >= 1 && best <= points.Count && points[best - 1].Validation is not null ? points[best - 1] : validated[^1];
            string name = $"Validation {ReportText.MetricName(metric!)}";
            string sentence = $"{ReportText.Percent(kept.Validation!.Value)} after {ReportText.Seconds(kept.Seconds)}, epoch {best.ToString(CultureInfo.InvariantCulture)}";
            panels.Add(Panel(name, ShareScale(validated), time, "curve validation", [.. validated.Select(point => (point.Seconds, point.Validation!.Value))], (kept.Seconds, kept.Validation.Value), sentence));
        }

        double width = (Math.Max(1, panels.Count) * (PanelWidth + 12)) + 12;
        for (int i = 0; i < panels.Count; i++)
        {
            panels[i].SetAttributeValue("transform", string.Create(CultureInfo.InvariantCulture, $"translate({12 + (i * (PanelWidth + 12))} 12)"));
        }

        XElement svg = Markup.Draw(
            "svg",
            At("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {Height + 24}")),
            At("width", width),
            At("height", Height + 24),
            At("role", "img"),
            Markup.Draw("title", $"Learning curve of {model}"),
            Markup.Draw("style", ReportStyle.Colours + "\n" + ReportStyle.Chart),
            Box(0, 0, width, Height + 24, "paper", radius: 10),
            panels);
        return svg.ToString(SaveOptions.None).ReplaceLineEndings("\n") + "\n";
    }

    private static XElement Panel(string title, ValueScale scale, TimeAxis time, string @class, (double Seconds, double Value)[] line, (double Seconds, double Value)? mark, string? sentence)
    {
        double X(double seconds) => Left + (time.Place(seconds) * (PanelWidth - Left - Right));
        double Y(double value) => Bottom - (scale.Place(value) * (Bottom - Top));
        string corners = string.Join(" L", line.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.Seconds):0.##} {Y(point.Value):0.##}")));
        return Markup.Draw(
            "g",
            Label(0, 16, title, "head"),
            Label(0, 34, sentence ?? $"{ReportText.Count(line.Length)} {(line.Length == 1 ? "epoch" : "epochs")}, from {scale.Text(line[0].Value)} to {scale.Text(line[^1].Value)}{scale.Note}", "sub"),
            scale.Ticks.Select(tick => (object[])[Line(Left, Y(tick), PanelWidth - Right, Y(tick), "grid"), Label(Left - 8, Y(tick) + 4, scale.Text(tick), "value")]),
            time.Ticks.Select(tick => Label(X(tick), Bottom + 18, time.Text(tick), "tick")),
            Label(Left + ((PanelWidth - Left - Right) / 2), Bottom + 38, time.Name, "tick"),
            Line(Left, Bottom, PanelWidth - Right, Bottom, "rule"),
            Markup.Draw("path", At("d", "M" + corners + (line.Length == 1 ? " h6" : "")), Class(@class)),
            mark is { } at ? Markup.Draw("circle", At("cx", X(at.Seconds)), At("cy", Y(at.Value)), At("r", 3.5), Class("bar basis")) : null);
    }

    /// <summary>From zero; by powers of ten where a linear scale would hide the end of the curve.</summary>
    private static ValueScale LossScale(LearningPoint[] points)
    {
        (double low, double high) = (points.Min(point => point.Loss), points.Max(point => point.Loss));
        return low > 0 && high / low > 8
            ? new ValueScale(Math.Log10(low), Math.Log10(high), Math.Log10, [.. LogTicks(low, high)], "0.####", " (logarithmic)")
            : new ValueScale(Math.Min(0, low), Math.Max(high, Math.Min(0, low) + 1e-12), value => value, [.. Ticks(Math.Min(0, low), high)], "0.####", "");
    }

    /// <summary>Shares up to 1, from the tenth below the lowest.</summary>
    private static ValueScale ShareScale(LearningPoint[] points)
    {
        double low = Math.Min(0.9, Math.Floor(points.Min(point => point.Validation!.Value) * 10) / 10);
        return new ValueScale(low, 1, value => value, [.. Ticks(low, 1)], "0.## %", "");
    }

    /// <summary>Round numbers of a range, about five.</summary>
    private static IEnumerable<double> Ticks(double low, double high)
    {
        double raw = Math.Max(high - low, 1e-12) / 5;
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = power * (raw / power is <= 1 ? 1 : raw / power <= 2 ? 2 : raw / power <= 5 ? 5 : 10);
        for (double i = Math.Ceiling((low / step) - 1e-9) + 0.0; i * step <= high + (1e-9 * step); i++)
        {
            yield return i * step;
        }
    }

    /// <summary>1, 2 and 5 times the powers of ten.</summary>
    private static IEnumerable<double> LogTicks(double low, double high)
    {
        for (double power = Math.Floor(Math.Log10(low)); power <= Math.Log10(high); power++)
        {
            foreach (double tick in new[] { 1, 2, 5 }.Select(times => times * Math.Pow(10, power)).Where(tick => tick >= low && tick <= high))
            {
                yield return tick;
            }
        }
    }

    /// <summary>A value's place from the bottom, 0 to 1.</summary>
    private sealed record ValueScale(double Low, double High, Func<double, double> Map, IReadOnlyList<double> Ticks, string Format, string Note)
    {
        public double Place(double value) => Math.Clamp((Map(value) - Low) / (High - Low), 0, 1);

        public string Text(double value) => value.ToString(Format, CultureInfo.InvariantCulture);
    }

    /// <summary>Minutes of training, or seconds where it took less than two minutes.</summary>
    private sealed record TimeAxis(double End)
    {
        private double Unit => End < 120 ? 1 : 60;

        public string Name => End < 120 ? "seconds of training" : "minutes of training";

        public IEnumerable<double> Ticks => LearningCurveSvg.Ticks(0, End / Unit).Select(tick => tick * Unit);

        public double Place(double seconds) => End > 0 ? seconds / End : 1;

        public string Text(double seconds) => (seconds / Unit).ToString("0.##", CultureInfo.InvariantCulture);
    }
}
