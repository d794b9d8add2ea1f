using System.Text.Json.Nodes;
using SiameseDsl.Cli.Checking;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Editing;

namespace SiameseDsl.Cli.Editing;

/// <summary>Repairs in the protocol's form: one for each finding at the place, and one for the whole file.</summary>
internal static class CodeActions
{
    /// <summary>The repairs of what is found between two offsets.</summary>
    public static JsonArray Of(OpenDocument document, int start, int end, CancellationToken cancellationToken)
    {
        var actions = new JsonArray();
        var edits = new FindingEdits(document.Spec);
        foreach (Finding finding in document.Findings(cancellationToken).Where(finding => finding.Span.Start <= end && start <= finding.Span.End))
        {
            IReadOnlyList<TextEdit> repair = edits.Of(finding);
            if (repair.Count > 0)
            {
                JsonObject action = Action(document, FixTitle.Of(finding), "quickfix", repair);
                action["diagnostics"] = new JsonArray(LspAnswers.Diagnostic(document, finding));
                action["isPreferred"] = true;
                actions.Add(action);
            }
        }

        if (document.IsPart)
        {
            return actions;
        }

        FixedSpec whole = SpecFixer.Fix(document.Spec, cancellationToken);
        if (whole.IsChanged)
        {
            var all = new TextEdit(new SourceSpan(0, document.Text.Length, 0, 0, 0, 0), whole.After.Text);
            actions.Add(Action(document, $"Repair {whole.Applied.Count} of the file's findings", "source.fixAll", [all]));
        }

        return actions;
    }

    private static JsonObject Action(OpenDocument document, string title, string kind, IReadOnlyList<TextEdit> edits) => new()
    {
        ["title"] = title,
        ["kind"] = kind,
        ["edit"] = new JsonObject { ["changes"] = new JsonObject { [document.Uri] = LspAnswers.Edits(document, edits) } },
    };
}
