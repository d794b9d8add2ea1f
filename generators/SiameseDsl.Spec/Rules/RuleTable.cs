namespace SiameseDsl.Spec.Rules;

/// <summary>Every rule of the language.</summary>
public static class RuleTable
{
    /// <summary>All rules.</summary>
    public static IReadOnlyList<Rule> All { get; } = [.. BuildRules.All, BuildRules.SameModel, BuildRules.NoSpec];
}
