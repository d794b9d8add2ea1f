using System.Diagnostics;
using System.Reflection;

namespace SiameseDsl.Cli.Tests.Hosting;

/// <summary>The real program in a process of its own.</summary>
internal static class Runner
{
    private static string Program { get; } = typeof(Runner).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Runner").Value!;

    /// <summary>The commands over <see cref="TestModels"/> in a process of its own.</summary>
    public static Process StartTests(params string[] args) => Start([], typeof(Runner).Assembly.Location, [], args);

    /// <summary>The same through another program, such as one that drops privileges.</summary>
    public static Process StartTestsUnder(string[] launcher, params string[] args) => Start([], typeof(Runner).Assembly.Location, launcher, args);

    public static Process Start(IEnumerable<KeyValuePair<string, string>> environment, params string[] args) => Start(environment, Program, [], args);

    private static Process Start(IEnumerable<KeyValuePair<string, string>> environment, string program, string[] launcher, string[] args)
    {
        // A shell starts its background jobs with SIGINT ignored, and a child inherits that: tests of Ctrl-C need the signal's default.
        string dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        string[] command = [.. launcher, .. OperatingSystem.IsLinux() ? new[] { "env", "--default-signal=INT", dotnet } : [dotnet]];
        var start = new ProcessStartInfo(command[0], [.. command[1..], "exec", program, .. args]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Waits for the end and takes what was written.</summary>
    /// <exception cref="TimeoutException">It did not end within so many minutes, and was killed.</exception>
    public static CliResult Finish(Process process, int minutes = 5)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(minutes)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The program did not end within {minutes} minutes.");
        }

        return new CliResult(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}
