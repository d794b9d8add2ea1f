using System.Diagnostics;
using System.Reflection;

namespace SiameseDsl.Cli.Tests.Hosting;

/// <summary>The real program in a process of its own.</summary>
internal static class Runner
{
    private static string Program { get; } = typeof(Runner).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Runner").Value!;

    public static Process Start(IEnumerable<KeyValuePair<string, string>> environment, params string[] args)
    {
        // A shell starts its background jobs with SIGINT ignored, and a child inherits that: tests of Ctrl-C need the signal's default.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(command[0], [.. command[1..], "exec", Program, .. args]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static CliResult Finish(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException("The program did not end within five minutes.");
        }

        return new CliResult(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}
