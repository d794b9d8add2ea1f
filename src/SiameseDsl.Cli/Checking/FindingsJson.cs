using System.Text.Json.Nodes;
using SiameseDsl.Spec;

namespace SiameseDsl.Cli.Checking;

/// <summary>Findings as a JSON array: lines and columns from 1, in UTF-16 units, the end exclusive.</summary>
internal static class FindingsJson
{
    public static JsonArray Document(IEnumerable<Finding> findings) => new([.. findings.Select(finding => (JsonNode)new JsonObject
    {
        ["file"] = finding.File,
        ["line"] = finding.Span.StartLine + 1,
        ["column"] = finding.Span.StartColumn + 1,
        ["end_line"] = finding.Span.EndLine + 1,
        ["end_column"] = finding.Span.EndColumn + 1,
        ["id"] = finding.Id,
        ["severity"] = Word(finding.Severity),
        ["message"] = finding.Message,
        ["fix"] = finding.Fix,
    })]);

    /// <summary>A severity as the compiler's messages write it.</summary>
    public static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };
}
