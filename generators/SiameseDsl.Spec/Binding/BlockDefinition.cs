using SiameseDsl.Spec.Catalog.Layers;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>A block of layers as declared.</summary>
internal sealed class BlockDefinition(YamlEntry declared, IReadOnlyList<YamlEntry> parameters, YamlSequence? layers)
{
    /// <summary>The block's name.</summary>
    public string Name => declared.Key;

    /// <summary>The place of the name.</summary>
    public SourceSpan NameSpan => declared.KeySpan;

    /// <summary>The parameters with their defaults; a null scalar where there is none.</summary>
    public IReadOnlyList<YamlEntry> Parameters => parameters;

    /// <summary>The layers; <see langword="null"/> where the definition is broken.</summary>
    public YamlSequence? Layers => layers;

    /// <summary>The block as a kind of layer: its parameters are its keys, and a bare value stands for the first.</summary>
    public BlockEntry Entry { get; } = new(declared.Key, parameters);
}

/// <summary>Where a block is used: what is found inside the block's definition names it.</summary>
/// <param name="Block">The block's name.</param>
/// <param name="Span">The place of the name at the use.</param>
public sealed record BlockUse(string Block, SourceSpan Span);
