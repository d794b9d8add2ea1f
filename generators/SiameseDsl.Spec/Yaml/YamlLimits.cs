namespace SiameseDsl.Spec.Yaml;

/// <summary>What a spec may not exceed. They keep a hostile file from costing more than a moment; no honest spec comes near them.</summary>
internal static class YamlLimits
{
    /// <summary>Nested collections. The parser's cost grows with the square of the depth of flow collections, so reading stops here at once.</summary>
    public const int Depth = 64;

    /// <summary>Scalars, mappings and sequences together.</summary>
    public const int Nodes = 20_000;

    /// <summary>UTF-16 units.</summary>
    public const int Characters = 1_000_000;
}
