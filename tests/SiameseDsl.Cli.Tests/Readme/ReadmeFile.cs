using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SiameseDsl.Cli.Tests.Readme;

/// <summary>The README's text and its fenced blocks.</summary>
internal static partial class ReadmeFile
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Folder(), "../../.."));

    /// <summary>The README.</summary>
    public static string Location { get; } = Path.Combine(Root, "README.md");

    /// <summary>Its text.</summary>
    public static string Text { get; } = File.ReadAllText(Location);

    /// <summary>The fenced blocks of a language, in order.</summary>
    public static IReadOnlyList<string> Blocks(string language) => Blocks(language, Text);

    /// <summary>The fenced blocks of a language in another text, in order.</summary>
    public static IReadOnlyList<string> Blocks(string language, string text) =>
        [.. Fence().Matches(text).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["text"].Value)];

    /// <summary>The lines of a block without indentation, but empty ones.</summary>
    public static IEnumerable<string> Lines(string block) => block.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
