using SiameseDsl.Spec;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>A spec's path and what it compiled to.</summary>
internal sealed record CompiledFile(string Path, CompiledSpec Spec)
{
    /// <summary>What makes source: no positions.</summary>
    public PlannedFile? Planned => Spec.Family is { } family ? new(Path, family) : null;

    /// <summary>What all files together need to know of this one.</summary>
    public FileHeading Heading => new(Path, Spec.Family?.Name ?? "", Spec.Family?.TypeName ?? "");

    /// <summary>Where the family's name stands.</summary>
    public FamilyPlace Place => new(Path, Spec.FamilySpan);
}

/// <summary>A path and the plan of the family in it.</summary>
internal sealed record PlannedFile(string Path, FamilyPlan Family);

/// <summary>A path and the family's name as written and in C#; both empty where the file has no family.</summary>
internal sealed record FileHeading(string Path, string Family, string TypeName);

/// <summary>A path and the place of the family's name in it.</summary>
internal sealed record FamilyPlace(string Path, SourceSpan Span);
