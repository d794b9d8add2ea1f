namespace SiameseDsl.Spec.Rules;

/// <summary>A rule of the language: the one place for its id, title, severity and explanation.</summary>
/// <param name="Id">The stable id: SDSL0xxx file and syntax, 1xxx schema, 2xxx references and names, 3xxx shapes, 4xxx learning, 9xxx internal. Literal, never reused.</param>
/// <param name="Severity">The severity: errors cannot be demoted, warnings can be expected or set otherwise.</param>
/// <param name="Title">A few words.</param>
/// <param name="Explanation">Why it matters and what to do, in a paragraph.</param>
/// <param name="Bad">A complete spec, as small as possible, in which it fires.</param>
/// <param name="Good">The same spec, repaired.</param>
public sealed record Rule(string Id, Severity Severity, string Title, string Explanation, string Bad = "", string Good = "")
{
    /// <summary>C# that stands beside both specs, for a rule about classes of the user's; an empty text for all others.</summary>
    public string Code { get; init; } = "";

    /// <summary>The C# beside the bad spec, where it is the C# that is mistaken; <see langword="null"/> where <see cref="Code"/> stands beside both.</summary>
    public string? BadCode { get; init; }

    /// <summary>Whether only a build finds it, because it takes the user's own code: a check of specs alone does not.</summary>
    public bool NeedsCode { get; init; }
}
