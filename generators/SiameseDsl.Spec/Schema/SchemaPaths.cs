using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Spec.Schema;

/// <summary>The schema of a variant: a patch whose keys may be paths, such as <c>tower.embedding.units</c>.</summary>
internal static class SchemaPaths
{
    /// <summary>The definition <c>variant</c>.</summary>
    public static JsonMap Variant()
    {
        var schema = new JsonMap { { "description", SectionCatalog.Variant.Summary } };
        string roots = string.Join("|", SectionCatalog.Variant.Keys.Select(key => key.Name));
        var paths = new JsonMap();
        foreach (IGrouping<string, (CatalogEntry Owner, CatalogKey Key)> keys in Keys().GroupBy(one => one.Key.Name))
        {
            // Below 'args' stand names of the user's own.
            paths.Add($@"^({roots})(\.(?!args\.)[^.]+)*\.{keys.Key}$", Ending([.. keys]));
        }

        paths.Add($@"^({roots})(\.[^.]+)+$", new JsonMap());
        foreach (KeyValuePair<string, object> member in SchemaValues.Section(SectionCatalog.Variant, isPatch: true))
        {
            schema.Add(member.Key, member.Key == "type" ? (string[])["object", "null"] : member.Value);
            if (member.Key == "properties")
            {
                schema.Add("patternProperties", paths);
            }
        }

        return schema;
    }

    /// <summary>The definition <c>named_layer</c>: what a path that ends at a layer's name sets, for a layer that is called like a key.</summary>
    public static JsonMap NamedLayer() => new()
    {
        { "type", new[] { "object", "string" } },
        { "if", new JsonMap { { "type", "string" } } },
        { "then", new JsonMap { { "enum", SpecCatalog.Kinds(Category.Layer).ToArray() } } },
    };

    // Several kinds have a key of this name: what one of them takes is allowed.
    private static JsonMap Ending((CatalogEntry Owner, CatalogKey Key)[] keys)
    {
        var alternatives = new List<object>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((CatalogEntry owner, CatalogKey key) in keys)
        {
            JsonMap schema = SchemaValues.Of(owner, key, isPatch: true);
            if (seen.Add(JsonText.Write(schema)))
            {
                alternatives.Add(schema);
            }
        }

        alternatives.Add(new JsonMap { { "$ref", "#/definitions/named_layer" } });
        return new JsonMap { { "description", keys[0].Key.Summary }, { "anyOf", alternatives.ToArray() } };
    }

    // What a path can end in: keys with a plain value, and the layers' common key 'shared'.
    private static IEnumerable<(CatalogEntry Owner, CatalogKey Key)> Keys() =>
        SpecCatalog.All
            .Where(entry => entry.Kind is not ("file" or "variant" or "expectation"))
            .SelectMany(entry => entry.Keys.Select(key => (entry, key)))
            .Where(one => one.key.Type is KeyType.Integer or KeyType.Number or KeyType.Boolean or KeyType.Enum or KeyType.Integers);
}
