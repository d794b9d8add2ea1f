using Microsoft.CodeAnalysis;
using SiameseDsl.Generator.Tests.Hosting;

namespace SiameseDsl.Generator.Tests;

/// <summary>What several specs, odd paths and odd settings give.</summary>
public class ProjectTests
{
    [Fact]
    public void The_same_model_in_two_files_is_said_at_both_places_and_emitted_once()
    {
        GeneratorHost host = GeneratorHost.RunOnce(("a/Digits.siamese.yaml", Specs.Tiny), ("b/Digits.siamese.yaml", Specs.Tiny));

        Assert.Equal(["SDSL2006", "SDSL2006"], host.Ids);
        Assert.Equal(["/project/a/Digits.siamese.yaml", "/project/b/Digits.siamese.yaml"], host.Result.Diagnostics.Select(diagnostic => diagnostic.Location.GetLineSpan().Path).Order(StringComparer.Ordinal));
        Assert.All(host.Result.Diagnostics, diagnostic => Assert.Equal(1, diagnostic.Location.GetLineSpan().StartLinePosition.Line));
        Assert.Equal(["SiameseModels.g.cs", "a.Digits.g.cs"], host.Sources.Keys.Order(StringComparer.Ordinal));
        GeneratedCode.AssertClean(host.Output);
    }

    [Fact]
    public void Paths_that_would_give_one_hint_name_give_two()
    {
        GeneratorHost host = GeneratorHost.RunOnce(
            ("a/b.siamese.yaml", Specs.Named("A")),
            ("a.b.siamese.yaml", Specs.Named("B")),
            ("A/B.siamese.yaml", Specs.Named("C")),
            ("siamesemodels.siamese.yaml", Specs.Named("D")),
            ("ü & ?.siamese.yaml", Specs.Named("E")));

        Assert.Equal(6, host.Sources.Count);
        Assert.Equal(6, host.Sources.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Empty(host.Result.Diagnostics);
        GeneratedCode.AssertClean(host.Output);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_a_finding_on_it()
    {
        GeneratorHost host = GeneratorHost.RunOnce(("A.siamese.yaml", null), ("B.siamese.yaml", Specs.Named("B")));

        Assert.Equal(["SDSL0010"], host.Ids);
        Assert.True(host.Sources.ContainsKey("B.g.cs"));
    }

    [Theory]
    [InlineData("my-app", "my_app.Models")]
    [InlineData("3d.new app", "_3d.new_app.Models")]
    [InlineData("Acme.class", "Acme.@class.Models")]
    [InlineData("", "Models")]
    public void A_root_namespace_is_made_valid_as_the_sdk_does(string root, string expected)
    {
        GeneratorHost host = new(root);
        host.Write("A.siamese.yaml", Specs.Named("A")).Run();

        Assert.Contains($"namespace {expected};", host.Sources["A.g.cs"]);
        Assert.Empty(host.Result.Diagnostics);
        GeneratedCode.AssertClean(host.Output);
    }

    [Fact]
    public void A_root_namespace_that_is_none_is_a_finding()
    {
        GeneratorHost host = new("Acme..Faces");
        host.Write("A.siamese.yaml", Specs.Named("A")).Run();

        Assert.Equal(["SDSL0011"], host.Ids);
        Assert.Contains("namespace Models;", host.Sources["A.g.cs"]);
    }

    [Fact]
    public void A_project_without_specs_gets_a_note_and_no_code()
    {
        GeneratorHost host = new GeneratorHost().Run();

        Assert.Equal(["SDSL0002"], host.Ids);
        Assert.Equal(DiagnosticSeverity.Info, host.Result.Diagnostics.Single().Severity);
        Assert.Empty(host.Sources);
    }

    [Fact]
    public void A_family_that_hides_a_type_of_torchsharp_harms_no_other_family()
    {
        GeneratorHost host = GeneratorHost.RunOnce(("A.siamese.yaml", Specs.Named("Linear")), ("B.siamese.yaml", Specs.Named("B")), ("C.siamese.yaml", Specs.Named("ConstantSchedule")));

        Assert.Empty(host.Result.Diagnostics);
        GeneratedCode.AssertClean(host.Output);
    }
}
