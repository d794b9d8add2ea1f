using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Tests.Plans;

namespace SiameseDsl.Spec.Tests.Variants;

/// <summary>Blocks: what stands in their place, under which names and weight keys, and how variants reach them.</summary>
public sealed class BlockTests
{
    private const string Cell = "blocks:\n  cell:\n    params: { units: 8, activation: relu }\n    layers:\n      - dense: { name: wide, units: $units, bias: false }\n      - batch_norm\n      - $activation\n";

    [Fact]
    public void Layers_stand_in_the_uses_place_under_its_name()
    {
        ModelPlan plan = Plan(Cell, "cell", "cell: { name: stem, units: 16 }", "cell: 4", "dense: 2");

        Assert.Equal(
            ["flatten1", "cell1-wide", "cell1-bn1", "cell1-relu1", "stem-wide", "stem-bn1", "stem-relu1", "cell2-wide", "cell2-bn1", "cell2-relu1", "dense1"],
            plan.Towers[0].Layers.Select(layer => layer.Name));
        Assert.Equal(["cell1_wide", "cell1_bn1", "stem_wide", "stem_bn1", "cell2_wide", "cell2_bn1", "dense1"], Keys(plan));
        Assert.Equal(["cell1Wide", "stemWide"], plan.Towers[0].Layers.Where(layer => layer.Name is "cell1-wide" or "stem-wide").Select(layer => layer.Field));
        Assert.Equal([8L, 16L, 4L], plan.Towers[0].Layers.Where(layer => layer.Kind == "dense" && layer.Name != "dense1").Select(layer => layer.Output[0]));
    }

    [Fact]
    public void A_list_is_a_block_without_parameters() =>
        Assert.Equal(["flatten1", "cell1-dense1", "cell1-tanh1", "dense1"], Plan("blocks: { cell: [dense: 4, tanh] }\n", "cell", "dense: 2").Towers[0].Layers.Select(layer => layer.Name));

    [Fact]
    public void The_other_layers_keep_their_keys_when_a_use_is_added_behind() =>
        Assert.Equal(Keys(Plan(Cell, "cell", "dense: 3")).Take(2), Keys(Plan(Cell, "cell", "cell: { name: later }", "dense: 3")).Take(2));

    [Fact]
    public void Blocks_use_blocks_and_hand_parameters_on()
    {
        const string Nested = Cell + "  pair:\n    params: { size: , last: tanh }\n    layers:\n      - cell: { name: first, units: $size }\n      - cell: { units: 3, activation: $last }\n";
        ModelPlan plan = Plan(Nested, "pair: 5", "pair: { name: second, size: $wide }", "dense: 2", more: "params: { wide: 7 }\n");

        Assert.Equal(["pair1_first_wide", "pair1_first_bn1", "pair1_cell1_wide", "pair1_cell1_bn1", "second_first_wide", "second_first_bn1", "second_cell1_wide", "second_cell1_bn1", "dense1"], Keys(plan));
        Assert.Equal([5L, 3L, 7L, 3L, 2L], plan.Towers[0].Layers.Where(layer => layer.Kind == "dense").Select(layer => layer.Output[0]));
        Assert.Equal(["relu", "tanh", "relu", "tanh"], plan.Towers[0].Layers.Where(layer => layer.Kind is "relu" or "tanh").Select(layer => layer.Kind));
    }

    [Fact]
    public void Parameters_of_a_block_hide_the_files_and_are_not_seen_inside_another_block()
    {
        const string Blocks = "params: { units: 11 }\nblocks:\n  inner: [dense: $units]\n  outer: { params: { units: 5 }, layers: [dense: $units, inner] }\n";

        Assert.Equal([5L, 11L, 2L], Plan(Blocks, "outer", "dense: 2").Towers[0].Layers.Where(layer => layer.Kind == "dense").Select(layer => layer.Output[0]));
    }

    [Fact]
    public void A_parameter_may_be_a_list_a_choice_or_a_list_of_layers()
    {
        const string Blocks = "blocks:\n  conv: { params: { kernel: 3, act: relu, tail: [flatten] }, layers: [reshape: [1, 28, 28], conv2d: { filters: 2, kernel: $kernel }, $act, { residual: $tail2 }] }\n";
        string text = Blocks.Replace("{ residual: $tail2 }", "residual: { layers: $tail }", StringComparison.Ordinal);
        ModelPlan plan = Plan(text, "conv: { kernel: [5, $k], act: { leaky_relu: 0.2 }, tail: [dropout: 0.1] }", "flatten", "dense: 2", more: "params: { k: 1 }\n");

        Assert.Equal("5,1", plan.Towers[0].Layers.Single(layer => layer.Kind == "conv2d").Arguments.Get("kernel").Text);
        Assert.Equal("0.2", plan.Towers[0].Layers.Single(layer => layer.Kind == "leaky_relu").Arguments.Get("slope").Text);
        Assert.Equal("conv1-drop1", plan.Towers[0].Layers.Single(layer => layer.Kind == "residual").Branches[0].Layers[0].Name);
    }

    [Fact]
    public void Repeats_number_the_use_outside_and_the_layer_inside_a_block()
    {
        ModelPlan plan = Plan(
            "blocks: { cell: [repeat: { times: 2, layers: [dense: { name: d, units: 4 }] }] }\n", "repeat: { times: 2, layers: [cell: { name: c }, cell] }", "dense: { name: embedding, units: 2 }");

        Assert.Equal(["c_1_d_1", "c_1_d_2", "cell1_d_1", "cell1_d_2", "c_2_d_1", "c_2_d_2", "cell2_d_1", "cell2_d_2", "embedding"], Keys(plan));
    }

    [Fact]
    public void Trunk_and_head_use_blocks_too()
    {
        const string Yaml = "siamese: 1\nmodel: Test\ninput: { shape: [6] }\nblocks: { cell: [{ dense: { units: 4, activation: relu } }] }\n"
            + "towers:\n  a: { layers: [cell] }\n  b: { layers: [cell, cell] }\ntrunk: [cell]\nhead: { l1: [cell, { cell: { name: end } }, dense: 1] }\nloss: bce\n";
        ModelPlan plan = Compiled.Plan(Yaml);

        Assert.Equal(["a_cell1_dense1", "cell3_dense1"], Keys(plan));
        Assert.Equal(["b_cell1_dense1", "b_cell2_dense1", "cell3_dense1"], plan.Towers[1].Layers.Where(layer => layer.WeightKey is not null).Select(layer => layer.WeightKey));
        Assert.Equal(["head_cell1_dense1", "end_dense1", "head_dense1"], plan.Head.Layers.Where(layer => layer.WeightKey is not null).Select(layer => layer.WeightKey));
    }

    [Fact]
    public void A_use_says_whether_its_layers_are_tied()
    {
        ModelPlan plan = Plan("blocks: { cell: [dense: 4] }\n", "cell: { name: own, shared: false }", "cell", "dense: 2", more: "sharing: partial\n");

        Assert.Equal(["left_own_dense1", "cell1_dense1", "dense1"], Keys(plan));
    }

    [Fact]
    public void A_use_says_whether_its_layers_are_frozen_and_what_they_begin_with()
    {
        ModelPlan plan = Plan("blocks: { cell: [dense: 4, { dense: { units: 4, frozen: false, init: normal } }] }\n", "cell: { frozen: true, init: orthogonal }", "dense: 2");
        LayerPlan[] dense = [.. plan.Towers[0].Layers.Where(layer => layer.Kind == "dense")];

        Assert.Equal([true, false, false], dense.Select(layer => layer.Frozen));
        Assert.Equal(["orthogonal", "normal"], dense.Take(2).Select(layer => layer.Init?.Kind));
    }

    [Fact]
    public void Variants_change_what_is_given_a_layer_of_one_use_and_the_block_itself()
    {
        const string Variants = "variants:\n  given: { tower.stem.units: 32 }\n  merged: { tower.stem: { cell: { activation: tanh } } }\n  one: { tower.stem.wide.bias: true }\n  whole: { tower.stem.cell.wide.units: 9 }\n"
            + "  fresh: { blocks.cell.params.units: 6 }\n  inside: { blocks.cell.layers.wide.bias: true }\n  both: { tower.stem.wide.units: 7, blocks.cell.layers.wide.bias: true }\n  else: { tower.stem: dropout }\n";
        string text = Text(Cell, ["cell", "cell: { name: stem, units: 16 }", "dense: 2"], Variants);

        Assert.Equal("8 16", Units("base"));
        Assert.Equal("8 32", Units("given"));
        Assert.Equal("8 16", Units("merged"));
        Assert.Contains(Compiled.Plan(text, "merged").Towers[0].Layers, layer => layer.Name == "stem-tanh1");
        Assert.Equal(["false", "true"], Biases("one"));
        Assert.Equal("8 9", Units("whole"));
        Assert.Equal("6 16", Units("fresh"));
        Assert.Equal(["true", "true"], Biases("inside"));
        Assert.Equal("8 7", Units("both"));
        Assert.Equal(["true", "true"], Biases("both"));
        Assert.Equal("8", Units("else"));

        string Units(string variant) => string.Join(" ", Wide(variant).Select(layer => layer.Output[0]));
        IEnumerable<string> Biases(string variant) => Wide(variant).Select(layer => layer.Arguments.Get("bias").Text);
        IEnumerable<LayerPlan> Wide(string variant) => Compiled.Plan(text, variant).Towers[0].Layers.Where(layer => layer.Name.EndsWith("-wide", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tower.stem: cell", 16, "relu", false)]
    [InlineData("tower.stem: { cell: 5 }", 5, "relu", false)]
    [InlineData("tower.stem: { cell: { frozen: true } }", 16, "relu", true)]
    [InlineData("tower.stem.frozen: true", 16, "relu", true)]
    [InlineData("tower.stem.wide.units: 4, tower.stem.frozen: true", 4, "relu", true)]
    [InlineData("tower.stem.wide.units: 4, tower.stem.activation: tanh", 4, "tanh", false)]
    [InlineData("tower.stem.wide.units: 4, tower.stem: { cell: { activation: tanh } }", 4, "tanh", false)]
    [InlineData("tower.stem.units: 4, tower.stem.wide.bias: true", 4, "relu", false)]
    [InlineData("tower.stem.cell.units: 4", 4, "relu", false)]
    [InlineData("blocks.cell.params: { units: 2, activation: tanh }", 16, "tanh", false)]
    public void What_a_variant_gives_to_a_use_merges_with_what_is_given_there(string patch, long units, string activation, bool frozen)
    {
        LayerPlan[] layers = [.. Compiled.Plan(Text(Cell, ["cell: { name: stem, units: 16 }", "dense: 2"], $"variants: {{ v: {{ {patch} }} }}\n"), "v").Towers[0].Layers];

        Assert.Equal((units, frozen), (layers[1].Output[0], layers[1].Frozen));
        Assert.Equal(activation, layers[3].Kind);
    }

    [Fact]
    public void A_matrix_varies_blocks_before_its_other_axes_reach_into_a_use()
    {
        string text = Text(Cell, ["cell: { name: stem }", "dense: 2"], "matrix:\n  tower.stem.wide.bias: [true]\n  blocks.cell.params.units: [5, 6]\n");

        Assert.Equal([(5L, "true"), (6L, "true")], new[] { "bias-true-units5", "bias-true-units6" }.Select(name => Compiled.Plan(text, name).Towers[0].Layers[1]).Select(layer => (layer.Output[0], layer.Arguments.Get("bias").Text)));
    }

    [Fact]
    public void What_does_not_fit_in_a_block_is_shown_in_it_and_names_the_use()
    {
        string text = Text("blocks: { cell: [conv2d: 4] }\n", ["dense: 3", "cell: { name: late }", "dense: 2"]);
        Finding finding = Compiled.One(text, "SDSL3001");

        Assert.Equal("conv2d", Compiled.TextAt(text, finding));
        Assert.StartsWith("'late-conv1' needs", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith("(In the block 'cell', used in line 7.)", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_a_block_is_reported_once_however_often_it_is_used()
    {
        Finding finding = Assert.Single(SpecText.Compile(Text("blocks: { cell: [dense: { units: 4, activaton: relu }] }\n", ["cell", "cell", "dense: 2"])).Findings);

        Assert.Equal(("SDSL1001", "activation"), (finding.Id, finding.Fix));
    }

    [Fact]
    public void A_value_given_is_blamed_where_it_is_given()
    {
        string text = Text(Cell, ["cell: -3", "dense: 2"]);

        Assert.Equal("-3", Compiled.TextAt(text, Compiled.One(text, "SDSL1003")));
    }

    [Fact]
    public void A_block_that_nothing_uses_is_still_checked()
    {
        string text = Text("blocks: { cell: { params: { size: }, layers: [dense: $size, dense: { uints: 3 }] } }\n", ["dense: 2"]);

        Assert.Equal(["SDSL2111", "SDSL1001"], Compiled.Ids(text));
    }

    [Fact]
    public void Blocks_cannot_multiply_without_end()
    {
        string blocks = "blocks:\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"  b{i}: [b{i + 1}, b{i + 1}, b{i + 1}]\n")) + "  b40: [relu]\n";
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.Contains("SDSL3005", Compiled.Ids(Text(blocks, ["b0", "dense: 2"])));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
        blocks = "blocks:\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"  b{i}: [b{i + 1}]\n")) + "  b3000: [relu]\n";
        Assert.Contains("SDSL3005", Compiled.Ids(Text(blocks, ["b0", "dense: 2"])));
    }

    private static ModelPlan Plan(string blocks, string first, string second, string third = "", string fourth = "", string more = "") =>
        Compiled.Plan(Text(blocks, [.. new[] { first, second, third, fourth }.Where(layer => layer.Length > 0)], more));

    private static string Text(string blocks, string[] tower, string more = "") => Compiled.Spec(["flatten", .. tower], more: blocks + more);

    private static IEnumerable<string> Keys(ModelPlan plan) => plan.Towers[0].Layers.Where(layer => layer.WeightKey is not null).Select(layer => layer.WeightKey!);
}
