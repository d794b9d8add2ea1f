using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Tests.Plans;

public sealed class SharingTests
{
    private static readonly string[] Tower = ["conv2d: { name: stem, filters: 4, activation: relu }", "flatten", "dense: { name: embedding, units: 8 }"];
    private const long Stem = 40;
    private const long Embedding = (784 * 4 * 8) + 8;

    [Fact]
    public void One_shared_tower_serves_both_branches()
    {
        ModelPlan plan = Compiled.Plan(Compiled.Spec(Tower));

        TowerPlan tower = Assert.Single(plan.Towers);
        Assert.Equal(("tower", ""), (tower.Name, tower.TypeName));
        Assert.All(tower.Layers, layer => Assert.False(layer.Tied));
        Assert.Equal(Stem + Embedding, plan.ParameterCount);
        Assert.Equal((36L * 784) + (784 * 4 * 8), plan.Macs);
    }

    [Fact]
    public void Separate_towers_have_layers_and_weights_of_their_own()
    {
        ModelPlan plan = Compiled.Plan(Compiled.Spec(Tower, more: "sharing: separate\n"));

        Assert.Equal(["left", "right"], plan.Towers.Select(tower => tower.Name));
        Assert.Equal(["Left", "Right"], plan.Towers.Select(tower => tower.TypeName));
        Assert.Equal(["leftStem", "leftEmbedding"], Fields(plan.Towers[0]));
        Assert.Equal(["rightStem", "rightEmbedding"], Fields(plan.Towers[1]));
        Assert.Equal("left_embedding", plan.Towers[0].Layers[3].WeightKey);
        Assert.Equal(2 * (Stem + Embedding), plan.ParameterCount);
        Assert.False(plan.JointBatch);
    }

    [Fact]
    public void Partial_sharing_ties_what_does_not_say_otherwise()
    {
        string[] tower = ["conv2d: { name: stem, filters: 4, shared: false }", .. Tower.Skip(1)];
        ModelPlan plan = Compiled.Plan(Compiled.Spec(tower, more: "sharing: partial\n"));

        Assert.Equal(["leftStem", "embedding"], Fields(plan.Towers[0]));
        Assert.Equal(["rightStem", "embedding"], Fields(plan.Towers[1]));
        Assert.Equal([false, true, true], plan.Towers[0].Layers.Select(layer => layer.Tied));
        Assert.Equal((2 * Stem) + Embedding, plan.ParameterCount);
    }

    [Fact]
    public void A_composite_hands_its_tie_to_what_is_inside()
    {
        ModelPlan plan = Compiled.Plan(Compiled.Spec(["flatten", "residual: { shared: false, layers: [dense: { name: own, units: 784 }] }", "dense: 8"], more: "sharing: partial\n"));

        Assert.Equal("leftOwn", plan.Towers[0].Layers[1].Branches[0].Layers[0].Field);
        Assert.Equal("dense1", plan.Towers[1].Layers[2].Field);
    }

    [Fact]
    public void Named_towers_end_in_one_trunk()
    {
        const string Yaml = "siamese: 1\nmodel: Test\ninput: { shape: [1, 8, 8] }\ntowers:\n  photo: { layers: [conv2d: 2, flatten, dense: 6] }\n"
            + "  sketch-pad: { input: { shape: [32] }, layers: [dense: 6] }\ntrunk: [relu, dense: 4]\nhead: euclidean\nloss: contrastive\n";
        ModelPlan plan = Compiled.Plan(Yaml);

        Assert.Equal(Sharing.Named, plan.Sharing);
        Assert.Equal(["Photo", "SketchPad"], plan.Towers.Select(tower => tower.TypeName));
        Assert.Equal(["photoConv1", "photoDense1", "dense2"], Fields(plan.Towers[0]));
        Assert.Equal(["sketchPadDense1", "dense2"], Fields(plan.Towers[1]));
        Assert.Equal("sketch_pad_dense1", plan.Towers[1].Layers[0].WeightKey);
        Assert.True(plan.Towers[1].Layers[2].Tied);
        Assert.Equal((18 + 2) + (128 * 6) + 6 + (32 * 6) + 6 + (6 * 4) + 4, plan.ParameterCount);
        Assert.Equal((18 * 64) + (128 * 6) + 24, plan.Towers[0].Macs);
        Assert.Equal(plan.Towers[0].Macs, plan.Macs);
    }

    [Fact]
    public void Towers_that_end_apart_do_not_meet()
    {
        const string Yaml = "siamese: 1\nmodel: Test\ninput: { shape: [10] }\ntowers:\n  photo: { layers: [dense: 6] }\n  sketch: { layers: [dense: 7] }\nhead: euclidean\nloss: contrastive\n";

        Finding finding = Compiled.One(Yaml, "SDSL3004");
        Assert.Equal("The tower 'sketch' gives (7) and the tower 'photo' gives (6); towers meet in one embedding space, so let all end in the same shape.", finding.Message);
    }

    [Fact]
    public void A_tied_layer_cannot_take_two_shapes()
    {
        const string Yaml = "siamese: 1\nmodel: Test\ninput: { shape: [1, 8, 8], towers: { left: [resize: 6], right: [resize: 7] } }\n"
            + "tower:\n  - conv2d: { filters: 2, shared: false }\n  - conv2d: 3\n  - flatten\n  - dense: { name: embedding, units: 8 }\nsharing: partial\nhead: euclidean\nloss: contrastive\n";

        Finding finding = Compiled.One(Yaml, "SDSL3007");
        Assert.StartsWith("'embedding' is tied between the towers, but (108) reaches it in one and (147) in another", finding.Message, StringComparison.Ordinal);
        Assert.Empty(Compiled.Ids(Yaml.Replace("  - flatten\n", "  - global_avg_pool\n")));
    }

    [Theory]
    [InlineData("dense: 8", true)]
    [InlineData("reshape: [1, 28, 28]\n  - conv2d: 4\n  - flatten", false)]
    [InlineData("reshape: [1, 28, 28]\n  - conv2d: { filters: 4, bias: false }\n  - batch_norm\n  - flatten", true)]
    [InlineData("reshape: [1, 28, 28]\n  - residual: [conv2d: { filters: 1, bias: false }, batch_norm]\n  - flatten", true)]
    public void Both_branches_go_as_one_batch_with_batch_norm_and_in_dense_towers(string layers, bool joint)
    {
        Assert.Equal(joint, Compiled.Plan(Compiled.Spec(["flatten", layers])).JointBatch);
    }

    private static IEnumerable<string> Fields(TowerPlan tower) => tower.Layers.Where(layer => layer.Field is not null).Select(layer => layer.Field!);
}
