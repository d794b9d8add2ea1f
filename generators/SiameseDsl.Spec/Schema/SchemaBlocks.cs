using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Spec.Schema;

/// <summary>What blocks change in the schema: their names stand where kinds of layers stand. Which blocks a file has a schema cannot know, so that a list of layers takes any name; where the file has
/// no blocks, a second look at its lists takes the catalog's kinds alone.</summary>
internal static class SchemaBlocks
{
    private const string KnownLayer = "known_layer";

    /// <summary>The uses of blocks among the kinds of layers.</summary>
    public static JsonMap Uses() => new()
    {
        { SchemaPatterns.Name, new JsonMap { { "description", "A block of the file with values for its parameters; a bare value stands for the first." } } },
    };

    /// <summary>The schema of <c>blocks</c> beside the type of a mapping.</summary>
    public static JsonMap Members(JsonMap section) => new()
    {
        { "propertyNames", new JsonMap { { "pattern", SchemaPatterns.Name } } },
        {
            "additionalProperties",
            new JsonMap
            {
                { "description", "A list of layers, or a mapping of parameters with their defaults and layers." },
                { "type", new[] { "array", "object" } },
                { "if", new JsonMap { { "type", "array" } } },
                { "then", new JsonMap { { "items", new JsonMap { { "$ref", "#/definitions/layer" } } }, { "minItems", 1 } } },
                { "else", section },
            }
        },
    };

    /// <summary>The definition <c>known_layer</c>: one of the catalog's kinds, also in the lists inside it.</summary>
    public static void Define(JsonMap definitions)
    {
        CatalogEntry[] entries = [.. SpecCatalog.Kinds(Category.Layer).Select(kind => SpecCatalog.Find(Category.Layer, kind)!)];
        string[] bare = [.. entries.Where(SchemaChoices.CanBeBare).Select(entry => entry.Kind)];
        var properties = new JsonMap();
        foreach (CatalogEntry entry in entries)
        {
            JsonMap lists = ListsOf(entry);
            if (lists.Count > 0)
            {
                JsonMap body = new() { { "properties", lists } };
                if (entry.Keys.FirstOrDefault(key => key.Name == entry.MainKey && key.Type is KeyType.Layers or KeyType.LayerLists) is { } main)
                {
                    body.Add(List(main.Type));
                }

                properties.Add(entry.Kind, body);
            }
        }

        definitions.Add(KnownLayer, new JsonMap
        {
            { "if", new JsonMap { { "type", "string" } } },
            { "then", new JsonMap { { "anyOf", new object[] { new JsonMap { { "enum", bare } }, new JsonMap { { "$ref", "#/definitions/parameter" } } } } } },
            { "else", new JsonMap { { "propertyNames", new JsonMap { { "enum", entries.Select(entry => entry.Kind).ToArray() } } }, { "properties", properties } } },
        });
    }

    /// <summary>The condition that holds for a file without blocks, and what it means.</summary>
    public static JsonMap WithoutBlocks()
    {
        JsonMap keys = LayersOf(SectionCatalog.File);
        keys.Add("variants", new JsonMap { { "additionalProperties", new JsonMap { { "properties", LayersOf(SectionCatalog.Variant) } } } });
        return new JsonMap
        {
            { "if", new JsonMap { { "not", new JsonMap { { "required", new[] { "blocks" } } } } } },
            { "then", new JsonMap { { "properties", keys } } },
        };
    }

    // The keys of the top level that lead to layers.
    private static JsonMap LayersOf(CatalogEntry section)
    {
        JsonMap keys = ListsOf(section);
        foreach (CatalogKey key in section.Keys)
        {
            if (key.Type == KeyType.Map && key.Section is { } inner && inner != "variant" && key.Name != "blocks" && ListsOf(SpecCatalog.Section(inner)) is { Count: > 0 } lists)
            {
                keys.Add(key.Name, new JsonMap { { "additionalProperties", new JsonMap { { "properties", lists } } } });
            }
            else if (key.Type == KeyType.Choice)
            {
                var kinds = new JsonMap();
                foreach (string kind in SpecCatalog.Kinds(key.Choice!.Value))
                {
                    CatalogEntry entry = SpecCatalog.Find(key.Choice.Value, kind)!;
                    JsonMap inside = ListsOf(entry);
                    if (inside.Count > 0)
                    {
                        JsonMap body = new() { { "properties", inside } };
                        body.Add(entry.MainKey == "layers" ? List(KeyType.Layers) : new JsonMap());
                        kinds.Add(kind, body);
                    }
                }

                if (kinds.Count > 0)
                {
                    keys.Add(key.Name, new JsonMap { { "properties", kinds } });
                }
            }
        }

        return keys;
    }

    private static JsonMap ListsOf(CatalogEntry entry)
    {
        var lists = new JsonMap();
        foreach (CatalogKey key in entry.Keys)
        {
            if (key.Type is KeyType.Layers or KeyType.LayerLists)
            {
                lists.Add(key.Name, List(key.Type));
            }
        }

        return lists;
    }

    private static JsonMap List(KeyType type)
    {
        var known = new JsonMap { { "$ref", "#/definitions/" + KnownLayer } };
        return new JsonMap { { "items", type == KeyType.LayerLists ? new JsonMap { { "items", known } } : known } };
    }
}
