using System.Text.Json.Nodes;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Tests.Schema;

/// <summary>A spec as the JSON that an editor checks against the schema: scalars by YAML 1.2's core schema.</summary>
internal static class SpecJson
{
    /// <summary>The document, or <see langword="null"/> where the text is no YAML.</summary>
    public static JsonNode? Read(string text)
    {
        YamlNode? root = EventYamlReader.Instance.Read(text, new FindingBag("test"), CancellationToken.None);
        return root is null ? null : Of(root);
    }

    private static JsonNode? Of(YamlNode node)
    {
        switch (node)
        {
            case YamlMapping mapping:
                var map = new JsonObject();
                foreach (YamlEntry entry in mapping.Entries)
                {
                    map[entry.Key] = Of(entry.Value);
                }

                return map;
            case YamlSequence sequence:
                return new JsonArray([.. sequence.Items.Select(Of)]);
            case YamlScalar scalar when scalar.IsNull:
                return null;
            case YamlScalar { IsPlain: true } scalar:
                return Plain(scalar.Value);
            default:
                return ((YamlScalar)node).Value;
        }
    }

    private static JsonNode Plain(string text)
    {
        if (CoreScalar.TryBoolean(text, out bool flag))
        {
            return flag;
        }

        return CoreScalar.Classify(text, out long integer, out double real) switch
        {
            NumberKind.Integer => integer,
            NumberKind.Real or NumberKind.HugeInteger => real,
            // JSON has neither infinity nor NaN; editors hand the word over.
            _ => text,
        };
    }
}
