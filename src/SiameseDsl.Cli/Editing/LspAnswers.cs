using System.Text.Json.Nodes;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Editing;

namespace SiameseDsl.Cli.Editing;

/// <summary>The compiler's answers in the protocol's form.</summary>
internal static class LspAnswers
{
    private const int ModelSymbol = 5;
    private const int LayerSymbol = 8;

    /// <summary>A finding.</summary>
    public static JsonObject Diagnostic(OpenDocument document, Finding finding) => new()
    {
        ["range"] = document.Range(finding.Span),
        ["severity"] = finding.Severity switch { Severity.Error => 1, Severity.Warning => 2, _ => 3 },
        ["code"] = finding.Id,
        ["source"] = "siamese",
        ["message"] = finding.Message,
    };

    /// <summary>What is known of the word at an offset.</summary>
    public static JsonObject? Hover(OpenDocument document, int offset, CancellationToken cancellationToken) =>
        document.Editor.Hover(offset, cancellationToken) is { } hover
            ? new JsonObject { ["contents"] = new JsonObject { ["kind"] = "markdown", ["value"] = hover.Markdown }, ["range"] = document.Range(hover.Span) }
            : null;

    /// <summary>Shapes and counts behind the lines of layers.</summary>
    public static JsonArray Hints(OpenDocument document, int start, int end, CancellationToken cancellationToken)
    {
        var hints = new JsonArray();
        foreach (IGrouping<int, LayerAnnotation> line in SpecAnnotations.OfAll(document.Spec, cancellationToken).GroupBy(annotation => document.Line(annotation.Span.Start)))
        {
            LayerAnnotation[] annotations = [.. line];
            if (line.Key < document.Line(start) || line.Key > document.Line(end))
            {
                continue;
            }

            string text = string.Join("; ", annotations.Length == 1 ? [annotations[0].Text] : annotations.Select(annotation => $"{annotation.Names[0]} {annotation.Text}"));
            hints.Add(new JsonObject { ["position"] = document.LineEnd(annotations[0].Span.Start), ["label"] = text, ["paddingLeft"] = true });
        }

        return hints;
    }

    /// <summary>The models and named layers.</summary>
    public static JsonArray Symbols(OpenDocument document) => new([.. document.Editor.Symbols().Select(symbol => (JsonNode)new JsonObject
    {
        ["name"] = symbol.Name,
        ["detail"] = symbol.Detail,
        ["kind"] = symbol.IsModel ? ModelSymbol : LayerSymbol,
        ["range"] = document.Range(symbol.Span),
        ["selectionRange"] = document.Range(symbol.Span),
    })]);

    /// <summary>Edits.</summary>
    public static JsonArray Edits(OpenDocument document, IEnumerable<TextEdit> edits) =>
        new([.. edits.Select(edit => (JsonNode)new JsonObject { ["range"] = document.Range(edit.Span), ["newText"] = edit.NewText })]);
}
