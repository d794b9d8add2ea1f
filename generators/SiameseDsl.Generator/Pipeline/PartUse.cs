using SiameseDsl.Spec;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>What one spec has to do with parts: which it includes, and what compiling it found in them.</summary>
/// <param name="Paths">The paths of the parts.</param>
/// <param name="Findings">The findings in them.</param>
internal sealed record PartUse(EquatableArray<string> Paths, EquatableArray<Finding> Findings)
{
    private static readonly PartUse None = new(default, default);

    /// <summary>What compiling <paramref name="input"/> found in its parts.</summary>
    public static PartUse Of(SpecInput input, CompiledFile file, FamilyLayout layout)
    {
        if (input.Parts.Count == 0)
        {
            return None;
        }

        List<string> paths = new(input.Parts.Count);
        foreach (SpecText part in input.Parts)
        {
            paths.Add(part.Path);
        }

        return new(paths.ToEquatableArray(), FileFindings.InParts(file, layout));
    }
}
