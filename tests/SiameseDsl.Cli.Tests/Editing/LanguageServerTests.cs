using System.Text.Json.Nodes;
using SiameseDsl.Cli.Tests.Hosting;
using SiameseDsl.Cli.Tests.Readme;

namespace SiameseDsl.Cli.Tests.Editing;

/// <summary>Real sessions of an editor with the real program over the Language Server Protocol.</summary>
public sealed class LanguageServerTests
{
    private const string Uri = "file:///work/Tiny.siamese.yaml";

    private const string Good = "siamese: 1\nmodel: Tiny\ninput: { shape: [1, 28, 28] }\ntower:\n  - flatten\n  - dense: { name: embedding, units: 64 }\nhead: euclidean\nloss: contrastive\n";

    private static string Bad => Good.Replace("units: 64", "unitz: 64", StringComparison.Ordinal);

    [Fact]
    public void A_session_begins_and_ends_as_the_protocol_asks()
    {
        using var client = new LspClient();

        JsonNode hello = client.Request("initialize", new JsonObject { ["capabilities"] = new JsonObject() })!;
        client.Notify("initialized", new JsonObject());
        client.Open(Uri, Good);
        Assert.Empty(client.Diagnostics(Uri, 1));
        Assert.True(client.Ask("shutdown", null).ContainsKey("result"));
        Assert.Equal(-32600, Error(client.Ask("textDocument/hover", LspClient.At(Uri, 0, 0))));
        client.Notify("exit", null);
        CliResult end = client.Finish();

        Assert.Equal("siamese", hello["serverInfo"]!["name"]!.GetValue<string>());
        Assert.Equal(2, hello["capabilities"]!["textDocumentSync"]!["change"]!.GetValue<int>());
        Assert.Equal((0, ""), (end.ExitCode, end.Error));
    }

    [Fact]
    public void An_editor_that_goes_away_without_good_bye_is_a_failure_and_not_a_crash()
    {
        using LspClient client = LspClient.Ready();
        client.Open(Uri, Good);

        CliResult end = client.Finish();

        Assert.Equal(1, end.ExitCode);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Live_findings_are_those_of_check()
    {
        using var directory = new TemporaryDirectory();
        using LspClient client = LspClient.Ready();
        int document = 0;
        foreach (string path in Directory.EnumerateFiles(Path.Combine(ReadmeFile.Root, "tests/SiameseDsl.Spec.Tests/bad"), "*.siamese.yaml").Order(StringComparer.Ordinal))
        {
            string text = File.ReadAllText(path);
            JsonArray expected = CommandLine.Run("check", directory.Write("Same.siamese.yaml", text), "--json").Json.AsArray();
            string uri = $"file:///work/{document++}.siamese.yaml";
            client.Open(uri, text);
            JsonArray actual = client.Diagnostics(uri, 1);

            Assert.Equal(expected.Select(Line), actual.Select(one => Line(new JsonObject
            {
                ["line"] = one!["range"]!["start"]!["line"]!.GetValue<int>() + 1,
                ["column"] = one["range"]!["start"]!["character"]!.GetValue<int>() + 1,
                ["end_line"] = one["range"]!["end"]!["line"]!.GetValue<int>() + 1,
                ["end_column"] = one["range"]!["end"]!["character"]!.GetValue<int>() + 1,
                ["id"] = one["code"]!.GetValue<string>(),
                ["severity"] = one["severity"]!.GetValue<int>() switch { 1 => "error", 2 => "warning", _ => "info" },
                ["message"] = one["message"]!.GetValue<string>(),
            })));
        }

        Assert.True(document > 30);

        static string Line(JsonNode? finding) => $"{finding!["line"]}:{finding["column"]}-{finding["end_line"]}:{finding["end_column"]} {finding["id"]} {finding["severity"]} {finding["message"]}";
    }

    [Fact]
    public void Findings_follow_the_edits_and_go_with_the_document()
    {
        using LspClient client = LspClient.Ready();
        client.Open(Uri, Good);
        Assert.Empty(client.Diagnostics(Uri, 1));

        client.Change(Uri, 2, (5, 30), (5, 35), "unitz");
        JsonNode finding = Assert.Single(client.Diagnostics(Uri, 2))!;
        Assert.Equal("SDSL1001", finding["code"]!.GetValue<string>());
        Assert.Equal((5, 30, 35), (finding["range"]!["start"]!["line"]!.GetValue<int>(), finding["range"]!["start"]!["character"]!.GetValue<int>(), finding["range"]!["end"]!["character"]!.GetValue<int>()));

        client.Notify("textDocument/didChange", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri, ["version"] = 3 }, ["contentChanges"] = new JsonArray(new JsonObject { ["text"] = Good }) });
        Assert.Empty(client.Diagnostics(Uri, 3));

        client.Change(Uri, 4, (0, 0), (1, 0), "");
        Assert.Equal("SDSL1004", Assert.Single(client.Diagnostics(Uri, 4))!["code"]!.GetValue<string>());
        client.Notify("textDocument/didClose", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri } });
        Assert.Empty(client.Diagnostics(Uri, 4));
        Assert.Null(client.Request("textDocument/hover", LspClient.At(Uri, 0, 0)));
    }

    [Fact]
    public void Positions_count_utf_16_units_and_every_line_break()
    {
        using LspClient client = LspClient.Ready();
        client.Open(Uri, "# 🙂 x\rsiamese: 1\r\nmodel: Tiny\n");

        client.Change(Uri, 2, (0, 2), (0, 4), "ok");
        client.Change(Uri, 3, (2, 7), (2, 99), "Other");
        client.Change(Uri, 4, (99, 0), (99, 0), "zebra: 1\n");

        JsonNode unknown = Assert.Single(client.Diagnostics(Uri, 4), finding => finding!["code"]!.GetValue<string>() == "SDSL1001")!;
        Assert.Equal(3, unknown["range"]!["start"]!["line"]!.GetValue<int>());
    }

    [Theory]
    [InlineData(5, 30, "**units**: a whole number from 1 to 1048576, required", "Of `dense`:")]
    [InlineData(5, 5, "`embedding` gives (64), 50,240 parameters, 50,176 MACs.", "**dense** (layer)")]
    [InlineData(6, 8, "**euclidean** (head)", "`calibrated`: true or false, false by default")]
    [InlineData(7, 8, "**contrastive** (loss)", "Hadsell")]
    [InlineData(0, 2, "**siamese**", "The version of the language.")]
    public void Hover_tells_what_the_catalog_and_the_compiler_know(int line, int character, params string[] expected)
    {
        using LspClient client = LspClient.Ready();
        client.Open(Uri, Good);

        JsonNode hover = client.Request("textDocument/hover", LspClient.At(Uri, line, character))!;

        Assert.All(expected, part => Assert.Contains(part, hover["contents"]!["value"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.Equal(line, hover["range"]!["start"]!["line"]!.GetValue<int>());
    }

    [Fact]
    public void Completion_offers_what_fits_the_place_and_replaces_the_word()
    {
        using LspClient client = LspClient.Ready();
        client.Open(Uri, Good.Replace("head: euclidean", "head: euclidian", StringComparison.Ordinal));

        JsonArray items = client.Request("textDocument/completion", LspClient.At(Uri, 6, 15))!["items"]!.AsArray();

        Assert.Equal("euclidean", items[0]!["label"]!.GetValue<string>());
        Assert.Equal("euclidian", items[0]!["filterText"]!.GetValue<string>());
        Assert.Equal((6, 15), (items[0]!["textEdit"]!["range"]!["start"]!["character"]!.GetValue<int>(), items[0]!["textEdit"]!["range"]!["end"]!["character"]!.GetValue<int>()));
        Assert.Contains(items, item => item!["textEdit"]!["newText"]!.GetValue<string>() == "{ l1: { layers: [$1] } }");
        Assert.All(items, item => Assert.Equal(2, item!["insertTextFormat"]!.GetValue<int>()));
    }

    [Fact]
    public void An_editor_without_snippets_gets_plain_text()
    {
        using LspClient client = LspClient.Ready(snippets: false);
        client.Open(Uri, Good);

        JsonArray items = client.Request("textDocument/completion", LspClient.At(Uri, 4, 4))!["items"]!.AsArray();

        Assert.Contains(items, item => item!["textEdit"]!["newText"]!.GetValue<string>() == "dense: { units: 1 }");
        Assert.All(items, item => Assert.DoesNotContain("$", item!["textEdit"]!["newText"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public void Hints_stand_behind_the_lines_of_layers_in_the_range()
    {
        using LspClient client = LspClient.Ready();
        client.Open(Uri, Good);

        JsonArray all = client.Request("textDocument/inlayHint", Whole((0, 0), (8, 0)))!.AsArray();
        JsonArray one = client.Request("textDocument/inlayHint", Whole((5, 0), (5, 3)))!.AsArray();

        Assert.Equal(["(784)", "(64), 50,240 parameters, 50,176 MACs"], all.Select(hint => hint!["label"]!.GetValue<string>()));
        Assert.Equal(41, Assert.Single(one)!["position"]!["character"]!.GetValue<int>());
    }

    [Fact]
    public void A_repair_is_offered_where_it_is_needed_and_for_the_whole_file()
    {
        using LspClient client = LspClient.Ready();
        client.Open(Uri, Bad);
        JsonObject place = Whole((5, 30), (5, 30));
        place["context"] = new JsonObject { ["diagnostics"] = new JsonArray() };

        JsonArray actions = client.Request("textDocument/codeAction", place)!.AsArray();

        Assert.Equal(["quickfix", "source.fixAll"], actions.Select(action => action!["kind"]!.GetValue<string>()));
        Assert.Equal("Write 'units'", actions[0]!["title"]!.GetValue<string>());
        JsonNode edit = Assert.Single(actions[0]!["edit"]!["changes"]![Uri]!.AsArray())!;
        client.Notify("textDocument/didChange", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = Uri, ["version"] = 2 },
            ["contentChanges"] = new JsonArray(new JsonObject { ["range"] = edit["range"]!.DeepClone(), ["text"] = edit["newText"]!.GetValue<string>() }),
        });
        Assert.Empty(client.Diagnostics(Uri, 2));
        JsonNode whole = Assert.Single(actions[1]!["edit"]!["changes"]![Uri]!.AsArray())!;
        Assert.Equal(Good, whole["newText"]!.GetValue<string>());
        Assert.Empty(client.Request("textDocument/codeAction", Whole((5, 30), (5, 30)))!.AsArray());
    }

    [Fact]
    public void Symbols_are_the_models_and_the_named_layers()
    {
        using LspClient client = LspClient.Ready();
        client.Open(Uri, Good + "variants:\n  wide: { tower.embedding.units: 128 }\n");

        JsonArray symbols = client.Request("textDocument/documentSymbol", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri } })!.AsArray();

        Assert.Equal(["Tiny", "embedding", "wide"], symbols.Select(symbol => symbol!["name"]!.GetValue<string>()));
    }

    [Fact]
    public void Other_yaml_is_left_alone()
    {
        using LspClient client = LspClient.Ready();
        client.Open("file:///work/compose.yaml", "services: {}\n");

        Assert.Null(client.Request("textDocument/completion", LspClient.At("file:///work/compose.yaml", 0, 0)));
        client.Open(Uri, Good);
        Assert.Empty(client.Diagnostics(Uri, 1));
    }

    private static JsonObject Whole((int, int) start, (int, int) end) => new() { ["textDocument"] = new JsonObject { ["uri"] = Uri }, ["range"] = LspClient.Range(start, end) };

    private static int Error(JsonObject answer) => answer["error"]!["code"]!.GetValue<int>();
}
