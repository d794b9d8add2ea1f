using System.Text.Json.Nodes;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Editing;

namespace SiameseDsl.Cli.Checking;

/// <summary>Findings as a JSON array: lines and columns from 1, in UTF-16 units, the end exclusive. <c>fix</c> replaces the place itself; <c>edits</c> are the whole repair, wherever it goes.</summary>
internal static class FindingsJson
{
    public static JsonArray Document(IEnumerable<CheckedFile> files)
    {
        var document = new JsonArray();
        foreach (CheckedFile file in files)
        {
            var edits = new FindingEdits(file.File);
            foreach (Finding finding in file.Findings)
            {
                document.Add(Of(finding, edits));
            }
        }

        return document;
    }

    private static JsonObject Of(Finding finding, FindingEdits edits)
    {
        JsonObject node = Place(finding.Span);
        node.Insert(0, "file", finding.File);
        node["id"] = finding.Id;
        node["severity"] = Word(finding.Severity);
        node["message"] = finding.Message;
        node["fix"] = finding.FixSpan is null ? finding.Fix : null;
        node["edits"] = new JsonArray([.. edits.Of(finding).Select(edit =>
        {
            JsonObject change = Place(edit.Span);
            change["text"] = edit.NewText;
            return (JsonNode)change;
        })]);
        return node;
    }

    private static JsonObject Place(SourceSpan span) => new()
    {
        ["line"] = span.StartLine + 1,
        ["column"] = span.StartColumn + 1,
        ["end_line"] = span.EndLine + 1,
        ["end_column"] = span.EndColumn + 1,
    };

    /// <summary>A severity as the compiler's messages write it.</summary>
    public static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };
}
