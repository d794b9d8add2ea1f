namespace SiameseDsl.Spec.Yaml;

/// <summary>Words the parser's complaints for people who write specs.</summary>
internal static class SyntaxReason
{
    /// <summary>Where the parser only says that it is lost.</summary>
    public const string Unclosed = "a bracket or brace is not closed, or the lines inside it are not indented";

    private static readonly (string Part, string Words)[] Known =
    [
        ("found invalid mapping", "a text that holds ': ' must stand in quotes, and a key on a line of its own"),
        ("found unexpected end of stream", "a quote is not closed"),
        ("did not find expected ',' or ']'", "a ',' or a ']' is missing"),
        ("did not find expected ',' or '}'", "a ',' or a '}' is missing"),
        ("could not find expected ':'", "a ':' is missing behind a key, or a line is not indented as it should be"),
        ("did not find expected key", "a key is indented otherwise than the keys beside it"),
        ("did not find expected '-' indicator", "an element of a list is indented otherwise than those beside it"),
        ("found character that cannot start any token", "this character cannot begin a value; put the text in quotes"),
        ("did not find expected node content", "a value is missing"),
    ];

    /// <summary>The reason without capital and full stop, in plain words where they are known.</summary>
    public static string Of(string message)
    {
        foreach ((string part, string words) in Known)
        {
            if (message.IndexOf(part, StringComparison.Ordinal) >= 0)
            {
                return words;
            }
        }

        string trimmed = message.Trim().TrimEnd('.');
        return trimmed.Length == 0 ? Unclosed : char.ToLowerInvariant(trimmed[0]) + trimmed.Substring(1);
    }
}
