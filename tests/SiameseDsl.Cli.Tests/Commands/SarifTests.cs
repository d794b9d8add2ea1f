using System.Text.Json.Nodes;
using SiameseDsl.Cli.Tests.Hosting;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Cli.Tests.Commands;

/// <summary>What SARIF 2.1.0 asks of a log, held for the findings of every rule's bad example.</summary>
public sealed class SarifTests : IDisposable
{
    private static readonly string[] Levels = ["none", "note", "warning", "error"];

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Every_rule_makes_a_log_that_tools_can_read()
    {
        foreach (Rule rule in RuleTable.All.Where(rule => rule.Bad.Length > 0))
        {
            directory.Write($"specs/{rule.Id}.siamese.yaml", rule.Bad);
        }

        JsonNode log = CommandLine.Run("check", directory["specs"], "--format", "sarif").Json;
        Assert.Equal("2.1.0", Text(log["version"]));
        Assert.EndsWith("sarif-2.1.0.json", Text(log["$schema"]), StringComparison.Ordinal);
        JsonNode run = Assert.Single(log["runs"]!.AsArray())!;
        Assert.Equal("utf16CodeUnits", Text(run["columnKind"]));
        JsonNode driver = run["tool"]!["driver"]!;
        Assert.Equal("SiameseDsl", Text(driver["name"]));
        JsonArray rules = driver["rules"]!.AsArray();
        Assert.Equal(rules.Count, rules.Select(rule => Text(rule!["id"])).Distinct().Count());
        Assert.All(rules, rule =>
        {
            Assert.NotEmpty(Text(rule!["shortDescription"]!["text"]));
            Assert.NotEmpty(Text(rule["fullDescription"]!["text"]));
            Assert.Contains("Good:", Text(rule["help"]!["text"]), StringComparison.Ordinal);
            Assert.Contains("```yaml\n", Text(rule["help"]!["markdown"]), StringComparison.Ordinal);
            Assert.Contains(Text(rule["defaultConfiguration"]!["level"]), Levels);
        });

        JsonArray results = run["results"]!.AsArray();
        Assert.True(results.Count >= rules.Count);
        Assert.Contains(results, result => result!["fixes"] is not null);
        foreach (JsonNode? result in results)
        {
            Assert.Equal(Text(result!["ruleId"]), Text(rules[result["ruleIndex"]!.GetValue<int>()]!["id"]));
            Assert.Contains(Text(result["level"]), Levels);
            Assert.NotEmpty(Text(result["message"]!["text"]));
            JsonNode place = Assert.Single(result["locations"]!.AsArray())!["physicalLocation"]!;
            Assert.True(Uri.IsWellFormedUriString(Text(place["artifactLocation"]!["uri"]), UriKind.RelativeOrAbsolute));
            AssertRegion(place["region"]!);
            foreach (JsonNode? change in result["fixes"]?.AsArray().SelectMany(fix => fix!["artifactChanges"]!.AsArray()) ?? [])
            {
                Assert.Equal(Text(place["artifactLocation"]!["uri"]), Text(change!["artifactLocation"]!["uri"]));
                Assert.NotEmpty(change["replacements"]!.AsArray());
                Assert.All(change["replacements"]!.AsArray(), replacement => AssertRegion(replacement!["deletedRegion"]!));
            }

            Assert.All(result["fixes"]?.AsArray() ?? [], fix => Assert.NotEmpty(Text(fix!["description"]!["text"])));
        }
    }

    private static void AssertRegion(JsonNode region)
    {
        (int line, int column, int endLine, int endColumn) =
            (region["startLine"]!.GetValue<int>(), region["startColumn"]!.GetValue<int>(), region["endLine"]!.GetValue<int>(), region["endColumn"]!.GetValue<int>());
        Assert.True(line >= 1 && column >= 1 && (endLine > line || (endLine == line && endColumn >= column)), region.ToJsonString());
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
