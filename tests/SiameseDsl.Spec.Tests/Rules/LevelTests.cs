using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Tests.Plans;

namespace SiameseDsl.Spec.Tests.Rules;

/// <summary>Levels: what a finding is reported as, and nothing else.</summary>
public sealed class LevelTests
{
    // A sigmoid before a distance: SDSL4005, a warning; a block that nothing uses: SDSL2111, a note.
    private const string Yaml = SpecText.Head
        + "blocks: { cell: [relu] }\ntower:\n  - flatten\n  - dense: { name: embedding, units: 64, activation: sigmoid }\nhead: euclidean\nloss: contrastive\n";

    [Fact]
    public void The_spec_of_these_tests_has_a_warning_and_a_note() => Assert.Equal([Severity.Info, Severity.Warning], Severities(Yaml, "SDSL2111", "SDSL4005"));

    [Theory]
    [InlineData("info", Severity.Info)]
    [InlineData("warning", Severity.Warning)]
    [InlineData("error", Severity.Error)]
    public void A_level_raises_and_lowers(string level, Severity severity) =>
        Assert.Equal([severity, severity], Severities($"{Yaml}levels: {{ SDSL2111: {level}, SDSL4005: {level} }}\n", "SDSL2111", "SDSL4005"));

    [Fact]
    public void None_silences_that_rule_alone()
    {
        Assert.Equal(["SDSL2111"], Compiled.Ids(Yaml + "levels: { SDSL4005: none }\n"));
        Assert.Empty(Compiled.Ids(Yaml + "levels: { SDSL4005: none, SDSL2111: none }\n"));
    }

    [Fact]
    public void A_raised_finding_leaves_the_model_and_its_hash_as_they_are()
    {
        CompiledSpec raised = Compiled.Compile(Yaml + "levels: { SDSL4005: error }\n");

        Assert.Contains(raised.Findings, finding => finding.Severity == Severity.Error);
        Assert.False(raised.Family!.Variants[0].IsBroken);
        Assert.Equal(Compiled.Compile(Yaml).Family, raised.Family);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("error")]
    public void An_expectation_sees_the_rule_before_its_level(string level)
    {
        string expected = Yaml + $"expect: [{{ rule: SDSL4005, because: It shows. }}]\nlevels: {{ SDSL4005: {level} }}\n";

        Assert.Equal(["SDSL2111"], Compiled.Ids(expected));
        Assert.Equal(["SDSL2111", "SDSL4900"], Compiled.Ids(expected.Replace("sigmoid", "linear", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_levels_of_a_file_are_known_to_what_applies_those_of_a_project()
    {
        CompiledSpec compiled = Compiled.Compile(Yaml + "levels: { SDSL4005: none, SDSL2111: error }\n");

        Assert.True(compiled.Levels.Sets("SDSL4005", out Severity? silent) && silent is null);
        Assert.True(compiled.Levels.Sets("SDSL2111", out Severity? raised) && raised == Severity.Error);
        Assert.False(compiled.Levels.Sets("SDSL4012", out _));
    }

    [Fact]
    public void A_projects_levels_are_separated_by_anything_usual()
    {
        (EquatableArray<RuleLevel> levels, EquatableArray<string> problems) = RuleLevels.Parse(" SDSL4011=none;SDSL4012=error,\n\tSDSL2111=info ; ");

        Assert.Empty(problems);
        Assert.Equal([new("SDSL4011", null), new("SDSL4012", Severity.Error), new RuleLevel("SDSL2111", Severity.Info)], levels);
    }

    [Theory]
    [InlineData("SDSL4011", "'SDSL4011' sets no level; write a rule and its level, such as SDSL4011=none.")]
    [InlineData("SDSL4011=off", "'off' is no level for SDSL4011; known here: none, info, warning, error.")]
    [InlineData("SDSL4011=wraning", "'wraning' is no level for SDSL4011; did you mean 'warning'?")]
    [InlineData("CS8785=none", "There is no rule 'CS8785', so its level cannot be set; write the id of a warning or a note, such as SDSL4001.")]
    [InlineData("SDSL3001=warning", "SDSL3001 (layer does not fit) is an error, and the level of an error cannot be set; repair what it reports.")]
    public void What_a_project_cannot_set_is_told_in_a_sentence(string text, string problem)
    {
        (EquatableArray<RuleLevel> levels, EquatableArray<string> problems) = RuleLevels.Parse(text + ";SDSL4012=info");

        Assert.Equal([problem], problems);
        Assert.Equal([new RuleLevel("SDSL4012", Severity.Info)], levels);
    }

    private static IEnumerable<Severity> Severities(string yaml, params string[] ids) => ids.Select(id => Compiled.One(yaml, id).Severity);
}
