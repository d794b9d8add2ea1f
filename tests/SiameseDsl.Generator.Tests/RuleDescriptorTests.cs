using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using SiameseDsl.Generator.Diagnostics;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Generator.Tests;

public class RuleDescriptorTests
{
    [Fact]
    public void Every_rule_has_one_descriptor_with_title_explanation_and_link()
    {
        Assert.Equal(RuleTable.All.Select(rule => rule.Id).Order(StringComparer.Ordinal), RuleDescriptors.All.Select(one => one.Id).Order(StringComparer.Ordinal));
        Assert.All(RuleDescriptors.All, one =>
        {
            Assert.Matches("^SDSL[0-9]{4}$", one.Id);
            Assert.NotEmpty(one.Title.ToString());
            Assert.NotEmpty(one.Description.ToString());
            Assert.NotEmpty(one.Description.ToString(System.Globalization.CultureInfo.InvariantCulture));
        });
    }

    [Fact]
    public void Errors_cannot_be_demoted_and_warnings_can()
    {
        foreach (Rule rule in RuleTable.All)
        {
            DiagnosticDescriptor descriptor = RuleDescriptors.Of(rule.Id);
            Assert.Equal(rule.Severity == Severity.Error, descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable));
        }
    }

    /// <summary>Roslyn's own check (RS2008) does not see descriptors that are made from a table, so this holds the release files.</summary>
    [Fact]
    public void The_release_files_list_every_rule()
    {
        string folder = Path.Combine(FolderOf(), "../../generators/SiameseDsl.Generator");
        string listed = string.Concat(RowsOf(Path.Combine(folder, "AnalyzerReleases.Shipped.md")).Concat(RowsOf(Path.Combine(folder, "AnalyzerReleases.Unshipped.md"))).Order(StringComparer.Ordinal).Select(row => row + "\n"));
        StringBuilder expected = new();
        foreach (Rule rule in RuleTable.All.OrderBy(rule => rule.Id, StringComparer.Ordinal))
        {
            expected.Append($"{rule.Id} | {RuleDescriptors.Category} | {rule.Severity} | {rule.Title}\n");
        }

        Assert.Equal(expected.ToString(), listed);
    }

    private static IEnumerable<string> RowsOf(string file) => File.ReadLines(file).Where(line => line.StartsWith("SDSL", StringComparison.Ordinal));

    private static string FolderOf([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
