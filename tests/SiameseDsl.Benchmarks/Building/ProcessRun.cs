using System.Diagnostics;

namespace SiameseDsl.Benchmarks.Building;

/// <summary>Runs other programs and times them.</summary>
internal static class ProcessRun
{
    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string Output(string program, IReadOnlyList<string> arguments, string folder)
    {
        using Process process = Start(program, arguments, folder);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}{errors.Result}");
    }

    /// <summary>The milliseconds until the program writes a line that <paramref name="marker"/> accepts, on either stream; it then runs on to its end.</summary>
    /// <exception cref="InvalidOperationException">It never did.</exception>
    public static double Until(Func<string, bool> marker, string program, IReadOnlyList<string> arguments, string folder)
    {
        var watch = Stopwatch.StartNew();
        double? seen = null;
        List<string> log = [];
        using Process process = Start(program, arguments, folder);
        DataReceivedEventHandler look = (_, line) =>
        {
            lock (log)
            {
                log.Add(line.Data ?? "");
                if (seen is null && line.Data is { } text && marker(text))
                {
                    seen = watch.Elapsed.TotalMilliseconds;
                }
            }
        };
        process.OutputDataReceived += look;
        process.ErrorDataReceived += look;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return seen ?? throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} never said what was waited for:\n{string.Join('\n', log)}");
    }

    private static Process Start(string program, IReadOnlyList<string> arguments, string folder)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        start.Environment.Remove("MSBuildSDKsPath");
        return Process.Start(start)!;
    }
}
