using SiameseDsl.Spec;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>All that is to be said about one file itself: what compiling it found in it, and what it and others together are wrong about.</summary>
internal static class FileFindings
{
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

    /// <summary>What compiling the file found in the parts that it includes.</summary>
    public static EquatableArray<Finding> InParts(CompiledFile file, FamilyLayout layout)
    {
        List<Finding>? found = null;
        foreach (Finding finding in file.Spec.Findings)
        {
            if (finding.Span.File is not null && Under(layout.Settings.Levels, file.Spec, finding) is { } kept)
            {
                (found ??= []).Add(kept);
            }
        }

        return found?.ToEquatableArray() ?? default;
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
