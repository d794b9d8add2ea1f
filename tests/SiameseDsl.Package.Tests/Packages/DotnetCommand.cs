using System.Diagnostics;

namespace SiameseDsl.Package.Tests.Packages;

/// <summary>Calls of dotnet as a user makes them.</summary>
internal static class DotnetCommand
{
    /// <summary>Runs dotnet in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="environment">Variables on top of this process's own.</param>
    /// <param name="arguments">The arguments.</param>
    public static DotnetResult Run(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test host's own MSBuild variables would send the new process to the wrong tools.
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new($"dotnet {string.Join(' ', arguments)}", process.ExitCode, output, error.Result);
    }
}
