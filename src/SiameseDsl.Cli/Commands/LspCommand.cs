using System.CommandLine;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Editing;

namespace SiameseDsl.Cli.Commands;

/// <summary><c>lsp</c>: a language server over standard input and output.</summary>
internal static class LspCommand
{
    public static Command Create(AppHost app)
    {
        var command = new Command("lsp", "Serve an editor over standard input and output (the Language Server Protocol).")
        {
            // Editors' clients pass it to every server; there is no other way to talk to this one.
            new Option<bool>("--stdio") { Description = "Accepted and without effect: standard input and output are the only channel." },
        };
        command.SetAction(app.Action(context =>
        {
            using Stream input = Console.OpenStandardInput();
            using Stream output = Console.OpenStandardOutput();
            (bool orderly, string? problem) = LanguageServer.ServeAsync(input, output, context.Cancellation).GetAwaiter().GetResult();
            if (problem is not null)
            {
                context.Terminal.Failure($"The editor's messages could not be read: {problem.ReplaceLineEndings(" ").TrimEnd('.')}. Check that an LSP client is at the other end.");
            }

            return orderly ? ExitCode.Done : ExitCode.Failed;
        }));
        return command;
    }
}
