namespace SiameseDsl.Spec.Rules;

/// <summary>Rules about the file and its YAML (SDSL0xxx).</summary>
public static class SyntaxRules
{
    /// <summary>The text is not YAML.</summary>
    public static Rule Syntax { get; } = new(
        "SDSL0001",
        Severity.Error,
        "YAML syntax error",
        "The text is not valid YAML, so nothing in it can be read. The place shown is where the parser gave up; the mistake is there or just before: an unclosed bracket or quote, a missing space behind a colon, wrong indentation.",
        SpecExample.With("[1, 28, 28]", "[1, 28, 28"),
        SpecExample.Complete);

    /// <summary>The project holds no spec.</summary>
    public static Rule NoSpec { get; } = new(
        "SDSL0002",
        Severity.Info,
        "No spec found",
        "The project references the generator but has no file whose name ends in .siamese.yaml, so no model is generated. Add one beside the project file; it is found by its name.",
        "",
        SpecExample.Complete);

    /// <summary>The file says nothing.</summary>
    public static Rule Empty { get; } = new(
        "SDSL0003",
        Severity.Error,
        "Empty file",
        "The file is empty or holds only comments. A spec names the language's version, a model, its input, a tower, a head and a loss.",
        "# nothing yet\n",
        SpecExample.Complete);

    /// <summary>The file exceeds a limit.</summary>
    public static Rule TooLarge { get; } = new(
        "SDSL0004",
        Severity.Error,
        "Too deep, too many values or too large",
        "A spec has at most 64 nested levels, 20,000 values and 1,000,000 characters. The limits keep a hostile or generated file from stopping the compiler; an honest spec is far below them.",
        SpecExample.With("[1, 28, 28]", new string('[', 70) + new string(']', 70)),
        SpecExample.Complete);

    /// <summary>Anchors, aliases, merge keys and tags.</summary>
    public static Rule Reference { get; } = new(
        "SDSL0005",
        Severity.Error,
        "Anchors, aliases and tags are not allowed",
        "YAML's anchors (&), aliases (*), merge keys (<<) and tags (!) make a file grow without bound and hide where a value comes from. Values that several places share belong under 'params' and are written '$name'; what variants share is the base.",
        SpecExample.With("units: 64", "units: &size 64"),
        SpecExample.With("units: 64", "units: $size") + "params: { size: 64 }\n");

    /// <summary>A key stands twice in one mapping.</summary>
    public static Rule DuplicateKey { get; } = new(
        "SDSL0006",
        Severity.Error,
        "Duplicate key",
        "A key may stand only once in a mapping; which of two values counts would be a guess.",
        SpecExample.Plus("loss: bce\n"),
        SpecExample.Complete);

    /// <summary>A tab indents a line.</summary>
    public static Rule Tab { get; } = new(
        "SDSL0007",
        Severity.Error,
        "Tab in indentation",
        "YAML allows only spaces in indentation: how wide a tab is would be a guess. Set the editor to spaces for YAML.",
        SpecExample.With("  - flatten", "\t- flatten"),
        SpecExample.Complete);

    /// <summary>A key is a list or a mapping.</summary>
    public static Rule KeyIsNoName { get; } = new(
        "SDSL0008",
        Severity.Error,
        "A key is not a name",
        "YAML allows lists and mappings as keys; a spec does not. Often a brace or a bracket is missing.",
        SpecExample.Plus("[a, b]: 1\n"),
        SpecExample.Complete);

    /// <summary>The file holds more than one document.</summary>
    public static Rule SeveralDocuments { get; } = new(
        "SDSL0009",
        Severity.Error,
        "More than one document",
        "A line '---' begins a second YAML document. A file holds one family of models: give the second one a file of its own.",
        SpecExample.Plus("---\nsiamese: 1\n"),
        SpecExample.Complete);

    /// <summary>All rules of this group in the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Syntax, NoSpec, Empty, TooLarge, Reference, DuplicateKey, Tab, KeyIsNoName, SeveralDocuments];
}
