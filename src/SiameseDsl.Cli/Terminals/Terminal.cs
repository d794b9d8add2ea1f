using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SiameseDsl.Cli.Terminals;

/// <summary>Results go to standard output, progress and messages to standard error.</summary>
internal sealed class Terminal
{
    private static readonly JsonSerializerOptions JsonFormat = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly AppStreams streams;
    private readonly IAnsiConsole output;

    public Terminal(AppStreams streams)
    {
        this.streams = streams;
        output = Console(streams.Out, streams.OutIsTerminal);
        Error = Console(streams.Error, streams.ErrorIsTerminal);
    }

    /// <summary>Standard error for displays that redraw themselves.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>Whether displays may redraw themselves.</summary>
    public bool IsInteractive => streams.ErrorIsTerminal;

    /// <summary>Whether a person sees the results directly.</summary>
    public bool ShowsResults => streams.OutIsTerminal;

    /// <summary>Whether results have colours.</summary>
    public bool ColoursResults => streams.OutIsTerminal && streams.Color;

    /// <summary>The columns that results have.</summary>
    public int Width => streams.OutIsTerminal ? streams.Width : AppStreams.PlainWidth;

    /// <summary>The columns that displays on standard error have.</summary>
    public int ErrorWidth => streams.ErrorIsTerminal ? streams.Width : AppStreams.PlainWidth;

    /// <summary>Writes a table or another widget as a result.</summary>
    public void Write(IRenderable widget)
    {
        output.Write(widget);
        streams.Out.Flush();
    }

    /// <summary>Writes a line with markup as a result.</summary>
    public void Markup(string markup) => output.MarkupLine(markup);

    /// <summary>Writes a text as it is, as a result: never wrapped, never coloured.</summary>
    public void Text(string text)
    {
        streams.Out.Write(text);
        streams.Out.Flush();
    }

    /// <summary>Writes one JSON document as the result.</summary>
    public void Json(JsonNode document) => Text(document.ToJsonString(JsonFormat) + "\n");

    /// <summary>Tells a person of something that is wrong beside the result.</summary>
    public void Warn(string text) => Error.MarkupLineInterpolated($"[yellow]![/] {text}");

    /// <summary>Tells a person something beside the result.</summary>
    public void Note(string text) => Error.MarkupLineInterpolated($"[grey]{text}[/]");

    /// <summary>Tells a person something beside the result, with markup.</summary>
    public void Say(string markup) => Error.MarkupLine(markup);

    /// <summary>Says why the work failed.</summary>
    public void Failure(string sentence) => Error.MarkupLineInterpolated($"[red]error:[/] {sentence}");

    /// <summary>Writes a text as it is to standard error.</summary>
    public void ErrorText(string text) => streams.Error.WriteLine(text);

    /// <summary>Writes over the present line of standard error.</summary>
    public void Redraw(string text)
    {
        streams.Error.Write($"\r{text}\e[K");
        streams.Error.Flush();
    }

    private IAnsiConsole Console(TextWriter writer, bool isTerminal)
    {
        var settings = new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = isTerminal && streams.Color ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new StreamOutput(writer, isTerminal, streams.Width),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        };
        IAnsiConsole console = AnsiConsole.Create(settings);
        console.Profile.Capabilities.Unicode = writer.Encoding.WebName.StartsWith("utf", StringComparison.OrdinalIgnoreCase);
        return console;
    }
}
