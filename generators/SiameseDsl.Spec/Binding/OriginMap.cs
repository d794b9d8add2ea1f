using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>Tells by its place who wrote a value.</summary>
internal sealed class OriginMap
{
    // A spec has at most one range of each, its parts may have more.
    private readonly List<SourceSpan> variants = [];
    private readonly List<SourceSpan> matrices = [];

    private OriginMap()
    {
    }

    /// <summary>The map of a spec and its parts, by their roots.</summary>
    public static OriginMap Of(IReadOnlyList<YamlMapping> roots)
    {
        var map = new OriginMap();
        foreach (YamlMapping root in roots)
        {
            Add(map.variants, root.Find("variants"));
            Add(map.matrices, root.Find("matrix"));
        }

        return map;
    }

    /// <summary>Whose the place is. Never <see cref="Origin.Default"/>.</summary>
    public Origin Of(SourceSpan span) => Holds(variants, span) ? Origin.Variant : Holds(matrices, span) ? Origin.Matrix : Origin.Base;

    /// <summary>Whether a variant's patch wrote it, its own or one that it has from a matrix.</summary>
    public static bool IsPatch(Origin origin) => origin is Origin.Variant or Origin.Matrix;

    private static void Add(List<SourceSpan> ranges, YamlEntry? entry)
    {
        if (entry is not null)
        {
            ranges.Add(entry.Value.Span);
        }
    }

    private static bool Holds(List<SourceSpan> ranges, SourceSpan span)
    {
        foreach (SourceSpan range in ranges)
        {
            if (span.Start >= range.Start && span.Start < range.End && span.File == range.File)
            {
                return true;
            }
        }

        return false;
    }
}
