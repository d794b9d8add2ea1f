using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Variants;

/// <summary>Looks parameters up in the located tree, before anything is bound.</summary>
internal static class TreeParams
{
    /// <summary>What stands at a place: the node itself, or the value of the parameter that it names. A parameter that is not there stays, and is found when it is bound.</summary>
    public static YamlNode Resolve(YamlMapping tree, YamlNode node) =>
        node is YamlScalar { Parameter: { } name } && (tree.Find("params")?.Value as YamlMapping)?.Find(name) is { Value.IsNull: false } entry ? entry.Value : node;

    /// <summary>The patch of <c>params</c> in which <c>null</c> is the value that the base gives.</summary>
    public static YamlEntry Reset(YamlEntry patch, YamlEntry? declared)
    {
        if (patch.Value is not YamlMapping set)
        {
            return patch;
        }

        YamlMapping result = set;
        foreach (YamlEntry entry in set.Entries)
        {
            if (entry.Value.IsNull && (declared?.Value as YamlMapping)?.Find(entry.Key) is { } known)
            {
                result = result.With(known);
            }
        }

        return ReferenceEquals(result, set) ? patch : patch with { Value = result };
    }
}
