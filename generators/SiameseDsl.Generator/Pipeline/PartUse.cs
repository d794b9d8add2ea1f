using SiameseDsl.Spec;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>What one spec has to do with parts: which it includes, and what compiling it found in them. Equal for all specs without parts.</summary>
/// <param name="Paths">The paths of the parts.</param>
/// <param name="Levelled">The findings in them whose level the spec sets itself, at that level.</param>
/// <param name="Findings">The others, whose level the project may set.</param>
internal sealed record PartUse(EquatableArray<string> Paths, EquatableArray<Finding> Levelled, EquatableArray<Finding> Findings)
{
    private static readonly PartUse None = new(default, default, default);

    /// <summary>What compiling a spec found in its parts.</summary>
    public static PartUse Of(CompiledSpec spec, EquatableArray<string> parts)
    {
        if (parts.Count == 0)
        {
            return None;
        }

        List<Finding> levelled = [];
        List<Finding> others = [];
        foreach (Finding finding in spec.Findings)
        {
            if (finding.Span.File is not null)
            {
                (spec.Levels.Sets(finding.Id, out _) ? levelled : others).Add(finding);
            }
        }

        return new(parts, levelled.ToEquatableArray(), others.ToEquatableArray());
    }
}
