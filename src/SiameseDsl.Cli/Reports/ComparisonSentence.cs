using System.Globalization;
using SiameseDsl.Statistics;

namespace SiameseDsl.Cli.Reports;

/// <summary>Says in one sentence what a comparison found and whether the evidence is enough.</summary>
public static class ComparisonSentence
{
    /// <summary>A p-value below it shows a difference.</summary>
    internal const double Level = 0.05;

    private const string BaseName = "base";

    /// <summary>The sentence. It speaks of the trained models at hand first, and of the recipe only where the seeds suffice.</summary>
    public static string Of(ComparisonReport report)
    {
        VariantReport best = report.Variants[0];
        string metric = ReportText.MetricName(report.Primary, WaysOf(report, best));
        string figure = Figure(report.Primary, best.Metric(report.Primary).Mean);
        if (report.Variants.Count == 1)
        {
            return $"{report.Family} has one variant to measure: {best.Name} reaches {figure} {metric}.";
        }

        VariantReport rival = report.Variants.FirstOrDefault(v => v.Name == BaseName && v != best) ?? report.Variants[1];
        string lead = $"{best.Name} is ahead with {figure} {metric}, {Gap(report.Primary, best.Metric(report.Primary).Mean - rival.Metric(report.Primary).Mean)} {rival.Name} ({Figure(report.Primary, rival.Metric(report.Primary).Mean)})";
        return $"{lead}: {Models(report, best, rival)}{Second(report, best, rival)}, {Recipe(report, best, rival)}.";
    }

    private static string? WaysOf(ComparisonReport report, VariantReport variant) =>
        report.Primary == "one_shot" && variant.OneShot.Count > 0 ? ReportText.Ways(variant.OneShot.Keys)[^1] : null;

    private static string Figure(string metric, double value) => metric == "auc" ? ReportText.Area(value) : ReportText.Percent(value);

    private static string Gap(string metric, double difference)
    {
        string size = metric == "auc"
            ? Math.Abs(difference).ToString("0.0000", CultureInfo.InvariantCulture)
            : ReportText.Points(Math.Abs(difference)).TrimStart('+') + " points";
        return difference == 0 ? "level with" : $"{size} {(difference > 0 ? "above" : "below")}";
    }

    private static ComparisonEntry? Find(ComparisonReport report, string scope, string a, string b) =>
        report.Comparisons.FirstOrDefault(c => c.Scope == scope && c.Metric == report.Primary && ((c.A == a && c.B == b) || (c.A == b && c.B == a)));

    private static bool Shown(ComparisonEntry? entry) => entry?.PValue < Level;

    private static string Models(ComparisonReport report, VariantReport best, VariantReport rival)
    {
        string trained = report.Seeds.Count == 1 ? "these two trained models" : string.Create(CultureInfo.InvariantCulture, $"these {2 * report.Seeds.Count} trained models");
        string unseen = report.Data.Classes.Test < ClassJackknife.FewestClasses ? "other test images" : "other test classes and images";
        ComparisonEntry? entry = Find(report, "models", best.Name, rival.Name);
        return entry?.PValue is not { } p
            ? $"whether {trained} differ cannot be told from this test data"
            : Shown(entry)
                ? $"{trained} differ beyond what {unseen} would explain ({ReportText.PValue(p)})"
                : $"{unseen} could explain the difference of {trained} ({ReportText.PValue(p)})";
    }

    /// <summary>The lead over the second, where the second is not the one just spoken of.</summary>
    private static string Second(ComparisonReport report, VariantReport best, VariantReport rival)
    {
        VariantReport second = report.Variants[1];
        ComparisonEntry? entry = second == rival ? null : Find(report, "models", best.Name, second.Name);
        return entry?.PValue is not { } p
            ? ""
            : Shown(entry) ? $", as they do from {second.Name}, the second ({ReportText.PValue(p)})" : $", but its lead over {second.Name} may be chance ({ReportText.PValue(p)})";
    }

    private static string Recipe(ComparisonReport report, VariantReport best, VariantReport rival)
    {
        int seeds = report.Seeds.Count;
        if (seeds < MeanDifference.SeedsForRecipe)
        {
            return string.Create(CultureInfo.InvariantCulture, $"and {seeds} {(seeds == 1 ? "seed" : "seeds")} cannot tell whether its recipe is better (at least {MeanDifference.SeedsForRecipe} are needed)");
        }

        ComparisonEntry? entry = Find(report, "recipe", best.Name, rival.Name);
        return entry?.PValue is not { } p
            ? $"and whether its recipe is better than {rival.Name} was not tested"
            : Shown(entry)
                ? string.Create(CultureInfo.InvariantCulture, $"and over {seeds} seeds its recipe is better than {rival.Name} ({ReportText.PValue(p)})")
                : string.Create(CultureInfo.InvariantCulture, $"and over {seeds} seeds no difference of the recipes was found ({ReportText.PValue(p)}); {entry.MoreSeeds ?? SeedPlan.MostSeeds:N0} {(entry.MoreSeeds is null ? "would not" : "more would")} settle one of this size");
    }
}
