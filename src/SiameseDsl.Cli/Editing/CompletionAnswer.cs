using System.Globalization;
using System.Text.Json.Nodes;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Editing;

namespace SiameseDsl.Cli.Editing;

/// <summary>Completions in the protocol's form.</summary>
internal static class CompletionAnswer
{
    /// <summary>The completions at an offset, in the compiler's order.</summary>
    public static JsonObject Of(OpenDocument document, int offset, bool knowsSnippets)
    {
        (IReadOnlyList<CompletionEntry> entries, SourceSpan span) = document.Editor.Complete(offset);
        string word = document.Text[span.Start..Math.Max(span.Start, Math.Min(offset, span.End))];
        string? meant = entries.Any(entry => entry.Label.StartsWith(word, StringComparison.OrdinalIgnoreCase)) ? null : NearestName.Find(word, entries.Select(entry => entry.Label));
        var items = new JsonArray();
        for (int i = 0; i < entries.Count; i++)
        {
            CompletionEntry entry = entries[i];
            items.Add(new JsonObject
            {
                ["label"] = entry.Label,
                ["kind"] = entry.Sort switch { CompletionSort.Key => 10, CompletionSort.Kind => 7, CompletionSort.Parameter => 6, _ => 12 },
                ["detail"] = entry.Detail,
                ["documentation"] = new JsonObject { ["kind"] = "markdown", ["value"] = entry.Documentation },
                ["sortText"] = i.ToString("D4", CultureInfo.InvariantCulture),

                // An editor drops what does not hold the letters typed; what a misspelt word means must stay.
                ["filterText"] = entry.Label == meant ? word : entry.Label,
                ["insertTextFormat"] = knowsSnippets ? 2 : 1,
                ["textEdit"] = new JsonObject { ["range"] = document.Range(span), ["newText"] = knowsSnippets ? entry.Snippet : entry.PlainText },
            });
        }

        // The next letter can bring another word near.
        return new JsonObject { ["isIncomplete"] = true, ["items"] = items };
    }
}
