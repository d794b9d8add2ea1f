using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Variants;

/// <summary>Reads layers' names from the located tree.</summary>
internal static class LayerFinder
{
    /// <summary>The layer's name as written, or <see langword="null"/>.</summary>
    public static string? NameOf(ChoiceSyntax layer) => layer.Body is YamlMapping body && body.Find("name") is { Value: YamlScalar { IsNull: false } name } ? name.Value : null;

    /// <summary>The names in a list of layers and in the lists inside it.</summary>
    public static IReadOnlyList<string> NamesIn(YamlNode? layers)
    {
        var names = new List<string>();
        Collect(layers, names);
        return names;
    }

    /// <summary>The lists of layers that a key of a kind holds as written: none, one, or several.</summary>
    public static IEnumerable<YamlSequence> ListsOf(CatalogKey key, YamlMapping body) => (key.Type, body.Find(key.Name)?.Value) switch
    {
        (KeyType.Layers, YamlSequence list) => [list],
        (KeyType.LayerLists, YamlSequence lists) => lists.Items.OfType<YamlSequence>(),
        _ => [],
    };

    private static void Collect(YamlNode? layers, List<string> names)
    {
        if (layers is not YamlSequence sequence)
        {
            return;
        }

        foreach (YamlNode item in sequence.Items)
        {
            if (ChoiceSyntax.Read(item) is not { } choice)
            {
                continue;
            }

            if (NameOf(choice) is { } name)
            {
                names.Add(name);
            }

            if (SpecCatalog.Find(Category.Layer, choice.Kind) is not { } kind || choice.BodyOf(kind) is not { } body)
            {
                continue;
            }

            foreach (CatalogKey key in kind.Keys)
            {
                foreach (YamlSequence list in ListsOf(key, body))
                {
                    Collect(list, names);
                }
            }
        }
    }
}
