using System.CommandLine;

namespace SiameseDsl.Cli.Commands;

/// <summary>Options that several commands have in common.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document and nothing else on standard output." };
}
