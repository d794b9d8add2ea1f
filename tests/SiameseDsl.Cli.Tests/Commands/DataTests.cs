using System.Text.Json.Nodes;
using SiameseDsl.Cli.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Commands;

public sealed class DataTests
{
    [Fact]
    public void Data_sets_are_listed_with_what_is_there()
    {
        using var root = new TemporaryDirectory();
        CliResult result = CommandLine.Run("data", "list", "--data-root", root.Path, "--json");
        JsonArray sets = result.Json["data"]!.AsArray();

        Assert.True(Assert.Single(sets, set => set!["name"]!.GetValue<string>() == "glyphs")!["present"]!.GetValue<bool>());
        Assert.False(Assert.Single(sets, set => set!["name"]!.GetValue<string>() == "mnist")!["present"]!.GetValue<bool>());
        Assert.Contains("siamese data fetch mnist", CommandLine.Run("data", "info", "mnist", "--data-root", root.Path).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_there_is_not_fetched()
    {
        CliResult result = CommandLine.Run("data", "fetch", "glyphs");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("is there already", result.Error, StringComparison.Ordinal);
    }
}
