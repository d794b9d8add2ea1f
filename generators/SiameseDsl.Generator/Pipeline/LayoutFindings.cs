using SiameseDsl.Spec;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>The findings that concern several files or the project.</summary>
internal static class LayoutFindings
{
    /// <summary>All of them.</summary>
    public static EquatableArray<Finding> Of(FamilyLayout layout, GeneratorSettings settings, IReadOnlyCollection<FamilyPlace> places)
    {
        List<Finding> findings = [];
        if (settings.InvalidRoot is { } root && layout.HasSpecs)
        {
            findings.Add(InternalFindings.InvalidNamespace(root));
        }

        if (!layout.HasSpecs)
        {
            findings.Add(InternalFindings.NoSpec());
        }

        if (layout.Clashes.Count > 0)
        {
            Dictionary<string, SourceSpan> spans = new(StringComparer.Ordinal);
            foreach (FamilyPlace place in places)
            {
                spans[place.Path] = place.Span;
            }

            foreach (FamilyClash clash in layout.Clashes)
            {
                findings.AddRange(InternalFindings.Clashes(clash, spans));
            }
        }

        return findings.ToEquatableArray();
    }
}
