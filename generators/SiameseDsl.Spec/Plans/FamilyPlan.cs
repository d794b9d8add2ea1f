namespace SiameseDsl.Spec.Plans;

/// <summary>A family: one spec file, compiled. Holds no positions, so that moving a line changes nothing here.</summary>
public sealed record FamilyPlan
{
    /// <summary>The family's name as written, such as <c>Digits</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The family's C# type name.</summary>
    public required string TypeName { get; init; }

    /// <summary>One paragraph about the family.</summary>
    public required string Summary { get; init; }

    /// <summary>The metric that decides between variants, such as <c>pair_accuracy</c>.</summary>
    public required string Primary { get; init; }

    /// <summary>The variants in file order; the first is <c>base</c>.</summary>
    public required EquatableArray<ModelPlan> Variants { get; init; }
}
