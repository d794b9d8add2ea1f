using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Tests.Binding;

/// <summary>Every rule's bad example makes it fire, and its good example is silent about it.</summary>
public sealed class RuleExampleTests
{
    // These two are about several files, or none: the generator reports them.
    private static readonly string[] OfTheGenerator = ["SDSL0002", "SDSL2006"];

    public static TheoryData<string> Ids() => [.. SyntaxRules.All.Concat(SchemaRules.All).Concat(NameRules.All).Select(rule => rule.Id).Except(OfTheGenerator)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void TheBadExampleFires(string id)
    {
        Finding[] findings = [.. SpecText.Compile(RuleTable.Find(id)!.Bad).Findings];

        Assert.All(findings, finding => Assert.Equal(id, finding.Id));
        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.Equal(RuleTable.Find(id)!.Severity, finding.Severity));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void TheGoodExampleHasNoErrors(string id)
    {
        Assert.Empty(SpecText.Compile(RuleTable.Find(id)!.Good).Findings);
    }

    [Fact]
    public void EveryRuleHasATitleAndAnExplanation() =>
        Assert.All(SyntaxRules.All.Concat(SchemaRules.All).Concat(NameRules.All), rule => Assert.True(rule.Title.Length > 0 && rule.Explanation.Length > 40));
}
