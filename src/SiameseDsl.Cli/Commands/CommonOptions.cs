using System.CommandLine;

namespace SiameseDsl.Cli.Commands;

/// <summary>Options that several commands have in common.</summary>
internal static class CommonOptions
{
    /// <summary><c>--stop-unhealthy</c>.</summary>
    public static Option<bool> StopUnhealthy() => new("--stop-unhealthy") { Description = "Stop a training, with exit code 1, as soon as something is found to be wrong with it: collapse, memorisation and the like." };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document and nothing else on standard output." };
}
