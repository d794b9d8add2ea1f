using SiameseDsl.Spec;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>All that is to be said about one file: what compiling it found, and what it and others together are wrong about.</summary>
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

    // The levels that a file sets itself are applied already, and those of the project do not touch them.
    private static EquatableArray<Finding> Under(EquatableArray<RuleLevel> project, CompiledSpec spec)
    {
        if (project.Count == 0)
        {
            return spec.Findings;
        }

        List<Finding> levelled = new(spec.Findings.Count);
        foreach (Finding finding in spec.Findings)
        {
            if ((spec.Levels.Sets(finding.Id, out _) ? finding : project.Apply(finding)) is { } kept)
            {
                levelled.Add(kept);
            }
        }

        return levelled.ToEquatableArray();
    }
}
