using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Modules;

namespace SiameseDsl.Cli;

/// <summary>All commands of SiameseDsl for an own application: <c>return await SiameseApp.RunAsync(args, SiameseModels.All);</c></summary>
public static class SiameseApp
{
    /// <summary>Runs the command that <paramref name="args"/> name over the compiled models.</summary>
    /// <param name="args">The command line without the program's name.</param>
    /// <param name="models">The compiled models: the generated <c>SiameseModels.All</c>.</param>
    /// <returns>The exit code: 0 done, 1 the work failed or findings are errors, 2 wrong usage, 130 interrupted by Ctrl-C, 143 by SIGTERM.</returns>
    public static async Task<int> RunAsync(string[] args, IReadOnlyList<ModelEntry> models)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(models);
        using var interrupt = new Interrupt();
        int exitCode = await new AppHost(models, AppStreams.OfProcess()).RunAsync(args, interrupt.Token).ConfigureAwait(false);
        return exitCode == ExitCode.Interrupted ? interrupt.ExitCode : exitCode;
    }
}
