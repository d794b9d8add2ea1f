using System.Diagnostics;

namespace SiameseDsl.Tests.Hosting;

/// <summary>A command of the operating system, such as mount. The tests of the commands compile this file too.</summary>
internal static class SystemCommand
{
    /// <summary>Whether it is there and did well.</summary>
    public static bool Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
