using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Tests.Plans;

public sealed class SpecCompilerTests
{
    [Fact]
    public void A_broken_variant_leaves_its_neighbours_alone_and_keeps_its_surface()
    {
        string yaml = Compiled.Spec(["flatten", "dense: { name: embedding, units: 8 }"], more: "variants:\n  bad: { tower.embedding.units: -1 }\n  good: { head: cosine }\n  worse: { head: { l1: { layers: [dense: 2] } }, loss: bce }\n");
        FamilyPlan family = Compiled.Compile(yaml).Family!;

        Assert.Equal([false, true, false, true], family.Variants.Select(plan => plan.IsBroken));
        ModelPlan worse = family.Variants[3];
        Assert.Equal(("l1", "bce", "pairs"), (worse.Head.Kind, worse.Loss.Kind, worse.Training.Batch.Kind));
        Assert.Equal("tower", Assert.Single(worse.Towers).Name);
        Assert.Equal(("", 0), (worse.PlanHash, worse.Resolved.Count));
    }

    [Fact]
    public void Ten_mistakes_of_ten_kinds_are_ten_findings_in_one_pass()
    {
        const string Yaml =
            "siamese: 1\nmodel: Test\ninput: { shape: [1, 28, 28] }\ntower:\n  - flatten\n  - dense: { name: embedding, units: 64 }\nhead: euclidean\nloss: contrastive\nvariants:\n"
            + "  a: { tower: [dense: 10] }\n"
            + "  b: { tower: [flatten, { residual: [dense: 10] }] }\n"
            + "  c: { head: { l1: { layers: [dense: 10] } }, loss: bce }\n"
            + "  d: { head: { l1: { layers: [dense: 1] } } }\n"
            + "  e: { loss: triplet, training: { batch: { pairs: 10 } } }\n"
            + "  f: { tower.embedding.units: 1000000 }\n"
            + "  g: { input: { shape: [1, 1, 1, 28, 28] } }\n"
            + "  h: { tower.embedding.unitz: 4 }\n"
            + "  i: { head: euclidian }\n"
            + "  9: { head: cosine }\n";

        Finding[] errors = [.. Compiled.Compile(Yaml).Findings.Where(finding => finding.Severity == Severity.Error)];
        Assert.Equal(10, errors.Length);
        Assert.Equal(10, errors.Select(finding => finding.Id).Distinct().Count());
        Assert.Equal(Enumerable.Range(9, 10), errors.Select(finding => finding.Span.StartLine));
    }

    [Fact]
    public void Cancellation_passes_through()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => SpecCompiler.Compile(new SpecFile("test.siamese.yaml", Compiled.Spec(["flatten"])), source.Token));
    }

    [Fact]
    public void A_defect_becomes_one_finding_on_the_file()
    {
        CompiledSpec compiled = SpecCompiler.Compile(new SpecFile("test.siamese.yaml", null!), default);

        Finding finding = Assert.Single(compiled.Findings);
        Assert.Equal(("SDSL9001", "test.siamese.yaml"), (finding.Id, finding.File));
        Assert.Null(compiled.Family);
    }

    [Fact]
    public void Findings_come_in_the_order_of_their_places()
    {
        string yaml = Compiled.Spec(["flatten", "dense: { units: 8, activation: sigmoid }", "batch_norm: { epz: 1 }"], loss: "{ triplet: { miner: hard } }");

        int[] starts = [.. Compiled.Compile(yaml).Findings.Select(finding => finding.Span.Start)];
        Assert.True(starts.Length >= 2);
        Assert.Equal(starts.Order(), starts);
    }
}
