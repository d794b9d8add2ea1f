using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Schema;

/// <summary>The schemas of keys and sections. In a patch nothing is required and everything can be reset by <c>null</c>.</summary>
internal static class SchemaValues
{
    /// <summary>The members that make a schema one of a section or of a kind's body: its keys and which of them must be there.</summary>
    public static JsonMap Section(CatalogEntry entry, bool isPatch)
    {
        var properties = new JsonMap();
        foreach (CatalogKey key in LayerHeader.AllKeysOf(entry))
        {
            properties.Add(key.Name, Of(entry, key, isPatch));
        }

        string[] required = [.. entry.Keys.Where(key => key.Required).Select(key => key.Name)];
        return new JsonMap
        {
            { "type", "object" },
            { "properties", properties },
            { "required", isPatch || required.Length == 0 ? null : required },
            { "additionalProperties", false },
        };
    }

    /// <summary>The schema of a key's value.</summary>
    public static JsonMap Of(CatalogEntry owner, CatalogKey key, bool isPatch)
    {
        var schema = new JsonMap { { "description", Description(key) }, { "default", Default(key) } };
        bool nullable = isPatch || !key.Required;
        switch (key.Type)
        {
            case KeyType.Enum:
                schema.Add("anyOf", Alternatives(key.Values, nullable));
                break;
            case KeyType.Text when owner.Kind == "expectation" && key.Name == "rule":
                schema.Add("enum", RuleTable.All.Where(RuleTable.CanBeExpected).Select(rule => rule.Id).ToArray());
                break;
            case KeyType.Text when (owner.Kind == "file" && key.Name == "model") || LayerHeader.IsHeader(owner, key.Name):
                schema.Add("type", Types(["string"], nullable));
                schema.Add("pattern", SchemaPatterns.Name);
                break;
            case KeyType.Choice:
                AddReference(schema, SchemaChoices.Name(key.Choice!.Value, isPatch), nullable);
                break;
            case KeyType.Section:
                AddNullable(schema, Section(SpecCatalog.Section(key.Section!), isPatch), nullable);
                break;
            default:
                schema.Add("type", Types(TypesOf(key), nullable));
                AddDetails(schema, key, isPatch);
                break;
        }

        return schema;
    }

    /// <summary>The schema of a list of choices.</summary>
    public static JsonMap ListOf(Category category) => new() { { "type", new[] { "array", "null" } }, { "items", Reference(category) } };

    private static void AddDetails(JsonMap schema, CatalogKey key, bool isPatch)
    {
        switch (key.Type)
        {
            case KeyType.Layers:
                schema.Add("items", Reference(Category.Layer));
                schema.Add("minItems", key.Name == "tower" ? 1 : null);
                break;
            case KeyType.LayerLists:
                schema.Add("items", new JsonMap { { "type", "array" }, { "items", Reference(Category.Layer) } });
                break;
            case KeyType.Choices:
                schema.Add("items", Reference(key.Choice!.Value));
                schema.Add("uniqueItems", key.Distinct ? true : null);
                break;
            case KeyType.Sections:
                schema.Add("items", Section(SpecCatalog.Section(key.Section!), isPatch: false));
                schema.Add("minItems", 1);
                break;
            case KeyType.Map:
                AddMap(schema, key, isPatch);
                break;
            case KeyType.Special when key.Name == "include":
                schema.Add("items", new JsonMap { { "type", "string" }, { "pattern", SchemaPatterns.Part } });
                break;
            case KeyType.Special when key.Section is not null:
                schema.Add("items", Section(SpecCatalog.Section(key.Section), isPatch: false));
                break;
            case KeyType.Integers:
                schema.Add("items", Number(key, new JsonMap { { "type", new[] { "integer", "string" } } }, SchemaPatterns.Parameter));
                schema.Add("minItems", Math.Max(1, key.Repeat));
                schema.Add("maxItems", key.Repeat == 0 ? null : key.Repeat);
                Number(key, schema, SchemaPatterns.WordsOrParameter(key.Values));
                break;
            case KeyType.Integer or KeyType.Number:
                Number(key, schema, SchemaPatterns.WordsOrParameter(key.Values));
                break;
            case KeyType.Boolean:
                schema.Add("pattern", SchemaPatterns.Parameter);
                break;
            case KeyType.Names or KeyType.Ties:
                schema.Add("items", new JsonMap { { "type", "string" } });
                schema.Add("minItems", 2);
                schema.Add("uniqueItems", true);
                schema.Add("pattern", SchemaPatterns.Parameter);
                break;
            case KeyType.Pairs:
                schema.Add("items", new JsonMap { { "type", "array" }, { "items", new JsonMap { { "type", "string" } } }, { "minItems", 2 }, { "maxItems", 2 } });
                schema.Add("minItems", 1);
                schema.Add("pattern", SchemaPatterns.WordsOrParameter(["all"]));
                break;
            case KeyType.TypeName:
                schema.Add("pattern", SchemaPatterns.TypeName);
                break;
            case KeyType.Values:
                schema.Add("propertyNames", Names(SchemaPatterns.ArgumentName));
                schema.Add("maxProperties", 32);
                schema.Add("additionalProperties", new JsonMap
                {
                    { "type", new[] { "number", "string", "boolean", "array", "null" } },
                    { "items", new JsonMap { { "type", new[] { "integer", "string" } }, { "pattern", SchemaPatterns.Parameter } } },
                    { "minItems", 1 },
                });
                break;
            default:
                break;
        }
    }

    private static void AddMap(JsonMap schema, CatalogKey key, bool isPatch)
    {
        if (key.Section == "variant")
        {
            schema.Add("propertyNames", Names(SchemaPatterns.Name));
            schema.Add("additionalProperties", new JsonMap { { "$ref", "#/definitions/variant" } });
        }
        else if (key.Name == "matrix")
        {
            schema.Add(SchemaMatrix.Members());
        }
        else if (key.Name == "levels")
        {
            schema.Add("propertyNames", new JsonMap { { "enum", RuleTable.All.Where(RuleLevels.CanBeSet).Select(rule => rule.Id).ToArray() } });
            schema.Add("additionalProperties", new JsonMap { { "enum", RuleLevels.Names.ToArray() } });
        }
        else if (key.Name == "blocks")
        {
            schema.Add(SchemaBlocks.Members(Section(SpecCatalog.Section(key.Section!), isPatch)));
        }
        else if (key.Section is not null)
        {
            schema.Add("propertyNames", Names(SchemaPatterns.Name));
            schema.Add("minProperties", key.Name == "towers" && !isPatch ? 2 : null);
            schema.Add("additionalProperties", Nullable(Section(SpecCatalog.Section(key.Section), isPatch), isPatch));
        }
        else if (key.Name == "values")
        {
            schema.Add(SchemaTuning.Members());
        }
        else if (key.Choice is { } category)
        {
            schema.Add("additionalProperties", ListOf(category));
        }
        else
        {
            schema.Add("propertyNames", Names(SchemaPatterns.ParameterName));
            schema.Add("additionalProperties", new JsonMap());
        }
    }

    private static JsonMap Number(CatalogKey key, JsonMap schema, string pattern)
    {
        schema.Add(key.ExclusiveMinimum ? "exclusiveMinimum" : "minimum", key.Minimum);
        schema.Add(key.ExclusiveMaximum ? "exclusiveMaximum" : "maximum", key.Maximum);
        schema.Add("pattern", pattern);
        return schema;
    }

    private static string[] TypesOf(CatalogKey key) => key.Type switch
    {
        KeyType.Integer => ["integer", "string"],
        KeyType.Number => ["number", "string"],
        KeyType.Boolean => ["boolean", "string"],
        KeyType.Integers => ["array", "integer", "string"],
        KeyType.Layers or KeyType.LayerLists or KeyType.Choices or KeyType.Sections => ["array"],
        KeyType.Special when key.Section is not null || key.Name == "include" => ["array"],
        KeyType.Map or KeyType.Values => ["object"],
        KeyType.TypeName => ["string"],
        KeyType.Names or KeyType.Pairs => ["array", "string"],
        KeyType.Ties => ["boolean", "string", "array"],
        // A text may look like a number: the author need not quote it.
        _ => ["string", "number", "boolean"],
    };

    private static object[] Alternatives(IReadOnlyList<string> words, bool nullable)
    {
        var alternatives = new List<object> { new JsonMap { { "enum", words.ToArray() } }, new JsonMap { { "$ref", "#/definitions/parameter" } } };
        if (nullable)
        {
            alternatives.Add(new JsonMap { { "type", "null" } });
        }

        return [.. alternatives];
    }

    private static JsonMap Reference(Category category) => new() { { "$ref", "#/definitions/" + SchemaChoices.Name(category, isPatch: false) } };

    private static JsonMap Names(string pattern) => new() { { "pattern", pattern } };

    // In draft 7 nothing beside a '$ref' counts.
    private static void AddReference(JsonMap schema, string name, bool nullable)
    {
        var reference = new JsonMap { { "$ref", "#/definitions/" + name } };
        if (nullable)
        {
            schema.Add("if", new JsonMap { { "type", "null" } });
            schema.Add("else", reference);
        }
        else
        {
            schema.Add("allOf", new object[] { reference });
        }
    }

    private static void AddNullable(JsonMap schema, JsonMap section, bool nullable) => schema.Add(Nullable(section, nullable));

    private static JsonMap Nullable(JsonMap section, bool nullable)
    {
        var copy = new JsonMap();
        foreach (KeyValuePair<string, object> member in section)
        {
            copy.Add(member.Key, nullable && member.Key == "type" ? Types([(string)member.Value], nullable: true) : member.Value);
        }

        return copy;
    }

    private static object Types(string[] types, bool nullable) => nullable ? (string[])[.. types, "null"] : types.Length == 1 ? types[0] : types;

    private static string Description(CatalogKey key)
    {
        string expected = key.Type is KeyType.Integer or KeyType.Number or KeyType.Integers or KeyType.Boolean or KeyType.Enum or KeyType.Names or KeyType.Pairs or KeyType.Ties ? " " + Upper(ValueBinder.Expected(key)) : "";
        string byDefault = expected.Length > 0 && key.Default is { Length: > 0 } value ? $"; {value} by default" : key.Derived is not null ? $"; by default {key.Derived}" : "";
        return key.Summary + (expected.Length == 0 ? "" : expected + byDefault + ".");
    }

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);

    private static object? Default(CatalogKey key) => key.Default switch
    {
        null => null,
        "[]" => Array.Empty<object>(),
        "{}" => new JsonMap(),
        { } text when key.Type is KeyType.Integer or KeyType.Number or KeyType.Integers or KeyType.Boolean && !key.Values.Contains(text) => new JsonLiteral(text),
        { } text => text,
    };
}
