using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Tests.Plans;
using SiameseDsl.Spec.Variants;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Tests.Variants;

/// <summary>Matrices: what their combinations are called, what they change, and what is found in them.</summary>
public sealed class MatrixTests
{
    private const string Sizes = SpecText.Complete + "matrix:\n  tower.embedding.units: [32, 48]\n  head: { l1: { head: { l1: { layers: [dense: 1] } }, loss: bce }, cosine: { head: cosine } }\n";

    [Fact]
    public void Each_combination_is_a_variant_named_by_its_values_the_last_axis_fastest()
    {
        Assert.Equal(["base", "units32-l1", "units32-cosine", "units48-l1", "units48-cosine"], Names(Sizes));
        Assert.Empty(SpecText.Compile(Sizes).Findings);
        ModelPlan plan = Compiled.Plan(Sizes, "units48-l1");
        Assert.Equal((48L, "l1", "bce", "Units48L1"), (plan.EmbeddingSize, plan.Head.Kind, plan.Loss.Kind, plan.TypeName));
    }

    [Fact]
    public void Combinations_stand_behind_the_named_variants() =>
        Assert.Equal(["base", "wide", "units32", "units48"], Names(SpecText.Complete + "matrix: { tower.embedding.units: [32, 48] }\nvariants: { wide: { tower.embedding.units: 128 } }\n"));

    [Theory]
    [InlineData("training.optimizer.adam.lr: [0.01, 1e-4, .5]", "lr0-01 lr1e-4 lr0-5")]
    [InlineData("training.optimizer: [{ adam: 0.1 }, { sgd: 0.1 }, rmsprop]", "adam sgd rmsprop")]
    [InlineData("tower.embedding.bias: [false]", "bias-false")]
    [InlineData("tower.embedding.activation: [relu, leaky_relu]", "relu leaky-relu")]
    [InlineData("training.clip_norm: [~, 5]", "clip-norm-default clip-norm5")]
    [InlineData("loss: [{ contrastive: 2 }, triplet]", "contrastive triplet")]
    [InlineData("input: { flat: { input: { shape: [1, 20, 39] } } }", "flat")]
    [InlineData("input.shape: [[1, 14, 14], [3, 8, 8]]", "shape1x14x14 shape3x8x8")]
    [InlineData("training.epochs: { short: 1, long: 50 }", "short long")]
    [InlineData("anything: { nothing: , seeded: { training.seed: 7 } }", "nothing seeded")]
    public void Values_name_their_variants(string axis, string names) => Assert.Equal(names.Split(' '), Names(SpecText.Complete + $"matrix: {{ {axis} }}\n").Skip(1));

    [Theory]
    [InlineData("-1.5", "sizeminus1-5")]
    [InlineData("-.5", "sizeminus0-5")]
    [InlineData("1e+3", "size1e3")]
    [InlineData("2.", "size2")]
    [InlineData("0x1F", "size0x1F")]
    [InlineData("FALSE", "size-false")]
    [InlineData("'false'", "false")]
    [InlineData("'12'", "size-12")]
    [InlineData("3 words", "size-3-words")]
    [InlineData("''", null)]
    [InlineData("[3, 5]", "size3x5")]
    [InlineData("[]", "size-none")]
    [InlineData("[1, two]", null)]
    [InlineData("['1']", null)]
    [InlineData("[[1]]", null)]
    [InlineData("{ adam: 0.1 }", "adam")]
    [InlineData("{ a: 1, b: 2 }", null)]
    public void A_value_is_named_by_what_it_is(string value, string? name)
    {
        var tree = (YamlMapping)EventYamlReader.Instance.Read($"value: {value}", new FindingBag("test"), CancellationToken.None)!;

        Assert.Equal(name, MatrixNames.Of("model.size", tree.Entries[0].Value));
    }

    [Fact]
    public void An_axis_sets_the_parameter_of_its_name()
    {
        string text = SpecText.Complete.Replace("units: 64", "units: $size", StringComparison.Ordinal) + "params: { size: 64 }\nmatrix: { size: { small: 8, large: 256 } }\n";

        Assert.Equal(8, Compiled.Plan(text, "small").EmbeddingSize);
        Assert.Equal(256, Compiled.Plan(text, "large").EmbeddingSize);
        Assert.Equal(Origin.Matrix, SpecText.Layer(SpecText.Variant(text, "large"), "embedding")["units"].Origin);
    }

    [Fact]
    public void A_later_axis_is_laid_over_an_earlier_one()
    {
        const string Text = SpecText.Complete + "matrix:\n  a: { x: { tower.embedding.units: 8, tower.embedding.activation: relu } }\n  b: { y: { tower.embedding.units: 9 } }\n";
        BoundNode layer = SpecText.Layer(SpecText.Variant(Text, "x-y"), "embedding");

        Assert.Equal(("9", "relu"), (layer["units"].Argument!.Text, layer["activation"].Argument!.Text));
    }

    [Fact]
    public void Combinations_are_excluded_by_name_by_value_and_by_a_part_of_their_axes()
    {
        const string Text = SpecText.Complete + "matrix:\n  tower.embedding.units: [8, 16, 32]\n  training.epochs: { short: 1, long: 50 }\n  exclude:\n";

        Assert.Equal(["units8-short", "units16-short", "units16-long", "units32-short", "units32-long"], Names(Text + "    - { tower.embedding.units: 8, training.epochs: long }\n").Skip(1));
        Assert.Equal(["units32-short", "units32-long"], Names(Text + "    - { tower.embedding.units: [units8, 16] }\n").Skip(1));
        Assert.Equal(["units8-short", "units16-short"], Names(Text + "    - { training.epochs: 50 }\n    - tower.embedding.units: 32\n".Replace("50", "long", StringComparison.Ordinal)).Skip(1));
    }

    [Fact]
    public void Nothing_is_excluded_and_included_by_nothing() =>
        Assert.Equal(["units8", "units16"], Names(SpecText.Complete + "matrix:\n  tower.embedding.units: [8, 16]\n  exclude:\n  include:\n").Skip(1));

    [Fact]
    public void A_list_of_numbers_is_excluded_as_one_value()
    {
        const string Text = SpecText.Complete + "matrix:\n  input.shape: [[1, 14, 14], [1, 7, 7]]\n  form: { near: { training.epochs: 3 }, far: { training.epochs: 4 } }\n";

        Assert.Equal(["shape1x14x14-near", "shape1x7x7-near", "shape1x7x7-far"], Names(Text + "  exclude: [{ input.shape: [1, 14, 14], form: [far] }]\n").Skip(1));
        Assert.Equal(["near", "shape1x7x7-far"], Names(Text + "  include: [{ form: near }, { input.shape: [1, 7, 7], form: far }]\n  exclude: [{ input.shape: [1, 7, 7], form: far }]\n").Skip(4));
    }

    [Fact]
    public void Included_combinations_may_bring_values_and_leave_axes_out()
    {
        const string Text = SpecText.Complete + "matrix:\n  tower.embedding.units: [8, 16]\n  training.epochs: [1, 2]\n  include: [{ tower.embedding.units: 512, training.epochs: 1 }, { training.epochs: 99 }]\n";

        Assert.Equal(["units512-epochs1", "epochs99"], Names(Text).Skip(5));
        Assert.Equal((64L, 99L), (Compiled.Plan(Text, "epochs99").EmbeddingSize, Compiled.Plan(Text, "epochs99").Training.Epochs));
    }

    [Fact]
    public void A_finding_stands_in_the_axis_value_and_names_the_combinations()
    {
        const string Text = SpecText.Complete + "matrix:\n  tower.embedding.activation: [linear, sigmoid]\n  training.epochs: [5, 6]\n";
        Finding finding = Compiled.One(Text, "SDSL4005");

        Assert.Equal("sigmoid", SpecText.Marked(Text, finding));
        Assert.EndsWith("(In the variants 'sigmoid-epochs5', 'sigmoid-epochs6'.)", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expectation_of_a_value_is_met_by_one_of_its_combinations()
    {
        const string Text = SpecText.Complete + "matrix:\n  a: { sigmoid: { tower.embedding.activation: sigmoid, expect: [{ rule: SDSL4005, because: It is shown. }] } }\n  head: { euclidean: , l1: { head: { l1: { layers: [dense: 1] } }, loss: bce } }\n";

        Assert.Empty(SpecText.Compile(Text).Findings);
        Finding vain = Compiled.One(Text.Replace("SDSL4005", "SDSL4010", StringComparison.Ordinal), "SDSL4900");
        Assert.StartsWith("This value of the matrix expects SDSL4010", vain.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_values_of_one_effect_are_found_once_for_all_their_combinations()
    {
        const string Text = SpecText.Complete + "matrix:\n  training.optimizer.adam.lr: [0.01, 1e-2]\n  training.epochs: [5, 6]\n";
        Finding finding = Compiled.One(Text, "SDSL4014");

        Assert.Equal("1e-2", SpecText.Marked(Text, finding));
        Assert.StartsWith("The value 'lr1e-2' of the axis 'training.optimizer.adam.lr' makes the same network with the same training as 'lr0-01'", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith("(In the variants 'lr1e-2-epochs5', 'lr1e-2-epochs6'.)", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_combination_that_is_the_base_is_a_twin()
    {
        const string Text = SpecText.Complete + "matrix: { tower.embedding.units: [32, 64] }\n";

        Assert.Equal("64", SpecText.Marked(Text, Compiled.One(Text, "SDSL4014")));
        Assert.Empty(SpecText.Compile(Text.Replace("64] }", "64], exclude: [tower.embedding.units: 64] }", StringComparison.Ordinal)).Findings);
    }

    [Fact]
    public void An_error_in_a_value_breaks_only_its_combinations()
    {
        BoundSpec bound = SpecText.Bind(SpecText.Complete + "matrix:\n  tower.embedding.units: [8, -1]\n  training.epochs: [5, 6]\n");

        Assert.Equal([false, false, false, true, true], bound.Family!.Variants.Select(variant => variant.IsBroken));
        Assert.Equal("SDSL1003", Assert.Single(bound.Findings).Id);
    }

    [Fact]
    public void Beyond_the_limit_every_combination_that_is_kept_is_a_stub()
    {
        const string Text = SpecText.Complete + "matrix:\n  training.seed: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n  training.epochs: [1, 2, 3, 4, 5, 6, 7, 8, 9, 11]\n  tower.embedding.units: [1, 2, 3]\n";
        CompiledSpec compiled = SpecText.Compile(Text);
        Finding finding = Assert.Single(compiled.Findings);

        Assert.Equal(("SDSL1025", "matrix"), (finding.Id, SpecText.Marked(Text, finding)));
        Assert.StartsWith("The matrix makes 300 variants (training.seed: 10, training.epochs: 10, tower.embedding.units: 3)", finding.Message, StringComparison.Ordinal);
        Assert.Equal(257, compiled.Family!.Variants.Count);
        Assert.False(compiled.Family.Variants[0].IsBroken);
        Assert.All(compiled.Family.Variants.Skip(1), variant => Assert.True(variant.IsBroken));
    }

    [Fact]
    public void An_absurd_matrix_is_counted_not_listed()
    {
        string axes = string.Concat(Enumerable.Range(0, 30).Select(i => $"  a{i}: {{ {string.Join(", ", Enumerable.Range(0, 20).Select(j => $"v{j}: "))} }}\n"));
        Finding finding = Compiled.One(SpecText.Complete + "matrix:\n" + axes, "SDSL1025");

        Assert.Contains("9,223,372,036,854,775,807 variants", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_warning_of_a_large_matrix_can_be_expected_at_the_top_level()
    {
        const string Text = SpecText.Complete + "matrix:\n  training.seed: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n  training.epochs: [1, 2, 3, 4, 5, 6, 7]\n";

        Assert.Equal("matrix", SpecText.Marked(Text, Compiled.One(Text, "SDSL4030")));
        Assert.DoesNotContain("SDSL4030", Compiled.Ids(Text + "expect: [{ rule: SDSL4030, because: It is a grid. }]\n"));
    }

    private static IEnumerable<string> Names(string text)
    {
        BoundSpec bound = SpecText.Bind(text);
        Assert.Empty(bound.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Message));
        return bound.Family!.Variants.Select(variant => variant.Variant);
    }
}
