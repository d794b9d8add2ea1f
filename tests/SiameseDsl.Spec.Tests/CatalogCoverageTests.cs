using System.Text.RegularExpressions;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Schema;
using SiameseDsl.Spec.Tests.Plans;

namespace SiameseDsl.Spec.Tests;

/// <summary>
/// An entry of the catalog that is only half there fails here: without documentation, without its place in the schema, without a golden model, without a bad example.
/// What only a layer has (a shape rule, facts) LayerCoverageTests asks for, the emitters the generator's tests; the golden models are compiled there too, and trained by the runtime's tests.
/// </summary>
public sealed class CatalogCoverageTests
{
    private static readonly Lazy<IReadOnlyList<string>> GoodLines = new(() => [.. Texts("good").SelectMany(Lines)]);

    private static readonly Lazy<IReadOnlyList<string>> BadLines = new(() => [.. Texts("bad").SelectMany(Mistaken)]);

    public static TheoryData<Category, string> Entries
    {
        get
        {
            var data = new TheoryData<Category, string>();
            foreach (CatalogEntry entry in SpecCatalog.All.Where(entry => entry.Category != Category.Section))
            {
                data.Add(entry.Category, entry.Kind);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void An_entry_is_documented(Category category, string kind)
    {
        CatalogEntry entry = SpecCatalog.Find(category, kind)!;

        AssertSummary(entry.Summary, 400);
        Assert.Equal(entry.Keys.Count, entry.Keys.Select(key => key.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.True(entry.MainKey is null || entry.Keys.Any(key => key.Name == entry.MainKey), $"'{kind}' has no key '{entry.MainKey}'.");
        foreach (CatalogKey key in entry.Keys)
        {
            AssertSummary(key.Summary, 300);
            bool isNumber = key.Type is KeyType.Integer or KeyType.Number or KeyType.Integers;
            Assert.True(!isNumber || (key.Minimum is not null && key.Maximum is not null), $"'{key.Name}' of '{kind}' has no range.");
            Assert.True(key.Type != KeyType.Enum || key.Required || key.Values.Contains(key.Default), $"The default of '{key.Name}' of '{kind}' is none of its values.");
        }
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void An_entry_stands_in_the_schema(Category category, string kind)
    {
        Assert.NotNull(SpecCatalog.Find(category, kind));
        Assert.Contains($"\"{kind}\"", SpecSchema.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void An_entry_has_a_golden_model(Category category, string kind) =>
        Assert.True(GoodLines.Value.Any(line => Word(kind).IsMatch(line)), $"No golden file in good/ has the {category} '{kind}'.");

    [Theory]
    [MemberData(nameof(Entries))]
    public void An_entry_has_a_bad_example(Category category, string kind) =>
        Assert.True(BadLines.Value.Any(line => Word(kind).IsMatch(line)), $"No golden file in bad/ has a finding at a line with the {category} '{kind}'.");

    private static void AssertSummary(string summary, int longest)
    {
        Assert.InRange(summary.Length, 8, longest);
        Assert.EndsWith(".", summary, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Texts(string folder) => Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, folder), "*.siamese.yaml").Select(File.ReadAllText);

    private static string[] Lines(string text) => text.Split('\n');

    private static IEnumerable<string> Mistaken(string text)
    {
        string[] lines = Lines(text);
        return Compiled.Compile(text).Findings.Where(finding => finding.Span.StartLine < lines.Length).Select(finding => lines[finding.Span.StartLine]);
    }

    private static Regex Word(string kind) => new($"(^|[^a-z_]){kind}([^a-z_0-9]|$)", RegexOptions.CultureInvariant);
}
