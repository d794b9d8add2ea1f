using System.Text.Json.Nodes;
using SiameseDsl.Cli.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Commands;

public sealed class CheckTests : IDisposable
{
    private const string Good = "siamese: 1\nmodel: Tiny\ninput: { shape: [1, 28, 28] }\ntower:\n  - flatten\n  - dense: { name: embedding, units: 64 }\nhead: euclidean\nloss: contrastive\n";

    private readonly TemporaryDirectory directory = new();

    private static string Bad => Good.Replace("units: 64", "unitz: 64", StringComparison.Ordinal);

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_good_spec_has_no_findings_and_says_what_was_not_checked()
    {
        CliResult result = CommandLine.Run("check", directory.Write("Tiny.siamese.yaml", Good));

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("", result.Out);
        Assert.Contains("custom types and the severities", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_is_read_from_the_disk_and_its_mistakes_are_told_once_in_it()
    {
        string part = directory.Write("lib/common.siamese-part.yaml", Bad.Replace("model: Tiny\n", "", StringComparison.Ordinal));
        directory.Write("A.siamese.yaml", "siamese: 1\nmodel: A\ninclude: [lib/common.siamese-part.yaml]\n");
        directory.Write("B.siamese.yaml", "siamese: 1\nmodel: B\ninclude: [lib/common.siamese-part.yaml]\n");
        CliResult result = CommandLine.Run("check", directory.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"{part}(5,31): error SDSL1001: ", result.Out, StringComparison.Ordinal);
        Assert.Contains("\n    5 |   - dense: { name: embedding, unitz: 64 }\n", result.Out, StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(result.Out, "SDSL1001"));
        Assert.Contains("3 files: 1 error, 0 warnings.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_no_spec_of_the_paths_includes_is_checked_by_itself_and_left_alone_by_repairs()
    {
        string part = directory.Write("common.siamese-part.yaml", "siamese: 1\nblocks: { cell: [dense: { unitz: 3 }] }\n");
        CliResult result = CommandLine.Run("check", part, "--fix");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"{part}(2,27): error SDSL1001: ", result.Out, StringComparison.Ordinal);
        Assert.Contains("unitz", File.ReadAllText(part), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_what_compilers_print_with_the_place_underlined()
    {
        string path = directory.Write("Tiny.siamese.yaml", Bad);
        CliResult result = CommandLine.Run("check", path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"{path}(6,31): error SDSL1001: ", result.Out, StringComparison.Ordinal);
        Assert.Contains("\n    6 |   - dense: { name: embedding, unitz: 64 }\n      |                               ^^^^^\n      |                               units\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_counts_from_one_and_the_end_is_exclusive()
    {
        string path = directory.Write("Tiny.siamese.yaml", Bad);
        CliResult result = CommandLine.Run("check", path, "--format", "json");
        JsonNode finding = Assert.Single(result.Json.AsArray(), candidate => candidate!["id"]!.GetValue<string>() == "SDSL1001")!;

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["file", "line", "column", "end_line", "end_column", "id", "severity", "message", "fix", "edits"], finding.AsObject().Select(pair => pair.Key));
        Assert.Equal(path, finding["file"]!.GetValue<string>());
        Assert.Equal((6, 31, 6, 36), (finding["line"]!.GetValue<int>(), finding["column"]!.GetValue<int>(), finding["end_line"]!.GetValue<int>(), finding["end_column"]!.GetValue<int>()));
        Assert.Equal("error", finding["severity"]!.GetValue<string>());
        Assert.Equal("units", finding["fix"]!.GetValue<string>());
        JsonNode edit = Assert.Single(finding["edits"]!.AsArray())!;
        Assert.Equal((6, 31, 36, "units"), (edit["line"]!.GetValue<int>(), edit["column"]!.GetValue<int>(), edit["end_column"]!.GetValue<int>(), edit["text"]!.GetValue<string>()));
    }

    [Fact]
    public void Sarif_names_the_rule_the_place_and_the_fix()
    {
        JsonNode log = CommandLine.Run("check", directory.Write("Tiny.siamese.yaml", Bad), "--format", "sarif").Json;
        JsonNode run = log["runs"]![0]!;
        JsonNode result = Assert.Single(run["results"]!.AsArray(), candidate => candidate!["ruleId"]!.GetValue<string>() == "SDSL1001")!;

        Assert.Equal("2.1.0", log["version"]!.GetValue<string>());
        Assert.Equal("SDSL1001", run["tool"]!["driver"]!["rules"]![result["ruleIndex"]!.GetValue<int>()]!["id"]!.GetValue<string>());
        Assert.Equal(31, result["locations"]![0]!["physicalLocation"]!["region"]!["startColumn"]!.GetValue<int>());
        Assert.Equal("units", result["fixes"]![0]!["artifactChanges"]![0]!["replacements"]![0]!["insertedContent"]!["text"]!.GetValue<string>());
        Assert.StartsWith("file://", result["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Directories_are_searched_and_build_output_is_not()
    {
        directory.Write("a/One.siamese.yaml", Bad);
        directory.Write("a/b/Two.siamese.yaml", Good);
        directory.Write("a/obj/Three.siamese.yaml", Bad);
        directory.Write("a/other.yaml", Bad);

        CliResult result = CommandLine.Run("check", directory.Path, "--format", "json");

        Assert.Contains("2 files", result.Error, StringComparison.Ordinal);
        Assert.All(result.Json.AsArray(), finding => Assert.EndsWith("One.siamese.yaml", finding!["file"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_tab_before_the_place_keeps_the_underline_in_line()
    {
        string path = directory.Write("Tiny.siamese.yaml", Good.Replace("loss: contrastive", "loss:\tcontrastiv", StringComparison.Ordinal));

        Assert.Contains("      |      \t^", CommandLine.Run("check", path).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Brackets_in_a_spec_are_shown_as_they_are_on_a_terminal()
    {
        string path = directory.Write("Tiny.siamese.yaml", Good.Replace("[1, 28, 28]", "[1, 28, 28, red]", StringComparison.Ordinal));
        CliResult result = CommandLine.Run(terminal: true, color: false, CancellationToken.None, "check", path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("[1, 28, 28, red]", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_directory_is_wrong_usage() => Assert.Equal(2, CommandLine.Run("check", directory.Path).ExitCode);
}
