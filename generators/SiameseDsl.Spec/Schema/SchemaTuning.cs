using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Spec.Schema;

/// <summary>The schema of <c>training.tune.values</c>: settings by their paths, each with a list of values or a range.</summary>
internal static class SchemaTuning
{
    /// <summary>What stands beside the type of a mapping.</summary>
    public static JsonMap Members() => new()
    {
        { "propertyNames", new JsonMap { { "pattern", @"^(training|loss)\." } } },
        { "additionalProperties", Axis() },
        { "minProperties", 1 },
    };

    // A patch resets one by null. The ends of a range are numbers of the setting.
    private static JsonMap Axis()
    {
        JsonMap range = SchemaValues.Section(SpecCatalog.Section("tune_range"), isPatch: false);
        return new JsonMap
        {
            { "description", "A list of values, or a range { from, to, scale }." },
            { "type", new[] { "array", "object", "null" } },
            { "items", new JsonMap { { "type", new[] { "number", "string" } }, { "pattern", SchemaPatterns.Parameter } } },
            { "minItems", 1 },
            { "if", new JsonMap { { "type", "object" } } },
            { "then", range },
        };
    }
}
