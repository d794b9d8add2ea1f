using System.CommandLine;
using System.CommandLine.Parsing;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Cli.App;

/// <summary>Says what is wrong with a command line, and what was probably meant.</summary>
internal static class UsageErrors
{
    public static int Report(ParseResult parse, AppStreams streams)
    {
        var terminal = new Terminal(streams);
        Command command = parse.CommandResult.Command;
        terminal.Failure(Sentence(parse, command));
        terminal.Note($"'{Path(parse.CommandResult)} --help' shows what there is.");
        return ExitCode.Usage;
    }

    private static string Sentence(ParseResult parse, Command command)
    {
        foreach (string token in parse.UnmatchedTokens)
        {
            bool isOption = token.StartsWith('-');
            IEnumerable<string> known = isOption ? Options(parse.CommandResult) : command.Subcommands.Select(sub => sub.Name);
            if (!isOption && command.Subcommands.Count == 0)
            {
                return $"'{Path(parse.CommandResult)}' does not take '{token}'.";
            }

            string what = isOption ? "option" : "command";
            string name = isOption ? token.Split('=')[0] : token;
            return $"There is no {what} '{name}'{NearestName.Clause(NearestName.Find(name, known), known)}";
        }

        if (command.Subcommands.Count > 0)
        {
            return $"'{Path(parse.CommandResult)}' needs a command: {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}.";
        }

        Argument? missing = command.Arguments.FirstOrDefault(argument => argument.Arity.MinimumNumberOfValues > 0 && parse.GetResult(argument) is null or { Tokens.Count: 0 });
        return missing is not null ? $"'{Path(parse.CommandResult)}' needs {missing.Name}: {missing.Description}" : parse.Errors[0].Message;
    }

    private static IEnumerable<string> Options(CommandResult result)
    {
        foreach (Option option in result.Command.Options)
        {
            yield return option.Name;
        }

        for (SymbolResult? parent = result.Parent; parent is CommandResult outer; parent = parent.Parent)
        {
            foreach (Option option in outer.Command.Options.Where(option => option.Recursive))
            {
                yield return option.Name;
            }
        }
    }

    private static string Path(CommandResult result)
    {
        var names = new List<string>();
        for (SymbolResult? part = result; part is CommandResult { Parent: not null } command; part = part.Parent)
        {
            names.Insert(0, command.Command.Name);
        }

        return string.Join(' ', names.Prepend("siamese"));
    }
}
