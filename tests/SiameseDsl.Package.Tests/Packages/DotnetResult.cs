using System.Text.RegularExpressions;

namespace SiameseDsl.Package.Tests.Packages;

/// <summary>What a call of dotnet gave.</summary>
/// <param name="Command">The call.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed partial record DotnetResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>The lines of a build that show a finding, without the project behind it, as often as they were reported: the summary at the end repeats all.</summary>
    public IReadOnlyList<string> Findings => [.. Output.Split("\nBuild FAILED.")[0].Split("\nBuild succeeded.")[0].Split('\n').Where(line => Finding().IsMatch(line)).Select(line => Project().Replace(line.Trim(), ""))];

    /// <summary>Standard output; throws when the call failed.</summary>
    public string Succeeded() => ExitCode == 0 ? Output : throw new InvalidOperationException($"{Command} failed ({ExitCode}):\n{Output}{Error}");

    [GeneratedRegex(@"(^|: )(error|warning) [A-Z]+[0-9]+: ")]
    private static partial Regex Finding();

    [GeneratedRegex(@" \[[^\]]*\]$")]
    private static partial Regex Project();
}
