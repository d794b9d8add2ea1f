using System.Text.Json.Nodes;
using SiameseDsl.Cli.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Editing;

/// <summary>What broken, hostile and hasty clients send.</summary>
public sealed class LanguageServerGarbageTests
{
    private const string Uri = "file:///work/Tiny.siamese.yaml";

    private const string Good = "siamese: 1\nmodel: Tiny\ninput: { shape: [1, 28, 28] }\ntower:\n  - flatten\n  - dense: { name: embedding, units: 64 }\nhead: euclidean\nloss: contrastive\n";

    [Fact]
    public void A_message_that_is_no_json_is_answered_and_the_next_one_is_read()
    {
        using LspClient client = LspClient.Ready();
        foreach (string body in (string[])["{nonsense", "[1, 2", "\u00e4\u00f6", "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":"])
        {
            client.WriteRaw($"Content-Length: {System.Text.Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
            JsonObject answer = client.Receive(message => message["error"] is not null);
            Assert.Equal(-32700, answer["error"]!["code"]!.GetValue<int>());
        }

        client.Open(Uri, Good);
        Assert.Empty(client.Diagnostics(Uri, 1));
    }

    [Theory]
    [InlineData("this is no protocol\r\n\r\n")]
    [InlineData("Content-Length: many\r\n\r\n{}")]
    [InlineData("Content-Length: -5\r\n\r\n{}")]
    public void A_broken_header_ends_the_session_with_one_sentence(string bytes)
    {
        using LspClient client = LspClient.Ready();
        client.WriteRaw(bytes);

        CliResult end = client.Finish();

        Assert.Equal(1, end.ExitCode);
        Assert.StartsWith("error: The editor's messages could not be read: ", end.ErrorSentence, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_parameters_are_the_clients_error_and_unknown_methods_are_named()
    {
        using LspClient client = LspClient.Ready();
        client.Open(Uri, Good);

        Assert.Equal(-32602, Code(client.Ask("textDocument/hover", new JsonObject())));
        Assert.Equal(-32602, Code(client.Ask("textDocument/hover", new JsonObject { ["textDocument"] = "no object", ["position"] = 5 })));
        Assert.Equal(-32602, Code(client.Ask("textDocument/completion", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri }, ["position"] = new JsonObject { ["line"] = "one" } })));
        Assert.Equal(-32601, Code(client.Ask("textDocument/definition", LspClient.At(Uri, 0, 0))));
        client.Notify("textDocument/didChange", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri } });
        client.Notify("workspace/didChangeWatchedFiles", new JsonObject());
        Assert.NotNull(client.Request("textDocument/hover", LspClient.At(Uri, 0, 2)));
    }

    [Fact]
    public void Nothing_is_answered_before_hello()
    {
        using var client = new LspClient();

        Assert.Equal(-32002, Code(client.Ask("textDocument/hover", LspClient.At(Uri, 0, 0))));
    }

    [Fact]
    public void A_request_that_is_taken_back_is_answered_as_such_or_in_full()
    {
        using LspClient client = LspClient.Ready();
        client.Open(Uri, Good);
        int[] ids = [.. Enumerable.Range(0, 40).Select(_ => client.Send("textDocument/inlayHint", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri }, ["range"] = LspClient.Range((0, 0), (9, 0)) }))];
        foreach (int id in ids)
        {
            client.Notify("$/cancelRequest", new JsonObject { ["id"] = id });
        }

        JsonObject[] answers = [.. ids.Select(client.Answer)];

        Assert.All(answers, answer => Assert.True(answer["result"] is JsonArray || Code(answer) == -32800, answer.ToJsonString()));
        Assert.NotNull(client.Request("textDocument/hover", LspClient.At(Uri, 0, 2)));
    }

    /// <summary>Random edits at random places, also beyond the text, with questions in between: every question gets an answer, and the server works as before.</summary>
    [Fact]
    public void A_thousand_random_edits_leave_the_server_at_work()
    {
        using LspClient client = LspClient.Ready();
        var random = new Random(7);
        client.Open(Uri, Good);
        string[] pieces = ["\n", "  ", "- ", "dense", ": ", "{", "}", "[", "]", ",", "\t", "\"", "#", "$x", "🙂", "\r\n", "tower:\n  - relu\n", "é"];
        for (int version = 2; version <= 1000; version++)
        {
            int line = random.Next(14);
            int from = random.Next(50);
            client.Change(Uri, version, (line, from), (line + random.Next(2), from + random.Next(6)), pieces[random.Next(pieces.Length)]);
            if (version % 100 == 0)
            {
                JsonObject place = LspClient.At(Uri, random.Next(14), random.Next(40));
                Assert.False(client.Ask("textDocument/completion", place).ContainsKey("error"));
                Assert.False(client.Ask("textDocument/hover", place.DeepClone()).ContainsKey("error"));
            }
        }

        client.Notify("textDocument/didChange", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri, ["version"] = 1001 }, ["contentChanges"] = new JsonArray(new JsonObject { ["text"] = Good }) });
        Assert.Empty(client.Diagnostics(Uri, 1001));
    }

    private static int Code(JsonObject answer) => answer["error"]!["code"]!.GetValue<int>();
}
