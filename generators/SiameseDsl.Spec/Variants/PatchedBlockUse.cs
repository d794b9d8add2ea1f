using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Variants;

/// <summary>What is given at a block's use, together with layers of its own: a path in a variant changed a layer inside this use, and no other use may see that.</summary>
internal sealed class PatchedBlockUse(IReadOnlyList<YamlEntry> entries, SourceSpan span, YamlSequence layers) : YamlMapping(entries, span)
{
    /// <summary>The layers that stand in place of the block's, parameters not yet put in.</summary>
    public YamlSequence Layers => layers;
}
