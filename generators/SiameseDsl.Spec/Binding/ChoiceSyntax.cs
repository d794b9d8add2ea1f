using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>A choice as written: the kind, its place, and what stands behind it.</summary>
/// <param name="Kind">The kind's name.</param>
/// <param name="KindSpan">The place of the kind's name.</param>
/// <param name="Body">What stands behind the kind; <see langword="null"/> for a bare name or an empty value.</param>
internal sealed record ChoiceSyntax(string Kind, SourceSpan KindSpan, YamlNode? Body)
{
    /// <summary>Reads a choice, or gives <see langword="null"/> where the node has not the form of one.</summary>
    public static ChoiceSyntax? Read(YamlNode node)
    {
        if (node is YamlScalar { IsNull: false } scalar)
        {
            return new ChoiceSyntax(scalar.Value, scalar.Span, null);
        }

        if (node is not YamlMapping { Entries.Count: 1 } mapping)
        {
            return null;
        }

        YamlEntry entry = mapping.Entries[0];
        return new ChoiceSyntax(entry.Key, entry.KeySpan, entry.Value.IsNull ? null : entry.Value);
    }

    /// <summary>The body as a mapping: a bare value stands for the main key. <see langword="null"/> where the kind has no main key to take it.</summary>
    public YamlMapping? BodyOf(CatalogEntry entry) => Body switch
    {
        null => new YamlMapping([], KindSpan),
        YamlMapping mapping => mapping,
        _ when entry.MainKey is { } main => new YamlMapping([new YamlEntry(main, KindSpan, Body)], Body.Span),
        _ => null,
    };
}
