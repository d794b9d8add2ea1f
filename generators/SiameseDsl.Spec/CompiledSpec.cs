using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec;

/// <summary>A spec file's text and the path that findings name.</summary>
public sealed record SpecFile(string Path, string Text)
{
    /// <summary>Finds the parts that the file includes; <see langword="null"/> where there are none to be found.</summary>
    public IPartSource? Parts { get; init; }
}

/// <summary>What a spec compiles to: a plan without positions that makes source, and findings with positions that make diagnostics.</summary>
/// <param name="Family">The family; <see langword="null"/> where the file cannot be read as one at all.</param>
/// <param name="Findings">All findings of the file, in the order of their places.</param>
public sealed record CompiledSpec(FamilyPlan? Family, EquatableArray<Finding> Findings)
{
    /// <summary>The place of the family's name, for findings that concern several files; the file's start where there is none.</summary>
    public SourceSpan FamilySpan { get; init; }

    /// <summary>The classes of the user's that the family stands on. Nobody has looked yet whether they exist.</summary>
    public EquatableArray<CustomPlace> Customs { get; init; }

    /// <summary>The levels that the file sets; they are applied to <see cref="Findings"/> already, and stand before those of a project.</summary>
    public EquatableArray<RuleLevel> Levels { get; init; }
}
