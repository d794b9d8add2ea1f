using System.Reflection;
using SiameseDsl.Checkpoints;

namespace SiameseDsl.Cli.Runs;

/// <summary>The versions that run.json records.</summary>
internal static class RunVersions
{
    public static IReadOnlyList<KeyValuePair<string, string>> Current { get; } =
    [
        new("siamesedsl", Of(typeof(RunDirectory).Assembly)),
        new("numerics", NumericsVersion.Current.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new("torchsharp", Of(typeof(TorchSharp.torch).Assembly)),
        new("dotnet", Environment.Version.ToString()),
    ];

    private static string Of(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? assembly.GetName().Version?.ToString() ?? "";
}
