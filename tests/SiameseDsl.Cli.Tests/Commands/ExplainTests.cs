using SiameseDsl.Cli.Tests.Hosting;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Cli.Tests.Commands;

public sealed class ExplainTests
{
    [Fact]
    public void Every_rule_is_explained()
    {
        foreach (Rule rule in RuleTable.All)
        {
            CliResult result = CommandLine.Run("explain", rule.Id.ToLowerInvariant());

            Assert.Equal(0, result.ExitCode);
            Assert.Contains(rule.Title, result.Out, StringComparison.Ordinal);
            Assert.Contains(rule.Explanation, result.Out, StringComparison.Ordinal);
            Assert.Equal(rule.Bad, CommandLine.Run("explain", rule.Id, "--json").Json["bad"]!.GetValue<string>());
        }
    }

    [Fact]
    public void Without_an_id_all_rules_are_listed()
    {
        CliResult text = CommandLine.Run("explain");
        CliResult json = CommandLine.Run("explain", "--json");

        Assert.Equal((0, 0), (text.ExitCode, json.ExitCode));
        Assert.All(RuleTable.All, rule => Assert.Matches($"{rule.Id} │ {rule.Severity.ToString().ToLowerInvariant()} +│ {System.Text.RegularExpressions.Regex.Escape(rule.Title)}", text.Out));
        Assert.Equal(RuleTable.All.Select(rule => rule.Id), json.Json.AsArray().Select(rule => rule!["id"]!.GetValue<string>()));
    }

    [Fact]
    public void An_unknown_id_is_wrong_usage() => Assert.Equal(2, CommandLine.Run("explain", "SDSL0000").ExitCode);
}
