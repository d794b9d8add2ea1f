using SiameseDsl.Cli.Reports;

namespace SiameseDsl.Cli.Tests.Reports;

public class ComparisonSentenceTests
{
    [Fact]
    public void One_seed_speaks_of_the_models_and_not_of_the_recipe()
    {
        Assert.Equal(
            "contrastive-linear is ahead with 97.6 % pair accuracy, 22.8 points above base (74.8 %): these two trained models differ beyond what other test classes and images would explain (p < 0.001), but its lead over triplet may be chance (p = 0.21), and 1 seed cannot tell whether its recipe is better (at least 5 are needed).",
            SampleReport.Digits().Sentence);
        Assert.Contains("4 seeds cannot tell whether its recipe is better", SampleReport.Digits(4).Sentence);
    }

    [Fact]
    public void Five_seeds_speak_of_the_recipe() =>
        Assert.EndsWith("and over 5 seeds its recipe is better than base (p < 0.001).", SampleReport.Digits(5).Sentence);

    [Fact]
    public void A_small_lead_is_not_called_a_finding()
    {
        string sentence = SampleReport.Digits(5, lead: 0.008).Sentence;
        Assert.Contains("could explain the difference", sentence);
        Assert.EndsWith("and over 5 seeds no difference of the recipes was found (p = 0.41); 12 more would settle one of this size.", sentence);
    }

    [Fact]
    public void Recipes_that_no_number_of_seeds_tells_apart_are_said_to_be_so()
    {
        ComparisonReport report = SampleReport.Digits(5, lead: 0.008);
        string sentence = ComparisonSentence.Of(report with { Comparisons = [.. report.Comparisons.Select(entry => entry with { MoreSeeds = null })] });
        Assert.EndsWith("no difference of the recipes was found (p = 0.41); 1,000 would not settle one of this size.", sentence);
    }

    [Fact]
    public void Few_classes_speak_of_images_only() =>
        Assert.Contains("beyond what other test images would explain", SampleReport.Digits(testClasses: 3).Sentence);

    [Fact]
    public void One_variant_has_nothing_to_be_compared_with()
    {
        ComparisonReport report = SampleReport.Digits();
        Assert.Equal(
            "Digits has one variant to measure: contrastive-linear reaches 97.6 % pair accuracy.",
            ComparisonSentence.Of(report with { Variants = [report.Variants[0]], Comparisons = [] }));
    }

    [Fact]
    public void The_base_can_be_best()
    {
        ComparisonReport report = SampleReport.Digits();
        VariantReport[] turned = [report.Variants[3] with { PairAccuracy = new Figure(0.99, 0.001) }, .. report.Variants.Take(3)];
        string sentence = ComparisonSentence.Of(report with { Variants = turned });
        Assert.StartsWith("base is ahead with 99.00 % pair accuracy, 1.4 points above contrastive-linear (97.6 %)", sentence);
    }

    [Theory]
    [InlineData("eer", "2.4 % equal error rate, 22.8 points below base (25.2 %)")]
    [InlineData("one_shot", "87.3 % 20-way one-shot accuracy, 82.2 points above base (5.1 %)")]
    [InlineData("auc", "0.9880 AUC, 0.2280 above base (0.7600)")]
    public void Each_metric_is_said_in_its_own_words(string primary, string expected) =>
        Assert.Contains(expected, SampleReport.Digits(primary: primary).Sentence);

    [Theory]
    [InlineData(0.973, 0.004, "97.3 ± 0.4 %")]
    [InlineData(0.9931, 0.0012, "99.31 ± 0.12 %")]
    [InlineData(0.5, null, "50.0 %")]
    [InlineData(1.0, 0.0002, "100.00 ± 0.02 %")]
    public void Figures_show_as_many_digits_as_they_need(double mean, double? half, string expected) =>
        Assert.Equal(expected, ReportText.Percent(new Figure(mean, half)));
}
