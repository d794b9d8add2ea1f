using System.Text;
using Spectre.Console;

namespace SiameseDsl.Cli.Terminals;

/// <summary>A stream as Spectre.Console wants it.</summary>
internal sealed class StreamOutput(TextWriter writer, bool isTerminal, int width) : IAnsiConsoleOutput
{
    public TextWriter Writer => writer;

    public bool IsTerminal => isTerminal;

    public int Width => isTerminal ? width : AppStreams.PlainWidth;

    public int Height => 50;

    public void SetEncoding(Encoding encoding)
    {
        // The process decides about its own encoding.
    }
}
