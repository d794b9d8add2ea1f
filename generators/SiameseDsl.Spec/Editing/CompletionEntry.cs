namespace SiameseDsl.Spec.Editing;

/// <summary>What a completion is.</summary>
public enum CompletionSort
{
    /// <summary>A key of a section or kind.</summary>
    Key,

    /// <summary>A kind of layer, head, loss and so on.</summary>
    Kind,

    /// <summary>A word that is a key's value.</summary>
    Word,

    /// <summary>A parameter, <c>$name</c>.</summary>
    Parameter,
}

/// <summary>One way to go on writing.</summary>
/// <param name="Label">What is offered.</param>
/// <param name="Sort">What it is.</param>
/// <param name="Detail">Type and range, in a few words.</param>
/// <param name="Documentation">What it does.</param>
/// <param name="Snippet">What is written, with <c>${1:...}</c> where the author goes on; it replaces the word at the place.</param>
public sealed record CompletionEntry(string Label, CompletionSort Sort, string Detail, string Documentation, string Snippet)
{
    /// <summary>What is written by an editor that knows no snippets.</summary>
    public string PlainText => System.Text.RegularExpressions.Regex.Replace(Snippet, @"\$(\{[0-9]+(:(?<text>[^}]*))?\}|[0-9]+)", "${text}").Replace("\\$", "$");
}
