namespace SiameseDsl.Spec.Rules;

/// <summary>The table of every rule: what check, analyzer, generator, explain and the documentation read.</summary>
public static class RuleTable
{
    /// <summary>All rules in the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. SyntaxRules.All
            .Concat(SchemaRules.All)
            .Concat(NameRules.All)
            .Concat(ReferenceRules.All)
            .Concat(ObjectiveRules.All)
            .Concat(CustomRules.All)
            .Concat(ShapeRules.All)
            .Concat(LayerRules.All)
            .Concat(LearningRules.All)
            .Concat(StructureRules.All)
            .Concat(TrainingRules.All)
            .Concat(BuildRules.All)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];

    private static readonly Dictionary<string, Rule> ById = All.ToDictionary(rule => rule.Id, StringComparer.Ordinal);

    /// <summary>The rule with this id, or <see langword="null"/>.</summary>
    public static Rule? Find(string id) => ById.TryGetValue(id, out Rule? rule) ? rule : null;

    /// <summary>Whether an <c>expect:</c> may name the rule: one about learning or combination that is not an error. That an expectation fails cannot itself be expected.</summary>
    public static bool CanBeExpected(Rule rule) => rule.Severity != Severity.Error && rule.Id != LearningRules.ExpectationNotMet.Id;
}
