using Microsoft.CodeAnalysis;
using SiameseDsl.Generator.Tests.Hosting;

namespace SiameseDsl.Generator.Tests;

public class StubTests
{
    [Theory]
    [InlineData("UnknownLayer")]
    [InlineData("BadLoss")]
    public void Csharp_that_uses_a_broken_variant_has_no_further_error(string variant)
    {
        GeneratorHost host = GeneratorHost.RunOnce(("Shapes.siamese.yaml", Specs.WithBrokenVariants));

        host.AddCode(StubUse.Source("Acme.Models", $"Digits.{variant}".Replace("Digits", "Shapes"))).Run();

        Assert.Equal(2, host.Result.Diagnostics.Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        GeneratedCode.AssertClean(host.Output);
    }

    [Fact]
    public void The_neighbours_of_a_broken_variant_are_real()
    {
        GeneratorHost host = GeneratorHost.RunOnce(("Shapes.siamese.yaml", Specs.WithBrokenVariants));

        string source = host.Sources["Shapes.g.cs"];

        Assert.Contains("        Base.Entry,\n    ];", source);
        Assert.Contains("embedding = Linear(64, 2);", source);
        Assert.Contains("Shapes/bad-loss could not be compiled because Shapes.siamese.yaml has errors", source);
    }

    [Fact]
    public void A_file_that_is_no_yaml_takes_no_other_files_models_away()
    {
        GeneratorHost host = GeneratorHost.RunOnce(("A.siamese.yaml", "siamese: ["), ("B.siamese.yaml", Specs.Named("B")));

        Assert.Equal(["B.g.cs", "SiameseModels.g.cs"], host.Sources.Keys.Order(StringComparer.Ordinal));
        Assert.All(host.Result.Diagnostics, diagnostic => Assert.Equal("/project/A.siamese.yaml", diagnostic.Location.GetLineSpan().Path));
        GeneratedCode.AssertClean(host.Output);
    }
}
