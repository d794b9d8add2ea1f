using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SiameseDsl.Generator.Tests.Hosting;

namespace SiameseDsl.Generator.Tests;

/// <summary>Ten mistakes of ten rules in one file: ten findings, and nothing else suffers.</summary>
public class TenMistakesTests
{
    [Fact]
    public void A_build_shows_ten_findings_at_their_places_once_each_and_nothing_else()
    {
        using ScratchProject project = new();
        project.Write("Shapes.siamese.yaml", TenMistakes.Spec);
        project.Write("Other.siamese.yaml", Specs.Named("Other"));
        for (int i = 0; i < TenMistakes.Broken.Count; i++)
        {
            project.Write($"User{i}.cs", Use("Scratch", TenMistakes.Broken[i], i));
        }

        project.Write("UserOfGood.cs", Use("Scratch", "Shapes.Good", 100));
        project.Write("UserOfOther.cs", Use("Scratch", "Other.Base", 101));

        (int exitCode, string[] findings, string log) = project.Build();

        Assert.NotEqual(0, exitCode);
        Assert.True(findings.Length == 10, log);
        string[] places = [.. TenMistakes.Findings.Select(finding => $"Shapes.siamese.yaml({finding.Line},{finding.Column}): error {finding.Id}: ")];
        Assert.All(places, place => Assert.Single(findings, finding => finding.StartsWith(place, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_compilation_itself_has_no_error_where_broken_variants_are_used_in_bodies()
    {
        GeneratorHost host = GeneratorHost.RunOnce(("Shapes.siamese.yaml", TenMistakes.Spec), ("Other.siamese.yaml", Specs.Named("Other")));
        int number = 0;
        foreach (string model in TenMistakes.Broken.Append("Shapes.Good").Append("Shapes.Base").Append("Other.Base"))
        {
            host.AddCode(Use("Acme", model, number++));
        }

        host.Run();

        Assert.Equal(
            TenMistakes.Findings,
            host.Result.Diagnostics.Select(diagnostic => (Start(diagnostic).Line + 1, Start(diagnostic).Character + 1, diagnostic.Id)).Order());
        GeneratedCode.AssertClean(host.Output);
        Assert.Contains("        Base.Entry,\n        Good.Entry,\n    ];", host.Sources["Shapes.g.cs"]);
        Assert.Contains("Other.Variants", host.Sources["SiameseModels.g.cs"]);
    }

    private static LinePosition Start(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().StartLinePosition;

    private static string Use(string root, string model, int number) => StubUse.Source($"{root}.Models", model).Replace("public class User", $"public class User{number}");
}
