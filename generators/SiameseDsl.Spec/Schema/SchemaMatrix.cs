namespace SiameseDsl.Spec.Schema;

/// <summary>The schema of <c>matrix</c>: axes, each a list of values or a mapping from names to values and patches.</summary>
internal static class SchemaMatrix
{
    /// <summary>What stands beside the type of a mapping.</summary>
    public static JsonMap Members() => new()
    {
        { "properties", new JsonMap { { "exclude", Combinations("Combinations that are left out.") }, { "include", Combinations("Combinations that are added.") } } },
        { "additionalProperties", Axis() },
        { "minProperties", 1 },
    };

    private static JsonMap Axis() => new()
    {
        { "description", "An axis: a list of values of the parameter, key or path that it is called after, or a mapping from names to values or patches." },
        { "type", new[] { "array", "object" } },
        { "minItems", 1 },
        { "minProperties", 1 },
        { "propertyNames", new JsonMap { { "pattern", SchemaPatterns.Name } } },
        { "additionalProperties", new JsonMap { { "if", new JsonMap { { "type", "object" } } }, { "then", new JsonMap { { "$ref", "#/definitions/variant" } } } } },
    };

    private static JsonMap Combinations(string description) => new()
    {
        { "description", description },
        { "type", new[] { "array", "null" } },
        { "items", new JsonMap { { "type", "object" }, { "minProperties", 1 } } },
    };
}
