using SiameseDsl.Spec.Editing;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Tests.Parts;

/// <summary>Parts: a spec lies over what it includes as a variant lies over its base, and what is wrong in a part is told there.</summary>
public sealed class PartTests
{
    private const string Common = "common.siamese-part.yaml";

    private const string Whole = "siamese: 1\nparams: { size: 8 }\ninput: { shape: [6] }\ntower:\n  - dense: { name: wide, units: $size }\n  - dense: { name: embedding, units: 4 }\nhead: euclidean\nloss: contrastive\ntraining: { epochs: 3, seed: 7 }\n";

    [Fact]
    public void A_spec_may_leave_everything_but_its_name_to_a_part()
    {
        ModelPlan plan = Plan("siamese: 1\nmodel: Test\ninclude: [common.siamese-part.yaml]\n", "base", (Common, Whole));
        CompiledSpec written = SpecCompiler.Compile(new SpecFile("Test.siamese.yaml", Whole + "model: Test\n"));

        Assert.Equal(written.Family!.Variants[0], plan);
    }

    [Fact]
    public void What_the_spec_says_lies_over_the_part()
    {
        ModelPlan plan = Plan(
            "siamese: 1\nmodel: Test\ninclude: [common.siamese-part.yaml]\nparams: { size: 16 }\nhead: cosine\nloss: nt_xent\ntraining: { epochs: 5 }\n", "base", (Common, Whole));

        Assert.Equal(16, plan.Towers[0].Layers[0].Output[0]);
        Assert.Equal(("cosine", 5L, 7L), (plan.Head.Kind, plan.Training.Epochs, plan.Training.Seed));
        Assert.Equal(1, Plan("siamese: 1\nmodel: Test\ninclude: [common.siamese-part.yaml]\ntraining: { seed: null }\n", "base", (Common, Whole)).Training.Seed);
    }

    [Fact]
    public void Later_parts_lie_over_earlier_ones_and_a_part_over_what_it_includes()
    {
        (string, string)[] parts =
        [
            ("lib/low.siamese-part.yaml", Whole),
            ("lib/mid.siamese-part.yaml", "siamese: 1\ninclude: [low.siamese-part.yaml]\ntraining: { epochs: 20, seed: 20 }\n"),
            ("high.siamese-part.yaml", "siamese: 1\ninclude: [./lib/../lib/low.siamese-part.yaml]\ntraining: { epochs: 30 }\n"),
        ];
        ModelPlan plan = Plan("siamese: 1\nmodel: Test\ninclude: [lib/mid.siamese-part.yaml, high.siamese-part.yaml]\n", "base", parts);

        Assert.Equal((30L, 20L), (plan.Training.Epochs, plan.Training.Seed));
    }

    [Fact]
    public void Variants_blocks_and_matrices_may_stand_in_a_part()
    {
        string part = Whole + "blocks: { cell: [dense: { name: inner, units: 4 }, tanh] }\nvariants:\n  narrow: { params: { size: 2 } }\nmatrix: { training.seed: [1, 2] }\n";
        const string Spec = "siamese: 1\nmodel: Test\ninclude: [common.siamese-part.yaml]\ntower: [cell, { cell: { name: second } }]\nvariants:\n  longer: { training.epochs: 9 }\n";
        CompiledSpec compiled = Compile(Spec, (Common, part));

        Assert.Equal(["base", "narrow", "longer", "seed1", "seed2"], compiled.Family!.Variants.Select(variant => variant.Variant));
        Assert.Equal(["cell1_inner", "second_inner"], compiled.Family.Variants[0].Towers[0].Layers.Where(layer => layer.WeightKey is not null).Select(layer => layer.WeightKey));
        Assert.DoesNotContain(compiled.Findings, finding => finding.Severity == Severity.Error);
    }

    [Fact]
    public void A_mistake_in_a_part_is_told_at_its_place_there()
    {
        string part = Whole.Replace("name: embedding, units: 4", "name: embedding, uints: 4", StringComparison.Ordinal);
        CompiledSpec compiled = Compile("siamese: 1\nmodel: Test\ninclude: [common.siamese-part.yaml]\nvariants:\n  other: { training.epochs: 9 }\n", (Common, part));
        Finding finding = Assert.Single(compiled.Findings);

        Assert.Equal((Common, "SDSL1001", 5), (finding.File, finding.Id, finding.Span.StartLine));
        Assert.Equal("uints", part[finding.Span.Start..finding.Span.End]);
    }

    [Fact]
    public void What_a_part_makes_of_the_model_is_told_in_it_and_cannot_be_repaired_from_the_spec()
    {
        string part = Whole.Replace("units: 4 }", "units: 4, activation: sigmoid }", StringComparison.Ordinal);
        var file = new SpecFile("Test.siamese.yaml", "siamese: 1\nmodel: Test\ninclude: [common.siamese-part.yaml]\n") { Parts = new MemoryParts((Common, part)) };
        Finding finding = Assert.Single(SpecCompiler.Compile(file).Findings);

        Assert.Equal((Common, "SDSL4005"), (finding.File, finding.Id));
        Assert.Empty(new FindingEdits(file).Of(finding));
        Assert.False(SpecFixer.Fix(file).IsChanged);
        Assert.Empty(SpecAnnotations.OfAll(file));
        Assert.All(new SpecEditor(file).Symbols(), symbol => Assert.Equal("Test", symbol.Name));
    }

    [Theory]
    [InlineData("a/b.siamese.yaml", "c.siamese-part.yaml", "a/c.siamese-part.yaml")]
    [InlineData("b.siamese.yaml", "c/d.siamese-part.yaml", "c/d.siamese-part.yaml")]
    [InlineData("a\\b.siamese.yaml", "../c.siamese-part.yaml", "c.siamese-part.yaml")]
    [InlineData("a/b/c.siamese.yaml", "../../d.siamese-part.yaml", "d.siamese-part.yaml")]
    [InlineData("a/b.siamese.yaml", "../../c.siamese-part.yaml", "../c.siamese-part.yaml")]
    [InlineData("../a.siamese.yaml", "../c.siamese-part.yaml", "../../c.siamese-part.yaml")]
    [InlineData("./a.siamese.yaml", "../c.siamese-part.yaml", "./../c.siamese-part.yaml")]
    [InlineData("/a.siamese.yaml", "../c.siamese-part.yaml", "/../c.siamese-part.yaml")]
    [InlineData("/a/b.siamese.yaml", "./x/../c.siamese-part.yaml", "/a/c.siamese-part.yaml")]
    public void A_path_counts_from_the_including_files_folder(string including, string include, string path) => Assert.Equal(path, PartPath.Resolve(including, include));

    [Fact]
    public void A_repair_that_would_change_a_part_is_not_proposed()
    {
        // The loss is the spec's, the head that would have to be calibrated the part's.
        string part = Whole.Replace("loss: contrastive", "", StringComparison.Ordinal);
        var file = new SpecFile("Test.siamese.yaml", "siamese: 1\nmodel: Test\ninclude: [common.siamese-part.yaml]\nloss: bce\n") { Parts = new MemoryParts((Common, part)) };
        Finding finding = Assert.Single(SpecCompiler.Compile(file).Findings);

        Assert.Equal("SDSL4004", finding.Id);
        Assert.Equal(Common, finding.Setting?.Kind.File);
        Assert.Empty(new FindingEdits(file with { Text = file.Text }).Of(finding with { Span = finding.Span with { File = null } }));
        Assert.False(SpecFixer.Fix(file).IsChanged);
    }

    [Theory]
    [InlineData("include: [lost.siamese-part.yaml]", "SDSL2113", "There is no part 'lost.siamese-part.yaml' beside 'Test.siamese.yaml'; correct the path, or add the file to the project.")]
    [InlineData("include: [/common.siamese-part.yaml]", "SDSL2115", null)]
    [InlineData("include: ['lib\\\\common.siamese-part.yaml']", "SDSL2115", null)]
    [InlineData("include: [common.yaml]", "SDSL2115", "'common.yaml' is no path to a part; write a path from this file's folder on, with '/' between folders, to a file whose name ends in .siamese-part.yaml.")]
    [InlineData("include: common.siamese-part.yaml", "SDSL1002", null)]
    [InlineData("include: [[common.siamese-part.yaml]]", "SDSL1002", null)]
    public void A_part_that_is_not_there_is_one_finding(string include, string id, string? message)
    {
        Finding finding = Assert.Single(Compile($"siamese: 1\nmodel: Test\n{include}\ntower: [cell, dense: {{ units: $size }}]\nvariants: {{ wide: {{ tower.embedding.units: 3 }} }}\n", (Common, Whole)).Findings);

        Assert.Equal(("Test.siamese.yaml", id), (finding.File, finding.Id));
        Assert.True(message is null || message == finding.Message, finding.Message);
    }

    [Fact]
    public void Parts_that_include_each_other_are_found_in_the_part()
    {
        (string, string)[] parts = [("a.siamese-part.yaml", "siamese: 1\ninclude: [b.siamese-part.yaml]\n"), ("b.siamese-part.yaml", "siamese: 1\ninclude: [a.siamese-part.yaml]\n")];
        Finding finding = Assert.Single(Compile("siamese: 1\nmodel: Test\ninclude: [a.siamese-part.yaml]\n", parts).Findings);

        Assert.Equal(("b.siamese-part.yaml", "SDSL2114", 1), (finding.File, finding.Id, finding.Span.StartLine));
        Assert.Equal("'a.siamese-part.yaml' includes itself through 'b.siamese-part.yaml', so that neither is complete before the other; remove this entry.", finding.Message);
    }

    [Fact]
    public void Parts_do_not_go_on_without_end()
    {
        (string, string)[] parts = [.. Enumerable.Range(1, 70).Select(i => ($"p{i}.siamese-part.yaml", $"siamese: 1\ninclude: [p{i + 1}.siamese-part.yaml]\n"))];
        Finding finding = Assert.Single(Compile("siamese: 1\nmodel: Test\ninclude: [p1.siamese-part.yaml]\n", parts).Findings);

        Assert.Equal(("p64.siamese-part.yaml", "SDSL2115", "More than 64 parts are included; put them together."), (finding.File, finding.Id, finding.Message));
    }

    [Fact]
    public void A_part_that_includes_itself_is_found()
    {
        Finding finding = Assert.Single(Compile("siamese: 1\nmodel: Test\ninclude: [common.siamese-part.yaml]\n", (Common, Whole + "include: [common.siamese-part.yaml]\n")).Findings);

        Assert.StartsWith("'common.siamese-part.yaml' includes itself, so that", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("siamese: [", "SDSL0001")]
    [InlineData("- 1", "SDSL1002")]
    [InlineData("siamese: 2", "SDSL1007")]
    [InlineData("", "SDSL0003")]
    public void A_part_that_cannot_be_read_is_told_in_it(string text, string id)
    {
        CompiledSpec compiled = Compile("siamese: 1\nmodel: Test\ninclude: [common.siamese-part.yaml]\n", (Common, text));

        Assert.Equal([(Common, id)], compiled.Findings.Select(finding => (finding.File, finding.Id)));
    }

    [Fact]
    public void A_part_does_not_say_what_belongs_to_a_spec()
    {
        Finding finding = Assert.Single(Compile("siamese: 1\nmodel: Test\ninclude: [common.siamese-part.yaml]\n", (Common, Whole + "primary: auc\n")).Findings);

        Assert.Equal((Common, "SDSL1009", "'primary' belongs to a spec; a part cannot say it for the specs that include it."), (finding.File, finding.Id, finding.Message));
    }

    [Fact]
    public void A_part_is_checked_by_itself_as_far_as_that_goes()
    {
        Assert.Empty(SpecCompiler.CheckPart(new SpecFile(Common, "siamese: 1\nblocks: { cell: [dense: $size, other] }\ntower: [cell]\n")));
        Assert.Equal(
            ["SDSL1001", "SDSL1001", "SDSL1009"],
            SpecCompiler.CheckPart(new SpecFile(Common, "siamese: 1\nblocks: { cell: [dense: { units: 3, bais: false }] }\nmodel: Test\ntowr: []\n")).Select(finding => finding.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Many_parts_that_share_others_are_read_once_each()
    {
        (string, string)[] parts = [.. Enumerable.Range(0, 30).Select(i => ($"p{i}.siamese-part.yaml", $"siamese: 1\ninclude: [p{i + 1}.siamese-part.yaml, p{i + 2}.siamese-part.yaml]\n")), ("p30.siamese-part.yaml", Whole), ("p31.siamese-part.yaml", "siamese: 1\n")];

        Assert.Equal(3, Plan("siamese: 1\nmodel: Test\ninclude: [p0.siamese-part.yaml, p1.siamese-part.yaml]\n", "base", parts).Training.Epochs);
    }

    [Theory]
    [InlineData("/a/b/Spec.siamese.yaml", "c.siamese-part.yaml", "/a/b/c.siamese-part.yaml")]
    [InlineData("/a/b/Spec.siamese.yaml", "../x/./c.siamese-part.yaml", "/a/x/c.siamese-part.yaml")]
    [InlineData("C:\\a\\Spec.siamese.yaml", "x/c.siamese-part.yaml", "C:/a/x/c.siamese-part.yaml")]
    [InlineData("Spec.siamese.yaml", "../c.siamese-part.yaml", "../c.siamese-part.yaml")]
    [InlineData("/Spec.siamese.yaml", "../c.siamese-part.yaml", "/../c.siamese-part.yaml")]
    public void Paths_are_resolved_against_the_including_file(string including, string include, string path) => Assert.Equal(path, PartPath.Resolve(including, include));

    private static CompiledSpec Compile(string spec, params (string Path, string Text)[] parts) => SpecCompiler.Compile(new SpecFile("Test.siamese.yaml", spec) { Parts = new MemoryParts(parts) });

    private static ModelPlan Plan(string spec, string variant, params (string Path, string Text)[] parts)
    {
        CompiledSpec compiled = Compile(spec, parts);
        Assert.Empty(compiled.Findings.Select(finding => $"{finding.File} {finding.Id} {finding.Message}"));
        return compiled.Family!.Variants.Single(candidate => candidate.Variant == variant);
    }
}
