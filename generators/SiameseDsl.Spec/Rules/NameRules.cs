namespace SiameseDsl.Spec.Rules;

/// <summary>Rules about names and references (SDSL2xxx).</summary>
public static class NameRules
{
    /// <summary>A name of the wrong form.</summary>
    public static Rule BadName { get; } = new(
        "SDSL2001",
        Severity.Error,
        "Bad name",
        "Names of models, variants, towers, layers and parameters become identifiers in C# and keys of weights. They have letters and digits, begin with a letter, and may be joined by single hyphens: concat-hidden.",
        SpecExample.With("model: Digits", "model: My Digits"),
        SpecExample.With("model: Digits", "model: My-Digits"));

    /// <summary>A name that is taken.</summary>
    public static Rule Reserved { get; } = new(
        "SDSL2002",
        Severity.Error,
        "Reserved name",
        "After conversion to C# the name is one that the generated API, TorchSharp's Module or the C# language itself uses.",
        SpecExample.With("name: embedding", "name: forward"),
        SpecExample.Complete);

    /// <summary>Two names that become one.</summary>
    public static Rule Colliding { get; } = new(
        "SDSL2003",
        Severity.Error,
        "Colliding names",
        "Two names are equal, or become equal in C#: hyphens disappear and the next letter is raised, so that 'conv-block' and 'convBlock' are one field.",
        SpecExample.With("- flatten", "- flatten: { name: embedding }"),
        SpecExample.Complete);

    /// <summary>A path in a variant that leads nowhere.</summary>
    public static Rule UnknownPath { get; } = new(
        "SDSL2004",
        Severity.Error,
        "Unknown path",
        "A dotted path in a variant goes from a top-level key through keys, kinds and names of layers to the value that it sets. A part of this path does not exist in the base.",
        SpecExample.Plus("variants:\n  wide: { tower.embeding.units: 128 }\n"),
        SpecExample.Plus("variants:\n  wide: { tower.embedding.units: 128 }\n"));

    /// <summary>A parameter that is not declared.</summary>
    public static Rule UnknownParameter { get; } = new(
        "SDSL2005",
        Severity.Error,
        "Unknown parameter",
        "'$name' stands for a value under 'params' at the file's top level. Variants can set only parameters that are declared there.",
        SpecExample.With("units: 64", "units: $sise") + "params: { size: 64 }\n",
        SpecExample.With("units: 64", "units: $size") + "params: { size: 64 }\n");

    /// <summary>Two files declare the same model.</summary>
    public static Rule SameModel { get; } = new(
        "SDSL2006",
        Severity.Error,
        "Two files with the same model",
        "Each family becomes one C# type, so its name must be the only one in the project. Rename one of the two, or make one file's models variants of the other.",
        SpecExample.Complete,
        SpecExample.With("model: Digits", "model: OtherDigits"));

    /// <summary>An expectation of a rule that cannot be expected.</summary>
    public static Rule UnknownRule { get; } = new(
        "SDSL2007",
        Severity.Error,
        "Expectation that names no rule",
        "'expect' names the id of a rule about learning that fires here on purpose. Errors cannot be expected: what they are about does not build.",
        SpecExample.Plus("expect: [{ rule: SDSL4999, because: It is so. }]\n"),
        SpecExample.Complete);

    /// <summary>All rules of this group in the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } = [BadName, Reserved, Colliding, UnknownPath, UnknownParameter, SameModel, UnknownRule];
}
