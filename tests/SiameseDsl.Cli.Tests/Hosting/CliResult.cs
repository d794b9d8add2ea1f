using System.Text.Json.Nodes;

namespace SiameseDsl.Cli.Tests.Hosting;

/// <summary>What a command line came to.</summary>
internal sealed record CliResult(int ExitCode, string Out, string Error)
{
    /// <summary>Standard output as the one JSON document that it has to be.</summary>
    public JsonNode Json => JsonNode.Parse(Out)!;

    /// <summary>The one line of the error.</summary>
    public string ErrorSentence => Assert.Single(Error.Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
}
