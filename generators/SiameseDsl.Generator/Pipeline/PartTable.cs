using System.Collections.Immutable;
using SiameseDsl.Spec;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>The parts of a project.</summary>
/// <param name="Parts">Each part, in the ordinal order of their paths.</param>
internal sealed record PartTable(EquatableArray<SpecText> Parts)
{
    /// <summary>The parts among a project's texts, ordered.</summary>
    public static PartTable Of(ImmutableArray<SpecText> texts)
    {
        List<SpecText> ordered = [];
        foreach (SpecText text in texts)
        {
            if (text.IsPart)
            {
                ordered.Add(text);
            }
        }

        ordered.Sort(static (left, right) => string.CompareOrdinal(left.Path, right.Path));
        return new(ordered.ToEquatableArray());
    }

    /// <summary>The part at a path, or <see langword="null"/>.</summary>
    public SpecText? Find(string path)
    {
        foreach (SpecText part in Parts)
        {
            if (KeyOf(part.Path) == path)
            {
                return part;
            }
        }

        return null;
    }

    /// <summary>A path as it is compared.</summary>
    public static string KeyOf(string path) => path.Replace('\\', '/');
}
