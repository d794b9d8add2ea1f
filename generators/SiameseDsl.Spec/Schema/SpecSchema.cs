using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Spec.Schema;

/// <summary>The JSON Schema of specs, made from the catalog, for editors that know YAML. It says what the catalog says: keys, kinds, types, ranges, words. What needs the whole of a spec
/// (shapes, references, what fits what) is the compiler's to find.</summary>
/// <remarks>A kind is one of the properties of an object that has exactly one, not one of forty alternatives: so a mistake inside a kind is reported there, and nowhere else.</remarks>
public static class SpecSchema
{
    /// <summary>The file's name: specs that lie beside it begin with <c># yaml-language-server: $schema=siamese.schema.json</c>.</summary>
    public const string FileName = "siamese.schema.json";

    private static readonly Lazy<string> Document = new(Write);

    /// <summary>The schema (draft 7), ending in a line break.</summary>
    public static string Text => Document.Value;

    private static string Write()
    {
        var definitions = new JsonMap();
        definitions.Add("parameter", new JsonMap { { "description", "The name of a value under 'params'." }, { "type", "string" }, { "pattern", SchemaPatterns.Parameter } });
        foreach (Category category in (Category[])Enum.GetValues(typeof(Category)))
        {
            if (category == Category.Section || SpecCatalog.Kinds(category).Count == 0)
            {
                continue;
            }

            definitions.Add(SchemaChoices.Name(category, isPatch: false), SchemaChoices.Of(category, isPatch: false));
            if (SchemaChoices.CanBePatched(category))
            {
                definitions.Add(SchemaChoices.Name(category, isPatch: true), SchemaChoices.Of(category, isPatch: true));
            }
        }

        SchemaBlocks.Define(definitions);
        definitions.Add("named_layer", SchemaPaths.NamedLayer());
        definitions.Add("variant", SchemaPaths.Variant());
        var root = new JsonMap
        {
            { "$schema", "http://json-schema.org/draft-07/schema#" },
            { "title", "SiameseDsl spec" },
            { "description", SectionCatalog.File.Summary },
        };
        root.Add(SchemaValues.Section(SectionCatalog.File, isPatch: false));
        root.Add("if", new JsonMap { { "required", new[] { "towers" } }, { "properties", new JsonMap { { "towers", new JsonMap { { "type", "object" } } } } } });
        root.Add("then", new JsonMap { { "properties", Absent("tower", "sharing") } });
        root.Add("else", OneTower());
        root.Add("allOf", new object[] { SchemaBlocks.WithoutBlocks() });
        root.Add("definitions", definitions);
        return JsonText.Write(root);
    }

    // Without named towers the input's shape stands in one place, and the two branches have fixed names.
    private static JsonMap OneTower()
    {
        var names = new JsonMap { { "propertyNames", new JsonMap { { "enum", new[] { "left", "right" } } } } };
        JsonMap properties = Absent("trunk");
        JsonMap[] samples = [new() { { "required", new[] { "shape" } } }, new() { { "required", new[] { "tokens" } } }];
        properties.Add("input", new JsonMap { { "anyOf", samples }, { "properties", new JsonMap { { "towers", names } } } });
        return new JsonMap { { "required", new[] { "input", "tower" } }, { "properties", properties } };
    }

    private static JsonMap Absent(params string[] keys)
    {
        var properties = new JsonMap();
        foreach (string key in keys)
        {
            properties.Add(key, new JsonMap { { "type", "null" } });
        }

        return properties;
    }
}
