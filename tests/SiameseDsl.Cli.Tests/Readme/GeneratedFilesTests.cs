using SiameseDsl.Cli.Tests.Hosting;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Schema;

namespace SiameseDsl.Cli.Tests.Readme;

/// <summary>Files that are written from the catalog and the rule table and committed: they are what the tables say. <c>SIAMESE_WRITE_README=1</c> writes them anew.</summary>
public sealed class GeneratedFilesTests
{
    [Fact]
    public void The_committed_schema_is_the_catalogs() => Hold(Path.Combine("models", SpecSchema.FileName), SpecSchema.Text);

    [Fact]
    public void The_page_of_rules_is_the_rule_tables()
    {
        string page = RulesPage.Write();
        Assert.Equal(RuleTable.All.Select(rule => rule.Id), RulesPage.Sections(page));
        Hold("generators/SiameseDsl.Spec/Rules/RULES.md", page);
    }

    [Fact]
    public void The_command_prints_the_schema()
    {
        CliResult result = CommandLine.Run("schema");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(SpecSchema.Text, result.Out);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public void Every_spec_of_the_repository_names_the_schema() =>
        Assert.All(
            Directory.GetFiles(Path.Combine(ReadmeFile.Root, "models"), "*.siamese.yaml"),
            path => Assert.StartsWith($"# yaml-language-server: $schema={SpecSchema.FileName}\n", File.ReadAllText(path), StringComparison.Ordinal));

    private static void Hold(string path, string text)
    {
        string location = Path.Combine(ReadmeFile.Root, path);
        if (Environment.GetEnvironmentVariable("SIAMESE_WRITE_README") == "1")
        {
            File.WriteAllText(location, text);
            return;
        }

        Assert.True(File.Exists(location), $"'{path}' is missing; SIAMESE_WRITE_README=1 writes it.");
        Assert.Equal(text, File.ReadAllText(location));
    }
}
