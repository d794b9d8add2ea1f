namespace SiameseDsl.Spec.Binding;

/// <summary>A spec as bound: the family, and what was found on the way.</summary>
/// <param name="Family">The family; <see langword="null"/> where the text is not YAML or not a mapping, so that there is nothing to bind.</param>
/// <param name="Findings">The findings of the syntax, the schema and the names, each once, in no particular order.</param>
public sealed record BoundSpec(FamilySpec? Family, IReadOnlyList<Finding> Findings);
