using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Binding;

/// <summary>The rules that an expectation can name.</summary>
internal static class KnownRules
{
    /// <summary>The rule of this id, or <see langword="null"/>.</summary>
    public static Rule? Find(string id) => RuleTable.Find(id);

    /// <summary>The ids of all rules that an expectation may name.</summary>
    public static IReadOnlyList<string> Expectable() => [.. RuleTable.All.Where(RuleTable.CanBeExpected).Select(rule => rule.Id)];
}
