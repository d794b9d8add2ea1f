using System.Globalization;
using SiameseDsl.Statistics;

namespace SiameseDsl.Cli.Reports;

/// <summary>How a comparison was measured, in words.</summary>
internal static class MeasuredText
{
    public const string Arithmetic =
        "Why the lines stand where they do: a head that only adds up what it makes of either image, u(a) + v(b), cannot judge more than 75 % of balanced pairs rightly, and it ranks candidates without regard to the query, so that it finds the right one of N with the chance 1/N. A hidden layer, a difference, a product or a distance removes both limits.";

    public static string Summary(ComparisonReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Plural(report.Variants.Count, "variant")}, {Plural(report.Seeds.Count, "seed")} each, {report.Data.Images.Test:N0} test samples of {Plural(report.Data.Classes.Test, "class", "classes")}{(report.Data.Classes.Disjoint ? " that no model saw in training" : ", the classes known from training")}.");

    public static string IntervalsOver(ComparisonReport report) => report.Seeds.Count > 1
        ? report.Data.SplitPerSeed ? "over training seeds, each with a split of its own" : "over training seeds"
        : ClassesStand(report) ? "over other test classes and images" : "over other test images of the same classes";

    public static string ModelsScope(ComparisonReport report) =>
        $"The models as trained, {(report.Seeds.Count > 1 ? "averaged over their seeds, " : "")}on the same tasks: how far {(ClassesStand(report) ? "other test classes with their images" : "other images of the test classes")} would take them. It says nothing about training again.";

    public static string RecipeScope(ComparisonReport report) => report.Seeds.Count < MeanDifference.SeedsForRecipe
        ? string.Create(CultureInfo.InvariantCulture, $"With {Plural(report.Seeds.Count, "seed")} this cannot be known: another seed may turn the order round. At least {MeanDifference.SeedsForRecipe} are needed.")
        : string.Create(CultureInfo.InvariantCulture, $"Each recipe trained from {report.Seeds.Count} seeds, paired by seed (Student's t).");

    public static IEnumerable<(string Name, string Text)> Facts(ComparisonReport report)
    {
        DataReport data = report.Data;
        yield return ("Data", string.Create(CultureInfo.InvariantCulture, $"{data.Name}, {data.Images.Train:N0} samples to train, {data.Images.Validation:N0} to validate, {data.Images.Test:N0} to test; {data.Classes.Train:N0}, {data.Classes.Validation:N0} and {data.Classes.Test:N0} classes. {(data.SplitPerSeed ? "Each seed has a split of its own; that of the first: " : "")}{data.Split}").TrimEnd());
        yield return ("Classes", data.Classes.Disjoint ? "No test class was seen in training." : "The test classes are known from training: the figures speak of new images, not of new classes.");
        if (report.Protocol is { } protocol)
        {
            yield return ("Pairs", string.Create(CultureInfo.InvariantCulture, $"{protocol.Pairs:N0} test pairs, half of one class, each class equally often, never an image with itself; the threshold is fitted on validation data alone."));
            string episodes = string.Join(", ", ReportText.Ways(protocol.Episodes.Keys).Select(w => string.Create(CultureInfo.InvariantCulture, $"{protocol.Episodes[w]:N0} of {w} ways")));
            yield return ("Episodes", string.Create(CultureInfo.InvariantCulture, $"{episodes}, with {Plural(protocol.Shots, "support image")} a candidate, each class asked for equally often, ranked by the model's own score. Ties share the credit."));
        }

        yield return ("Intervals", $"95 %, {IntervalsOver(report)}. All variants and baselines see the same pairs and episodes.");
        yield return ("Seeds", string.Join(", ", report.Seeds.Select(s => s.ToString(CultureInfo.InvariantCulture))));
        foreach ((string variant, RunReport run) in report.Variants.SelectMany(v => v.Runs.Select(r => (v.Name, r))))
        {
            if (run.Health is { } health)
            {
                yield return (string.Create(CultureInfo.InvariantCulture, $"{variant}, seed {run.Seed}"), string.Join(" ", health));
            }
        }

        yield return ("Data hash", data.Sha256);
    }

    private static bool ClassesStand(ComparisonReport report) => report.Data.Classes.Test >= ClassJackknife.FewestClasses;

    private static string Plural(int count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many ?? one + "s")}");
}
