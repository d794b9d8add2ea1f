namespace SiameseDsl.Spec.Rules;

/// <summary>The table of every rule: what check, analyzer, generator, explain and the documentation read.</summary>
public static class RuleTable
{
    /// <summary>A defect of the compiler itself.</summary>
    public static Rule InternalError { get; } = new(
        "SDSL9001",
        Severity.Error,
        "Internal error",
        "The compiler itself failed on this file; other files are not affected. This is a defect: please report it with the file.");

    /// <summary>All rules in the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } =
        [.. SyntaxRules.All, .. BuildRules.All, .. SchemaRules.All, .. NameRules.All, .. ReferenceRules.All, .. ShapeRules.All, .. LearningRules.All, InternalError];

    private static readonly Dictionary<string, Rule> ById = All.ToDictionary(rule => rule.Id, StringComparer.Ordinal);

    /// <summary>The rule with this id, or <see langword="null"/>.</summary>
    public static Rule? Find(string id) => ById.TryGetValue(id, out Rule? rule) ? rule : null;

    /// <summary>Whether an <c>expect:</c> may name the rule: one about learning or combination that is not an error. That an expectation fails cannot itself be expected.</summary>
    public static bool CanBeExpected(Rule rule) => rule.Severity != Severity.Error && rule.Id != LearningRules.ExpectationNotMet.Id;
}
