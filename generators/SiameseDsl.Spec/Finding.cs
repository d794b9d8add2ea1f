namespace SiameseDsl.Spec;

/// <summary>How grave a finding is.</summary>
public enum Severity
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>The model builds and runs, but will not learn well.</summary>
    Warning,

    /// <summary>The spec cannot be understood, built or run. Never demoted.</summary>
    Error,
}

/// <summary>One thing that the compiler has to say about a place in a spec.</summary>
/// <param name="Id">The rule's stable id, such as <c>SDSL1001</c>.</param>
/// <param name="Severity">How grave it is here.</param>
/// <param name="File">The path of the spec, as it was given to the compiler.</param>
/// <param name="Span">The exact place.</param>
/// <param name="Message">What was found, what was expected and what to do, in one or two plain sentences.</param>
/// <param name="Fix">The text that repairs it when it replaces the span, where there is one obvious repair.</param>
public sealed record Finding(string Id, Severity Severity, string File, SourceSpan Span, string Message, string? Fix = null)
{
    /// <summary>Where <see cref="Fix"/> goes, if not in place of <see cref="Span"/>: an empty span is a place to insert at.</summary>
    public SourceSpan? FixSpan { get; init; }

    /// <summary>The key that repairs it when it is set, where there is one obvious repair of that form. Where in the text it goes depends on how the kind is written; see <see cref="Editing.FindingEdits"/>.</summary>
    public KeySetting? Setting { get; init; }
}
