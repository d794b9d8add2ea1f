using SiameseDsl.Generator.Tests.Hosting;

namespace SiameseDsl.Generator.Tests;

/// <summary>The combinations of a matrix are types like any other variant.</summary>
public class MatrixTests
{
    private const string Axes = "matrix:\n  training.optimizer.adam.lr: [0.01, 1e-4]\n  head: { plain: { head: cosine }, calibrated: { head: { cosine: { calibrated: true } }, loss: bce } }\n";

    [Fact]
    public void Each_combination_becomes_a_type()
    {
        GeneratorHost host = GeneratorHost.RunOnce(("A.siamese.yaml", Specs.Named("A") + Axes));

        host.AddCode("class User { Acme.Models.A.Lr001Plain first = new(); Acme.Models.A.Lr1e4Calibrated last = new(seed: 2); }").Run();

        Assert.DoesNotContain(host.Result.Diagnostics, diagnostic => diagnostic.Id != "SDSL4008");
        GeneratedCode.AssertClean(host.Output);
    }

    [Fact]
    public void A_refused_matrix_keeps_its_first_types_so_that_code_which_uses_them_shows_no_error()
    {
        const string Many = "matrix:\n  training.seed: [1, 2, 3, 4, 5, 6, 7, 8, 9]\n  training.epochs: [1, 2, 3, 4, 5, 6, 7, 8, 9]\n  tower.embedding.units: [1, 2, 3, 4]\n";
        GeneratorHost host = GeneratorHost.RunOnce(("A.siamese.yaml", Specs.Named("A") + Many));

        host.AddCode("class User { Acme.Models.A.Seed1Epochs2Units3 model = new(); }").Run();

        Assert.Equal(["SDSL1025"], host.Ids);
        GeneratedCode.AssertClean(host.Output);
    }
}
