using Microsoft.CodeAnalysis;
using SiameseDsl.Generator.Tests.Hosting;

namespace SiameseDsl.Generator.Tests;

/// <summary>Parts in the pipeline: only the specs that include one depend on it, and what is wrong in it is said once.</summary>
public class PartTests
{
    private const string Part = "siamese: 1\ninput: { shape: [4] }\ntower: [dense: { name: embedding, units: 2 }]\nhead: euclidean\nloss: contrastive\n";

    [Fact]
    public void An_edited_part_compiles_the_specs_that_include_it_and_no_others()
    {
        GeneratorHost host = Host();
        GeneratedCode.AssertClean(host.Output);
        Assert.Empty(host.Ids);

        host.Write("lib/common.siamese-part.yaml", Part.Replace("units: 2", "units: 3")).Run();

        Assert.Equal("Cached Modified Modified", host.Reasons(StepNames.Compile));
        Assert.Equal("Cached Cached Cached Modified", host.Reasons(StepNames.Text));
        Assert.Equal("Cached Modified Modified", host.Reasons(StepNames.Emit));
        Assert.Equal("Cached", host.Reasons(StepNames.Registry));
        Assert.Contains("EmbeddingSize = 3", host.Sources["A.g.cs"]);
        Assert.Contains("EmbeddingSize = 3", host.Sources["sub.B.g.cs"]);
        Assert.Contains("EmbeddingSize = 2", host.Sources["C.g.cs"]);
    }

    [Fact]
    public void A_part_that_nobody_includes_compiles_no_spec()
    {
        GeneratorHost host = Host();

        host.Write("other.siamese-part.yaml", "siamese: 1\n").Run();

        Assert.Equal("Cached Cached Cached", host.Reasons(StepNames.Compile));
        Assert.Equal(["SDSL2116"], host.Ids);
        Assert.EndsWith("other.siamese-part.yaml", host.Result.Diagnostics.Single().Location.GetLineSpan().Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_comes_and_goes_is_noticed()
    {
        GeneratorHost host = Host();

        host.Delete("lib/common.siamese-part.yaml").Run();

        Assert.Equal(["SDSL2113", "SDSL2113"], host.Ids);
        Assert.Equal(["A.g.cs", "C.g.cs", "SiameseModels.g.cs", "sub.B.g.cs"], host.Sources.Keys.Order(StringComparer.Ordinal));
        GeneratedCode.AssertClean(host.Output);

        host.Write("lib/common.siamese-part.yaml", Part).Run();

        Assert.Empty(host.Ids);
        Assert.Contains("EmbeddingSize = 2", host.Sources["A.g.cs"]);
    }

    [Fact]
    public void A_mistake_in_a_part_is_reported_once_however_many_specs_include_it()
    {
        GeneratorHost host = Host();

        host.Write("lib/common.siamese-part.yaml", Part.Replace("units: 2", "uints: 2")).Run();

        Diagnostic finding = Assert.Single(host.Result.Diagnostics);
        Assert.Equal(("SDSL1001", "/project/lib/common.siamese-part.yaml", 2), (finding.Id, finding.Location.GetLineSpan().Path, finding.Location.GetLineSpan().StartLinePosition.Line));
    }

    [Fact]
    public void A_comment_in_a_part_emits_nothing()
    {
        GeneratorHost host = Host();

        host.Write("lib/common.siamese-part.yaml", "# a comment\n" + Part).Run();

        Assert.Equal("Cached Cached Cached", host.Reasons(StepNames.Emit));
    }

    private static GeneratorHost Host() => GeneratorHost.RunOnce(
        ("A.siamese.yaml", "siamese: 1\nmodel: A\ninclude: [lib/common.siamese-part.yaml]\n"),
        ("sub/B.siamese.yaml", "siamese: 1\nmodel: B\ninclude: [../lib/common.siamese-part.yaml]\ntraining: { epochs: 3 }\n"),
        ("C.siamese.yaml", Specs.Named("C")),
        ("lib/common.siamese-part.yaml", Part));
}
