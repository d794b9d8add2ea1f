using System.CommandLine;
using SiameseDsl.Cli.Terminals;

namespace SiameseDsl.Cli.App;

/// <summary>What a command works with.</summary>
/// <param name="Parse">The parsed command line.</param>
/// <param name="Models">The compiled models.</param>
/// <param name="Terminal">Where it writes.</param>
/// <param name="CommandLine">The command line as it was typed, for the record.</param>
/// <param name="Cancellation">Cancelled by Ctrl-C.</param>
internal sealed record CommandContext(ParseResult Parse, ModelCatalog Models, Terminal Terminal, string CommandLine, CancellationToken Cancellation)
{
    /// <summary>The value of an option.</summary>
    public T? Get<T>(Option<T> option) => Parse.GetValue(option);

    /// <summary>The value of an argument.</summary>
    public T? Get<T>(Argument<T> argument) => Parse.GetValue(argument);
}
