namespace SiameseDsl.Cli.Terminals;

/// <summary>Where the application writes, and what that can show.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Progress and messages.</param>
/// <param name="OutIsTerminal">Whether a person sees <paramref name="Out"/> directly.</param>
/// <param name="ErrorIsTerminal">Whether a person sees <paramref name="Error"/> directly.</param>
/// <param name="Color">Whether colours are welcome.</param>
/// <param name="Width">The width of a terminal in columns.</param>
internal sealed record AppStreams(TextWriter Out, TextWriter Error, bool OutIsTerminal, bool ErrorIsTerminal, bool Color, int Width)
{
    /// <summary>Lines in a file or a pipe are never broken: whoever reads them knows no width.</summary>
    public const int PlainWidth = 1000;

    /// <summary>The streams of this process. <c>NO_COLOR</c> (any value but an empty one) and <c>TERM=dumb</c> are respected.</summary>
    public static AppStreams OfProcess()
    {
        bool dumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        bool color = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new AppStreams(Console.Out, Console.Error, !dumb && !Console.IsOutputRedirected, !dumb && !Console.IsErrorRedirected, color, WidthOfConsole());
    }

    private static int WidthOfConsole()
    {
        try
        {
            return Console.WindowWidth is > 0 and int width ? width : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
