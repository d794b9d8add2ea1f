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
}
