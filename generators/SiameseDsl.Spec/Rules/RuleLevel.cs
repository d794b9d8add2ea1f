namespace SiameseDsl.Spec.Rules;

/// <summary>The level at which a file or a project wants a rule reported.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Severity">The severity in place of the rule's own; <see langword="null"/> for none: the rule is silent.</param>
public sealed record RuleLevel(string Rule, Severity? Severity);
