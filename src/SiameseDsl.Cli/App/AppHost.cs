using System.CommandLine;
using SiameseDsl.Cli.Commands;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Modules;

namespace SiameseDsl.Cli.App;

/// <summary>The application: its commands, and what happens when one of them fails.</summary>
internal sealed class AppHost
{
    private readonly AppStreams streams;
    private readonly ModelCatalog models;
    private readonly Option<bool> verbose = new("--verbose") { Description = "Show where an error comes from.", Recursive = true };
    private readonly RootCommand root;
    private string[] arguments = [];

    public AppHost(IReadOnlyList<ModelEntry> entries, AppStreams streams)
    {
        this.streams = streams;
        models = new ModelCatalog(entries);
        root = new RootCommand("Siamese networks from YAML: lists, checks, trains, measures and compares the models that this program was compiled with.")
        {
            ListCommand.Create(this),
            DescribeCommand.Create(this),
            CheckCommand.Create(this),
            ExplainCommand.Create(this),
            SchemaCommand.Create(this),
            LspCommand.Create(this),
            TrainCommand.Create(this),
            EvaluateCommand.Create(this),
            CompareCommand.Create(this),
            EnrollCommand.Create(this),
            IdentifyCommand.Create(this),
            VerifyCommand.Create(this),
            RemoveCommand.Create(this),
            DataCommand.Create(this),
        };
        root.Add(verbose);
    }

    /// <summary>The option that every command has.</summary>
    internal Option<bool> Verbose => verbose;

    /// <summary>The compiled models.</summary>
    internal ModelCatalog Models => models;

    /// <summary>Runs one command line to its exit code.</summary>
    public async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        arguments = args;
        ParseResult parse = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Errors.Count > 0 && parse.Action is System.CommandLine.Invocation.ParseErrorAction)
        {
            return UsageErrors.Report(parse, streams);
        }

        var configuration = new InvocationConfiguration { Output = streams.Out, Error = streams.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await parse.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a command line can be parsed; nothing is run.</summary>
    internal bool Understands(string[] args) => root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null }).Errors.Count == 0;

    /// <summary>Wraps a command's work: gives it its surroundings and turns exceptions into sentences and exit codes.</summary>
    public Func<ParseResult, CancellationToken, Task<int>> Action(Func<CommandContext, int> work) => (parse, cancellationToken) =>
    {
        var terminal = new Terminal(streams);
        try
        {
            var context = new CommandContext(parse, models, terminal, "siamese " + CommandLineText.Join(arguments), cancellationToken);
            return Task.FromResult(work(context));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Note("Stopped.");
            return Task.FromResult(ExitCode.Interrupted);
        }
        catch (UsageException problem)
        {
            terminal.Failure(problem.Message);
            return Task.FromResult(ExitCode.Usage);
        }
        catch (Exception problem)
        {
            Tell(terminal, problem, parse.GetValue(verbose));
            return Task.FromResult(ExitCode.Failed);
        }
    };

    private static void Tell(Terminal terminal, Exception problem, bool verbose)
    {
        bool expected = problem is SiameseException;
        terminal.Failure(expected ? problem.Message : $"An unexpected {problem.GetType().Name} happened: {problem.Message.ReplaceLineEndings(" ").TrimEnd()}{(verbose ? "" : " (--verbose shows where.)")}");
        if (verbose)
        {
            terminal.ErrorText(problem.ToString());
        }
    }
}
