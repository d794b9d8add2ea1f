using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Variants;

/// <summary>A block as it stands in the located tree, before anything is bound.</summary>
internal sealed class BlockSyntax
{
    private readonly YamlMapping? parameters;

    private BlockSyntax(YamlMapping? parameters, YamlSequence? layers)
    {
        this.parameters = parameters;
        Layers = layers;
    }

    /// <summary>Its layers; <see langword="null"/> where there is no list.</summary>
    public YamlSequence? Layers { get; }

    /// <summary>The names of its parameters.</summary>
    public IEnumerable<string> Parameters => parameters is null ? [] : parameters.Entries.Select(entry => entry.Key);

    /// <summary>The block called <paramref name="name"/>, or <see langword="null"/>.</summary>
    public static BlockSyntax? Find(YamlMapping? blocks, string name) => blocks?.Find(name)?.Value switch
    {
        YamlSequence list => new BlockSyntax(null, list),
        YamlMapping body => new BlockSyntax(body.Find("params")?.Value as YamlMapping, body.Find("layers")?.Value as YamlSequence),
        _ => null,
    };

    /// <summary>The key that a use may have under this name: one that every layer has, or a parameter; else <see langword="null"/>.</summary>
    public CatalogKey? KeyOf(string name) =>
        Variants.Merge.Find(LayerHeader.Keys, name) ?? (parameters?.Find(name) is null ? null : new CatalogKey(name, KeyType.Special, ""));

    // What is given at a use, as a mapping: a bare value stands for the first parameter. Null where the block has none to take it.
    private YamlMapping? BodyOf(ChoiceSyntax use) => use.Body switch
    {
        null => new YamlMapping([], use.KindSpan),
        YamlMapping mapping => mapping,
        _ when parameters is { Entries.Count: > 0 } => new YamlMapping([new YamlEntry(parameters.Entries[0].Key, use.KindSpan, use.Body)], use.Body.Span),
        _ => null,
    };

    /// <summary>The use that <paramref name="patch"/> makes of <paramref name="use"/>, which has a name: of the same block what is given merges, anything else takes its place.</summary>
    public YamlNode Merge(YamlNode item, ChoiceSyntax use, YamlNode patch)
    {
        if (ChoiceSyntax.Read(patch) is not { } after || after.Kind != use.Kind || BodyOf(after) is not { } changes)
        {
            return patch;
        }

        var body = (YamlMapping)use.Body!;
        YamlMapping result = body;
        foreach (YamlEntry entry in changes.Entries)
        {
            result = result.With(entry);
        }

        return changes.Entries.Count == 0 ? item
            : Variants.Merge.WithBody(use, body is PatchedBlockUse patched ? new PatchedBlockUse(result.Entries, result.Span, patched.Layers) : result);
    }
}
