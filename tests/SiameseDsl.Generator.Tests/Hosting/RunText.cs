using System.Text;
using Microsoft.CodeAnalysis;

namespace SiameseDsl.Generator.Tests.Hosting;

/// <summary>All that a run of the generator gives as one text, so that two runs are equal when their texts are.</summary>
internal static class RunText
{
    /// <summary>The generated files and the findings of a run, each in a fixed order.</summary>
    /// <param name="result">The run.</param>
    /// <param name="offsets">Whether findings tell their offsets in the file too, which depend on its line ends.</param>
    public static string Of(GeneratorRunResult result, bool offsets = true)
    {
        StringBuilder text = new();
        foreach (GeneratedSourceResult source in result.GeneratedSources.OrderBy(source => source.HintName, StringComparer.Ordinal))
        {
            text.Append("=== ").Append(source.HintName).Append('\n').Append(source.SourceText);
        }

        foreach (string finding in result.Diagnostics.Select(diagnostic => Tell(diagnostic, offsets)).Order(StringComparer.Ordinal))
        {
            text.Append(finding).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A finding with all that a user or a tool sees of it.</summary>
    public static string Tell(Diagnostic diagnostic, bool offsets = true) =>
        $"{diagnostic.Location.GetLineSpan()} {(offsets ? diagnostic.Location.SourceSpan : "")} {diagnostic.Id} {diagnostic.Severity} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";

    /// <summary>Asserts that two runs gave the same, and shows the first line that differs.</summary>
    public static void AssertEqual(string expected, string actual, string when)
    {
        if (expected == actual)
        {
            return;
        }

        string[] before = expected.Split('\n');
        string[] after = actual.Split('\n');
        int line = 0;
        while (line < before.Length && line < after.Length && before[line] == after[line])
        {
            line++;
        }

        Assert.Fail($"{when}: line {line + 1} differs.\n  expected: {(line < before.Length ? before[line] : "(end)")}\n  received: {(line < after.Length ? after[line] : "(end)")}");
    }
}
