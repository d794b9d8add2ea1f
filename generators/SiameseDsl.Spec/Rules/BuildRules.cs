namespace SiameseDsl.Spec.Rules;

/// <summary>Rules about the surroundings of a spec: what the build hands over (SDSL0010 and on).</summary>
public static class BuildRules
{
    /// <summary>The file cannot be read.</summary>
    public static Rule Unreadable { get; } = new(
        "SDSL0010",
        Severity.Error,
        "Unreadable file",
        "The compiler was given the file but could not read it: it is gone, locked, no text or not allowed to be read. Check that it exists, is saved as UTF-8 and may be read by the account that builds.");

    /// <summary>The project's root namespace is none.</summary>
    public static Rule InvalidNamespace { get; } = new(
        "SDSL0011",
        Severity.Error,
        "Invalid root namespace",
        "Generated types live in <RootNamespace>.Models, and the project's RootNamespace cannot be made into a namespace. Set the property RootNamespace in the project file to names joined by single dots, such as Acme.Faces.");

    /// <summary>A defect of the compiler.</summary>
    public static Rule Defect { get; } = new(
        "SDSL9001",
        Severity.Error,
        "Internal error",
        "The compiler failed on this file, which is a defect of SiameseDsl and not of the file. The other files still compile. Please report it with the file and the message.");

    /// <summary>Two files declare the same model: <see cref="NameRules.SameModel"/>.</summary>
    public static Rule SameModel => NameRules.SameModel;

    /// <summary>The project holds no spec: <see cref="SyntaxRules.NoSpec"/>.</summary>
    public static Rule NoSpec => SyntaxRules.NoSpec;

    /// <summary>All rules of this group in the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Unreadable, InvalidNamespace, Defect];
}
