namespace SiameseDsl.Spec.Schema;

/// <summary>Regular expressions of the schema, in the common part of what editors' engines know.</summary>
internal static class SchemaPatterns
{
    /// <summary>A name, as <see cref="Binding.CSharpName.IsValid"/> has it.</summary>
    public const string Name = "^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$";

    /// <summary>The name of a parameter under <c>params</c>, in which an underscore joins as a hyphen does.</summary>
    public const string ParameterName = "^[A-Za-z][A-Za-z0-9]*([-_][A-Za-z0-9]+)*$";

    /// <summary>The name of a parameter in C#.</summary>
    public const string ArgumentName = @"^[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*$";

    /// <summary>The name of a class in C# with its namespace, or a parameter in place of it.</summary>
    public const string TypeName = @"^([A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*(\.[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)*|\$.+)$";

    /// <summary>The relative path of a part.</summary>
    public const string Part = @"^[^/\\:][^\\:]*\.siamese-part\.yaml$";

    /// <summary>A parameter in place of a value.</summary>
    public const string Parameter = @"^\$.";

    /// <summary>One of some words, or a parameter in place of it.</summary>
    public static string WordsOrParameter(IReadOnlyList<string> words) => words.Count == 0 ? Parameter : $@"^({string.Join("|", words)}|\$.+)$";
}
