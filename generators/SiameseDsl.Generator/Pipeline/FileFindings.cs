using System.Collections.Immutable;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>All that is to be said about one file itself: what compiling it found in it, and what it and others together are wrong about.</summary>
internal static class FileFindings
{
    /// <summary>The findings of a file that has some; most have none, and an output costs something for each of its values.</summary>
    public static ImmutableArray<FoundFindings> OfSome(CompiledFile file, FamilyLayout layout) => Of(file, layout) is { Count: > 0 } some ? [new(some)] : [];

    /// <summary>The findings of <paramref name="file"/>.</summary>
    public static EquatableArray<Finding> Of(CompiledFile file, FamilyLayout layout)
    {
        EquatableArray<Finding> own = Under(layout.Settings.Levels, file.Spec);
        List<Finding>? clashes = null;
        foreach (FamilyClash clash in layout.Clashes)
        {
            if (InternalFindings.Clash(clash, file.Path, file.Spec.FamilySpan) is { } finding)
            {
                (clashes ??= [.. own]).Add(finding);
            }
        }

        return clashes?.ToEquatableArray() ?? own;
    }

    // The levels that a file sets itself are applied already, and those of the project do not touch them.
    private static EquatableArray<Finding> Under(EquatableArray<RuleLevel> project, CompiledSpec spec)
    {
        List<Finding> levelled = new(spec.Findings.Count);
        foreach (Finding finding in spec.Findings)
        {
            if (finding.Span.File is null && Under(project, spec, finding) is { } kept)
            {
                levelled.Add(kept);
            }
        }

        return levelled.Count == spec.Findings.Count && project.Count == 0 ? spec.Findings : levelled.ToEquatableArray();
    }

    private static Finding? Under(EquatableArray<RuleLevel> project, CompiledSpec spec, Finding finding) => spec.Levels.Sets(finding.Id, out _) ? finding : project.Apply(finding);
}
