using SiameseDsl.Spec;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>All that is to be said about one file: what compiling it found, and what it and others together are wrong about.</summary>
internal static class FileFindings
{
    /// <summary>The findings of <paramref name="file"/>.</summary>
    public static EquatableArray<Finding> Of(CompiledFile file, FamilyLayout layout)
    {
        List<Finding>? clashes = null;
        foreach (FamilyClash clash in layout.Clashes)
        {
            if (InternalFindings.Clash(clash, file.Path, file.Spec.FamilySpan) is { } finding)
            {
                (clashes ??= [.. file.Spec.Findings]).Add(finding);
            }
        }

        return clashes?.ToEquatableArray() ?? file.Spec.Findings;
    }
}
