using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Models;
using SiameseDsl.Modules;

namespace SiameseDsl.Cli.Tests.Hosting;

/// <summary>Runs command lines in this process over the repository's models.</summary>
internal static class CommandLine
{
    public static CliResult Run(params string[] args) => Run(CancellationToken.None, args);

    /// <summary>Over other models than the repository's.</summary>
    public static CliResult Run(IReadOnlyList<ModelEntry> models, CancellationToken cancellationToken, params string[] args) => Run(models, terminal: false, color: false, cancellationToken, args);

    public static CliResult Run(CancellationToken cancellationToken, params string[] args) => Run(terminal: false, color: false, cancellationToken, args);

    public static CliResult Run(bool terminal, bool color, CancellationToken cancellationToken, params string[] args) => Run(SiameseModels.All, terminal, color, cancellationToken, args);

    private static CliResult Run(IReadOnlyList<ModelEntry> models, bool terminal, bool color, CancellationToken cancellationToken, string[] args)
    {
        var output = new Utf8Writer();
        var error = new Utf8Writer();
        var host = new AppHost(models, new AppStreams(output, error, terminal, terminal, color, Width: 200));
        int exitCode = host.RunAsync(args, cancellationToken).GetAwaiter().GetResult();
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }

    private sealed class Utf8Writer : StringWriter
    {
        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;
    }
}
