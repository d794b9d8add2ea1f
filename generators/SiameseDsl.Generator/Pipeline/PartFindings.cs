using SiameseDsl.Spec;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>The findings in all parts of a project, each once however many specs include the part. A part that no spec includes is looked at by itself.</summary>
internal static class PartFindings
{
    /// <summary>The findings in the order of parts and places.</summary>
    public static EquatableArray<Finding> Of(PartTable parts, FamilyLayout layout, CancellationToken cancellation)
    {
        EquatableArray<RuleLevel> levels = layout.Settings.Levels;
        if (parts.Parts.Count == 0)
        {
            return default;
        }

        HashSet<string> included = new(StringComparer.Ordinal);
        HashSet<Finding> seen = [];
        List<Finding> all = [];
        foreach (PartUse use in layout.Parts)
        {
            included.UnionWith(use.Paths);
            foreach (Finding finding in use.Levelled)
            {
                if (seen.Add(finding))
                {
                    all.Add(finding);
                }
            }

            foreach (Finding finding in use.Findings)
            {
                if (levels.Apply(finding) is { } kept && seen.Add(kept))
                {
                    all.Add(kept);
                }
            }
        }

        foreach (SpecText part in parts.Parts)
        {
            if (included.Contains(part.Path))
            {
                continue;
            }

            if (part.Text is not { } text)
            {
                all.Add(InternalFindings.Unreadable(part.Path));
                continue;
            }

            foreach (Finding finding in SpecCompiler.CheckPart(new SpecFile(part.Path, text.ToString()) { Parts = new Whole(parts) }, cancellation))
            {
                if (levels.Apply(finding) is { } kept)
                {
                    all.Add(kept);
                }
            }

            if (levels.Apply(InternalFindings.UnusedPart(part.Path)) is { } unused)
            {
                all.Add(unused);
            }
        }

        all.Sort(static (left, right) => string.CompareOrdinal(left.File, right.File) is var order and not 0 ? order : left.Span.Start.CompareTo(right.Span.Start));
        return all.ToEquatableArray();
    }

    private sealed class Whole(PartTable parts) : IPartSource
    {
        public SpecFile? Find(string path) => parts.Find(path) is { Text: { } text } part ? new SpecFile(part.Path, text.ToString()) : null;
    }
}
