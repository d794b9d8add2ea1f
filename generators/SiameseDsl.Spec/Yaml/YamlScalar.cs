namespace SiameseDsl.Spec.Yaml;

/// <summary>A single value.</summary>
internal sealed class YamlScalar(string value, bool isPlain, SourceSpan span) : YamlNode(span)
{
    /// <summary>The text, escapes resolved.</summary>
    public string Value { get; } = value;

    /// <summary>Whether it is written without quotes, so that it can be a number, true, false or null.</summary>
    public bool IsPlain { get; } = isPlain;

    /// <inheritdoc/>
    public override bool IsNull => IsPlain && Value is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>The name of a parameter where the value is <c>$name</c>; else <see langword="null"/>.</summary>
    public string? Parameter => IsPlain && Value.Length > 1 && Value[0] == '$' ? Value.Substring(1) : null;

    /// <inheritdoc/>
    public override string Description => IsNull ? "nothing" : IsPlain ? $"'{Shorten(Value)}'" : $"the text \"{Shorten(Value)}\"";

    /// <summary>The text as messages show it: on one line and not too long.</summary>
    public static string Shorten(string text)
    {
        const int Longest = 60;
        string line = text.Replace('\r', ' ').Replace('\n', ' ');
        return line.Length <= Longest ? line : line.Substring(0, Longest) + "...";
    }
}
