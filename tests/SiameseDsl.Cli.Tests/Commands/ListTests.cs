using System.Text.Json.Nodes;
using SiameseDsl.Cli.Tests.Hosting;
using SiameseDsl.Models;

namespace SiameseDsl.Cli.Tests.Commands;

public sealed class ListTests
{
    [Fact]
    public void The_table_shows_every_family_and_variant()
    {
        CliResult result = CommandLine.Run("list");

        Assert.Equal(0, result.ExitCode);
        foreach (var entry in SiameseModels.All)
        {
            Assert.Contains(entry.Family, result.Out, StringComparison.Ordinal);
            Assert.Contains($" {entry.Variant} ", result.Out, StringComparison.Ordinal);
            Assert.Contains(entry.Plan.PlanHash[..8], result.Out, StringComparison.Ordinal);
            Assert.DoesNotContain(entry.Plan.PlanHash, result.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Json_is_one_document_with_whole_hashes()
    {
        CliResult result = CommandLine.Run("list", "--json");
        JsonArray families = result.Json["families"]!.AsArray();

        Assert.Equal(SiameseModels.All.Select(entry => entry.Family).Distinct(), families.Select(family => family!["name"]!.GetValue<string>()));
        var variants = families.SelectMany(family => family!["variants"]!.AsArray()).ToArray();
        Assert.Equal(SiameseModels.All.Select(entry => entry.Name), variants.Select(variant => variant!["model"]!.GetValue<string>()));
        Assert.Equal(SiameseModels.All.Select(entry => entry.Plan.PlanHash), variants.Select(variant => variant!["plan_hash"]!.GetValue<string>()));
        Assert.Equal(SiameseModels.All.Select(entry => entry.ParameterCount), variants.Select(variant => variant!["parameters"]!.GetValue<long>()));
    }

    [Fact]
    public void A_pipe_gets_no_escape_sequences() => Assert.DoesNotContain('\e', CommandLine.Run("list").Out + CommandLine.Run("list").Error);

    [Fact]
    public void A_terminal_gets_colours_unless_they_are_unwelcome()
    {
        const string Color = "\e[3";

        Assert.Contains(Color, CommandLine.Run(terminal: true, color: true, CancellationToken.None, "describe", "Digits").Out, StringComparison.Ordinal);
        CliResult plain = CommandLine.Run(terminal: true, color: false, CancellationToken.None, "describe", "Digits");
        Assert.DoesNotContain(Color, plain.Out + plain.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[9", plain.Out + plain.Error, StringComparison.Ordinal);
    }
}
