using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Tests.Plans;

namespace SiameseDsl.Spec.Tests.Rules;

public sealed class RuleTableTests
{
    // Two files with one model (SDSL2006) show only when both are compiled together, and rules about the user's code beside it: the generator's tests show both.
    public static TheoryData<string> WithExamples => [.. RuleTable.All.Where(rule => rule.Bad.Length > 0 && rule.Id != "SDSL2006" && !rule.NeedsCode).Select(rule => rule.Id)];

    [Fact]
    public void Every_id_is_there_once_and_found()
    {
        Assert.Equal(RuleTable.All.Count, RuleTable.All.Select(rule => rule.Id).Distinct().Count());
        Assert.All(RuleTable.All, rule => Assert.Same(rule, RuleTable.Find(rule.Id)));
        Assert.Null(RuleTable.Find("SDSL0000"));
    }

    [Theory]
    [MemberData(nameof(WithExamples))]
    public void The_bad_example_shows_the_rule_and_the_good_one_does_not(string id)
    {
        Rule rule = RuleTable.Find(id)!;
        Assert.Contains(Compiled.Compile(rule.Bad).Findings, finding => finding.Id == id && finding.Severity == rule.Severity);
        CompiledSpec good = Compiled.Compile(rule.Good);
        Assert.DoesNotContain(good.Findings, finding => finding.Id == id);
        Assert.Empty(good.Findings.Where(finding => finding.Severity > Severity.Info).Select(finding => $"{finding.Id} {finding.Message}"));
        Assert.NotNull(good.Family);
    }

    [Fact]
    public void Expectations_may_name_warnings_and_notes_only()
    {
        Assert.True(RuleTable.CanBeExpected(LearningRules.NoInteraction));
        Assert.True(RuleTable.CanBeExpected(LearningRules.AsymmetricScore));
        Assert.False(RuleTable.CanBeExpected(ShapeRules.DoesNotFit));
        Assert.False(RuleTable.CanBeExpected(LearningRules.ExpectationNotMet));
    }
}
