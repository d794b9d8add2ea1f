using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Binding;

/// <summary>The rules that an expectation can name.</summary>
internal static class KnownRules
{
    /// <summary>The rule of this id, or <see langword="null"/>.</summary>
    public static Rule? Find(string id)
    {
        foreach (Rule rule in All())
        {
            if (rule.Id == id)
            {
                return rule;
            }
        }

        return null;
    }

    /// <summary>The ids of all rules that are no errors.</summary>
    public static IReadOnlyList<string> Expectable() => [.. All().Where(rule => rule.Severity != Severity.Error).Select(rule => rule.Id)];

    private static IEnumerable<Rule> All() => SyntaxRules.All.Concat(SchemaRules.All).Concat(NameRules.All);
}
