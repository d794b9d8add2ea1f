using System.Text.Json.Nodes;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Editing;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Cli.Checking;

/// <summary>Findings as SARIF 2.1.0, which code hosts and editors read.</summary>
internal static class SarifLog
{
    public static JsonObject Document(IReadOnlyList<CheckedFile> files)
    {
        string[] ids = [.. files.SelectMany(file => file.Findings).Select(finding => finding.Id).Distinct().Order(StringComparer.Ordinal)];
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
                ["results"] = Results(files, ids),
            }),
        };
    }

    private static JsonObject Describe(string id)
    {
        var node = new JsonObject { ["id"] = id };
        if (RuleTable.Find(id) is { } rule)
        {
            node["shortDescription"] = new JsonObject { ["text"] = rule.Title };
            node["fullDescription"] = new JsonObject { ["text"] = rule.Explanation };
            node["help"] = new JsonObject { ["text"] = rule.Explanation + Example("Bad", rule.Bad, "", "") + Example("Good", rule.Good, "", ""), ["markdown"] = rule.Explanation + Example("Bad", rule.Bad, "```yaml\n", "```\n") + Example("Good", rule.Good, "```yaml\n", "```\n") };
            node["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.Severity) };
        }

        return node;
    }

    private static string Example(string title, string text, string open, string close) => text.Length == 0 ? "" : $"\n\n{title}:\n\n{open}{text}{close}";

    private static JsonArray Results(IReadOnlyList<CheckedFile> files, string[] ids)
    {
        var results = new JsonArray();
        foreach (CheckedFile file in files)
        {
            var edits = new FindingEdits(file.File);
            foreach (Finding finding in file.Findings)
            {
                results.Add(Result(finding, Array.IndexOf(ids, finding.Id), edits.Of(finding)));
            }
        }

        return results;
    }

    private static JsonObject Result(Finding finding, int rule, IReadOnlyList<TextEdit> edits)
    {
        var result = new JsonObject
        {
            ["ruleId"] = finding.Id,
            ["ruleIndex"] = rule,
            ["level"] = Level(finding.Severity),
            ["message"] = new JsonObject { ["text"] = finding.Message },
            ["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = new JsonObject { ["artifactLocation"] = Artifact(finding), ["region"] = Region(finding.Span) } }),
        };
        if (edits.Count > 0)
        {
            result["fixes"] = new JsonArray(new JsonObject
            {
                ["description"] = new JsonObject { ["text"] = FixTitle.Of(finding) },
                ["artifactChanges"] = new JsonArray(new JsonObject
                {
                    ["artifactLocation"] = Artifact(finding),
                    ["replacements"] = new JsonArray([.. edits.Select(edit => (JsonNode)new JsonObject
                    {
                        ["deletedRegion"] = Region(edit.Span),
                        ["insertedContent"] = new JsonObject { ["text"] = edit.NewText },
                    })]),
                }),
            });
        }

        return result;
    }

    private static string Level(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };

    private static JsonObject Artifact(Finding finding) => new() { ["uri"] = Uri(finding.File) };

    private static JsonObject Region(SourceSpan span) => new()
    {
        ["startLine"] = span.StartLine + 1,
        ["startColumn"] = span.StartColumn + 1,
        ["endLine"] = span.EndLine + 1,
        ["endColumn"] = span.EndColumn + 1,
    };

    private static string Uri(string path) => Path.IsPathRooted(path)
        ? new Uri(path).AbsoluteUri
        : string.Join('/', path.Split('/', '\\').Select(System.Uri.EscapeDataString));
}
