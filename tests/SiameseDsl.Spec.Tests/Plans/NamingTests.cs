using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Tests.Plans;

public sealed class NamingTests
{
    [Fact]
    public void Layers_without_a_name_are_numbered_per_stem_and_skip_taken_names()
    {
        ModelPlan plan = Compiled.Plan(Compiled.Spec(["conv2d: { filters: 4, bias: false }", "batch_norm", "relu", "conv2d: { name: conv2, filters: 4 }", "conv2d: 4", "flatten", "dropout", "dense: 8"]));

        Assert.Equal(["conv1", "bn1", "relu1", "conv2", "conv3", "flatten1", "drop1", "dense1"], plan.Towers[0].Layers.Select(layer => layer.Name));
        Assert.Equal(["conv1", "bn1", null, "conv2", "conv3", null, "drop1", "dense1"], plan.Towers[0].Layers.Select(layer => layer.Field));
    }

    [Fact]
    public void Fields_are_camel_case_and_weight_keys_snake_case()
    {
        LayerPlan layer = Compiled.Plan(Compiled.Spec(["flatten", "dense: { name: Conv-block, units: 8 }"])).Towers[0].Layers[1];

        Assert.Equal(("Conv-block", "convBlock", "Conv_block"), (layer.Name, layer.Field, layer.WeightKey));
    }

    [Fact]
    public void A_repeat_numbers_what_it_repeats()
    {
        ModelPlan plan = Compiled.Plan(Compiled.Spec(["flatten", "repeat: { times: 2, layers: [{ dense: { name: mix, units: 8 } }, { repeat: { times: 2, layers: [{ dense: { name: deep, units: 8 } }, relu] } }] }"]));

        Assert.Equal(
            ["flatten1", "mix-1", "deep-1-1", "relu1", "deep-1-2", "relu2", "mix-2", "deep-2-1", "relu3", "deep-2-2", "relu4"],
            plan.Towers[0].Layers.Select(layer => layer.Name));
        Assert.Equal("deep11", plan.Towers[0].Layers[2].Field);
        Assert.Equal("deep_1_1", plan.Towers[0].Layers[2].WeightKey);
    }

    [Fact]
    public void Numbers_that_make_two_names_one_are_found()
    {
        string yaml = Compiled.Spec(["flatten", "dense: { name: mix-1, units: 8 }", "repeat: { times: 2, layers: [dense: { name: mix, units: 8 }] }"]);

        Assert.Equal("mix", Compiled.TextAt(yaml, Compiled.One(yaml, "SDSL2104")));
    }

    [Fact]
    public void An_activation_inside_a_layer_is_an_operation_behind_it()
    {
        EquatableArray<LayerPlan> layers = Compiled.Layers("[10]", "dense: { name: first, units: 4, activation: leaky_relu }");

        Assert.Equal(["dense", "leaky_relu"], layers.Take(2).Select(layer => layer.Kind));
        Assert.False(layers[0].Fused);
        Assert.True(layers[1].Fused);
        Assert.Equal("first-leaky-relu", layers[1].Name);
        Assert.Equal("0.01", layers[1].Arguments.Get("slope").Text);
        Assert.Equal(Shape.Text(layers[0].Output), Shape.Text(layers[1].Output));
    }

    [Fact]
    public void Layers_of_a_residual_are_its_branches_and_share_the_numbers()
    {
        LayerPlan residual = Compiled.Layers("[8]", "dense: 8", "residual: { layers: [dense: 4, { dense: { units: 8, activation: relu } }], shortcut: [dense: 8], activation: tanh }")[1];

        Assert.Equal(["dense2", "dense3", "dense3-relu"], residual.Branches[0].Layers.Select(layer => layer.Name));
        Assert.Equal(["dense4"], residual.Branches[1].Layers.Select(layer => layer.Name));
        Assert.Null(residual.Field);
        Assert.Equal("tanh", Compiled.Layers("[8]", "residual: { layers: [dense: 8], activation: tanh }")[1].Kind);
    }

    [Fact]
    public void Head_layers_get_a_prefix_only_where_they_have_no_name()
    {
        ModelPlan plan = Compiled.Plan(Compiled.Spec(["flatten", "dense: 8"], "{ l1: { layers: [{ dense: { name: mix, units: 4, activation: relu } }, dense: 1] } }", "bce"));

        Assert.Equal(["mix", "mix-relu", "head-dense1"], plan.Head.Layers.Select(layer => layer.Name));
        Assert.Equal("headDense1", plan.Head.Layers[2].Field);
        Assert.Equal("head_dense1", plan.Head.Layers[2].WeightKey);
    }

    [Fact]
    public void Variants_and_families_become_types()
    {
        string yaml = Compiled.Spec(["flatten", "dense: 8"], more: "variants:\n  wide-net: { loss: { contrastive: { margin: 2 } } }\n");

        Assert.Equal(("Base", "WideNet"), (Compiled.Plan(yaml).TypeName, Compiled.Plan(yaml, "wide-net").TypeName));
    }
}
