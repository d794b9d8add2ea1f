using System.Text.Json.Nodes;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Cli.Checking;

/// <summary>Findings as SARIF 2.1.0, which code hosts and editors read.</summary>
internal static class SarifLog
{
    public static JsonObject Document(IReadOnlyList<Finding> findings)
    {
        string[] ids = [.. findings.Select(finding => finding.Id).Distinct().Order(StringComparer.Ordinal)];
        return new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "SiameseDsl",
                        ["version"] = typeof(SarifLog).Assembly.GetName().Version?.ToString(3),
                        ["rules"] = new JsonArray([.. ids.Select(id => (JsonNode)Describe(id))]),
                    },
                },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = new JsonArray([.. findings.Select(finding => (JsonNode)Result(finding, Array.IndexOf(ids, finding.Id)))]),
            }),
        };
    }

    private static JsonObject Describe(string id)
    {
        var node = new JsonObject { ["id"] = id };
        if (RuleTable.All.FirstOrDefault(candidate => candidate.Id == id) is { } rule)
        {
            node["shortDescription"] = new JsonObject { ["text"] = rule.Title };
            node["fullDescription"] = new JsonObject { ["text"] = rule.Explanation };
        }

        return node;
    }

    private static JsonObject Result(Finding finding, int rule)
    {
        JsonObject location = Location(finding);
        var result = new JsonObject
        {
            ["ruleId"] = finding.Id,
            ["ruleIndex"] = rule,
            ["level"] = finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" },
            ["message"] = new JsonObject { ["text"] = finding.Message },
            ["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = location }),
        };
        if (finding.Fix is { } fix)
        {
            result["fixes"] = new JsonArray(new JsonObject
            {
                ["artifactChanges"] = new JsonArray(new JsonObject
                {
                    ["artifactLocation"] = location["artifactLocation"]!.DeepClone(),
                    ["replacements"] = new JsonArray(new JsonObject { ["deletedRegion"] = location["region"]!.DeepClone(), ["insertedContent"] = new JsonObject { ["text"] = fix } }),
                }),
            });
        }

        return result;
    }

    private static JsonObject Location(Finding finding) => new()
    {
        ["artifactLocation"] = new JsonObject { ["uri"] = Uri(finding.File) },
        ["region"] = new JsonObject
        {
            ["startLine"] = finding.Span.StartLine + 1,
            ["startColumn"] = finding.Span.StartColumn + 1,
            ["endLine"] = finding.Span.EndLine + 1,
            ["endColumn"] = finding.Span.EndColumn + 1,
        },
    };

    private static string Uri(string path) => Path.IsPathRooted(path)
        ? new Uri(path).AbsoluteUri
        : string.Join('/', path.Split('/', '\\').Select(System.Uri.EscapeDataString));
}
