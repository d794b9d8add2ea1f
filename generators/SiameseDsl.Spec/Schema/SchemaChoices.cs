using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Spec.Schema;

/// <summary>The schemas of choices: a kind's bare name, or an object with the kind as its only key.</summary>
internal static class SchemaChoices
{
    /// <summary>The definition's name: <c>layer</c>, or <c>head_patch</c> where the choice merges into another.</summary>
    public static string Name(Category category, bool isPatch) => category.ToString().ToLowerInvariant() + (isPatch ? "_patch" : "");

    /// <summary>Whether a choice of this category stands at a key of its own, so that a variant can merge into it. Lists are replaced whole.</summary>
    public static bool CanBePatched(Category category) => SpecCatalog.All.Any(entry => entry.Keys.Any(key => key.Type == KeyType.Choice && key.Choice == category));

    /// <summary>The definition of a category.</summary>
    public static JsonMap Of(Category category, bool isPatch)
    {
        CatalogEntry[] entries = [.. SpecCatalog.Kinds(category).Select(kind => SpecCatalog.Find(category, kind)!)];
        var properties = new JsonMap();
        foreach (CatalogEntry entry in entries)
        {
            properties.Add(entry.Kind, Body(entry, isPatch));
        }

        bool hasBlocks = category == Category.Layer;
        string[] bare = [.. entries.Where(entry => isPatch || CanBeBare(entry)).Select(entry => entry.Kind)];
        return new JsonMap
        {
            { "type", new[] { "object", "string" } },
            { "properties", properties },
            { "patternProperties", hasBlocks ? SchemaBlocks.Uses() : null },
            { "additionalProperties", false },
            { "minProperties", 1 },
            { "maxProperties", 1 },
            { "if", new JsonMap { { "type", "string" } } },
            { "then", new JsonMap { { "anyOf", Bare(bare, hasBlocks) } } },
        };
    }

    private static object[] Bare(string[] kinds, bool hasBlocks)
    {
        List<object> alternatives = [new JsonMap { { "enum", kinds } }, new JsonMap { { "$ref", "#/definitions/parameter" } }];
        if (hasBlocks)
        {
            alternatives.Add(new JsonMap { { "pattern", SchemaPatterns.Name } });
        }

        return [.. alternatives];
    }

    /// <summary>Whether a kind can do with its defaults.</summary>
    public static bool CanBeBare(CatalogEntry entry) => !entry.Keys.Any(key => key.Required);

    // A bare value stands for the main key, where that is all that must be given.
    private static JsonMap Body(CatalogEntry entry, bool isPatch)
    {
        var schema = new JsonMap { { "description", entry.Summary } };
        JsonMap section = SchemaValues.Section(entry, isPatch);
        CatalogKey? main = entry.Keys.FirstOrDefault(key => key.Name == entry.MainKey && (isPatch || !entry.Keys.Any(other => other.Required && other.Name != key.Name)));
        if (main is null)
        {
            bool nullable = isPatch || CanBeBare(entry);
            foreach (KeyValuePair<string, object> member in section)
            {
                schema.Add(member.Key, member.Key == "type" && nullable ? (string[])["object", "null"] : member.Value);
            }

            return schema;
        }

        schema.Add("if", new JsonMap { { "type", "object" } });
        schema.Add("then", section);
        schema.Add("else", SchemaValues.Of(entry, main, isPatch));
        return schema;
    }
}
