using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using SiameseDsl.Cli.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Editing;

/// <summary>An editor's side of the protocol, written from its specification: it starts the real program, frames messages, and matches answers to requests.</summary>
internal sealed class LspClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly Stream input;
    private readonly Stream output;
    private readonly BlockingCollection<JsonObject> messages = [];
    private readonly List<JsonObject> unread = [];
    private readonly Task<string> errors;
    private int requests;

    public LspClient()
    {
        process = Runner.Start([], "lsp", "--stdio");
        input = process.StandardOutput.BaseStream;
        output = process.StandardInput.BaseStream;
        errors = process.StandardError.ReadToEndAsync();
        var reader = new Thread(ReadAll) { IsBackground = true };
        reader.Start();
    }

    /// <summary>A session that has said hello.</summary>
    public static LspClient Ready(bool snippets = true)
    {
        var client = new LspClient();
        client.Request("initialize", new JsonObject
        {
            ["processId"] = null,
            ["rootUri"] = null,
            ["capabilities"] = new JsonObject { ["textDocument"] = new JsonObject { ["completion"] = new JsonObject { ["completionItem"] = new JsonObject { ["snippetSupport"] = snippets } } } },
        });
        client.Notify("initialized", new JsonObject());
        return client;
    }

    /// <summary>Sends a request and waits for its answer.</summary>
    public JsonObject Ask(string method, JsonNode? parameters) => Answer(Send(method, parameters));

    /// <summary>Sends a request and gives its result; an error fails the test.</summary>
    public JsonNode? Request(string method, JsonNode? parameters)
    {
        JsonObject answer = Ask(method, parameters);
        Assert.False(answer.ContainsKey("error"), answer.ToJsonString());
        return answer["result"];
    }

    /// <summary>Sends a request and does not wait.</summary>
    public int Send(string method, JsonNode? parameters)
    {
        int id = ++requests;
        Write(Message(method, parameters, id));
        return id;
    }

    /// <summary>Waits for an answer.</summary>
    public JsonObject Answer(int id) => Receive(message => message["id"] is JsonValue value && value.TryGetValue(out int number) && number == id && !message.ContainsKey("method"));

    /// <summary>Sends a notification.</summary>
    public void Notify(string method, JsonNode? parameters) => Write(Message(method, parameters, id: null));

    /// <summary>Opens a document.</summary>
    public void Open(string uri, string text, int version = 1) =>
        Notify("textDocument/didOpen", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = uri, ["languageId"] = "yaml", ["version"] = version, ["text"] = text } });

    /// <summary>Replaces a range of a document.</summary>
    public void Change(string uri, int version, (int Line, int Character) start, (int Line, int Character) end, string text) => Notify("textDocument/didChange", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = uri, ["version"] = version },
        ["contentChanges"] = new JsonArray(new JsonObject { ["range"] = Range(start, end), ["text"] = text }),
    });

    /// <summary>The findings that the server shows of a state of a document.</summary>
    public JsonArray Diagnostics(string uri, int version) =>
        Receive(message => message["method"]?.GetValue<string>() == "textDocument/publishDiagnostics" && message["params"]!["uri"]!.GetValue<string>() == uri && message["params"]!["version"]!.GetValue<int>() == version)["params"]!["diagnostics"]!.AsArray();

    /// <summary>Parameters that name a place in a document.</summary>
    public static JsonObject At(string uri, int line, int character) =>
        new() { ["textDocument"] = new JsonObject { ["uri"] = uri }, ["position"] = new JsonObject { ["line"] = line, ["character"] = character } };

    /// <summary>A range.</summary>
    public static JsonObject Range((int Line, int Character) start, (int Line, int Character) end) => new()
    {
        ["start"] = new JsonObject { ["line"] = start.Line, ["character"] = start.Character },
        ["end"] = new JsonObject { ["line"] = end.Line, ["character"] = end.Character },
    };

    /// <summary>Writes bytes as they are.</summary>
    public void WriteRaw(string text)
    {
        output.Write(Encoding.UTF8.GetBytes(text));
        output.Flush();
    }

    /// <summary>Waits for the first message that fits; others are kept.</summary>
    public JsonObject Receive(Func<JsonObject, bool> fits)
    {
        for (int i = 0; i < unread.Count; i++)
        {
            if (fits(unread[i]))
            {
                JsonObject found = unread[i];
                unread.RemoveAt(i);
                return found;
            }
        }

        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience)
        {
            if (!messages.TryTake(out JsonObject? message, Patience - watch.Elapsed) || message is null)
            {
                break;
            }

            if (fits(message))
            {
                return message;
            }

            unread.Add(message);
        }

        throw new TimeoutException($"The server did not answer; it said: {string.Join('\n', unread.Select(message => message.ToJsonString()))}");
    }

    /// <summary>Closes the channel and waits for the program's end.</summary>
    public CliResult Finish()
    {
        process.StandardInput.Close();
        Assert.True(process.WaitForExit(Patience), "The server did not end.");
        return new CliResult(process.ExitCode, "", errors.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private static JsonObject Message(string method, JsonNode? parameters, int? id)
    {
        var message = new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method };
        if (id is not null)
        {
            message["id"] = id;
        }

        if (parameters is not null)
        {
            message["params"] = parameters;
        }

        return message;
    }

    private void Write(JsonObject message)
    {
        byte[] body = Encoding.UTF8.GetBytes(message.ToJsonString());
        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n")));
        output.Write(body);
        output.Flush();
    }

    private void ReadAll()
    {
        try
        {
            while (ReadHeader() is { } length)
            {
                byte[] body = new byte[length];
                input.ReadExactly(body);
                messages.Add(JsonNode.Parse(body)!.AsObject());
            }
        }
        catch (Exception problem) when (problem is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The program ended; whoever waits is told by the time-out.
        }
    }

    private int? ReadHeader()
    {
        int? length = null;
        while (true)
        {
            var line = new StringBuilder();
            int c = input.ReadByte();
            while (c >= 0 && c != '\n')
            {
                line.Append((char)c);
                c = input.ReadByte();
            }

            string header = line.ToString().TrimEnd('\r');
            if (c < 0)
            {
                return null;
            }

            if (header.Length == 0)
            {
                return length;
            }

            if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(header["Content-Length:".Length..].Trim(), CultureInfo.InvariantCulture);
            }
        }
    }
}
