using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Tests.Plans;

namespace SiameseDsl.Spec.Tests.Layers;

/// <summary>Shapes, parameters and multiply-accumulates against values worked out by hand.</summary>
public sealed class LayerShapeTests
{
    [Theory]
    // dense: D * units + units; MACs D * units, times the rows of a sequence.
    [InlineData("[784]", "dense: 100", "(100)", 78_500, 78_400)]
    [InlineData("[784]", "dense: { units: 100, bias: false }", "(100)", 78_400, 78_400)]
    [InlineData("[5, 8]", "dense: 3", "(5, 3)", 27, 120)]
    // conv2d: filters * C / groups * kernel + filters; MACs weights * positions.
    [InlineData("[1, 28, 28]", "conv2d: 32", "(32, 28, 28)", 320, 225_792)]
    [InlineData("[3, 10, 12]", "conv2d: { filters: 8, kernel: 5, padding: valid }", "(8, 6, 8)", 608, 28_800)]
    [InlineData("[3, 10, 12]", "conv2d: { filters: 8, kernel: [1, 3], padding: [0, 1], stride: [2, 1], bias: false }", "(8, 5, 12)", 72, 4_320)]
    [InlineData("[4, 9, 9]", "conv2d: { filters: 8, kernel: 3, groups: 4, padding: 0, dilation: 2 }", "(8, 5, 5)", 80, 1_800)]
    [InlineData("[1, 28, 28]", "conv2d: { filters: 2, kernel: 3, stride: 2 }", "(2, 14, 14)", 20, 3_528)]
    [InlineData("[1, 7, 7]", "conv2d: { filters: 2, kernel: 3, stride: 2 }", "(2, 4, 4)", 20, 288)]
    [InlineData("[1, 8, 8]", "conv2d: { filters: 2, kernel: 4 }", "(2, 8, 8)", 34, 2_048)]
    [InlineData("[1, 8, 8]", "conv2d: { filters: 2, kernel: 4, stride: 2 }", "(2, 4, 4)", 34, 512)]
    [InlineData("[1, 9, 9]", "conv2d: { filters: 1, kernel: 3, dilation: 3 }", "(1, 9, 9)", 10, 729)]
    [InlineData("[6, 20]", "conv1d: { filters: 4, kernel: 5, stride: 3, padding: 1, groups: 2 }", "(4, 6)", 64, 360)]
    // Norms: two values per channel, per value; nothing without affine.
    [InlineData("[784]", "batch_norm", "(784)", 1_568, 0)]
    [InlineData("[3, 8, 8]", "batch_norm", "(3, 8, 8)", 6, 0)]
    [InlineData("[3, 8]", "batch_norm: { affine: false }", "(3, 8)", 0, 0)]
    [InlineData("[3, 8, 8]", "layer_norm", "(3, 8, 8)", 384, 0)]
    [InlineData("[10]", "layer_norm", "(10)", 20, 0)]
    [InlineData("[5, 8]", "layer_norm: { over: features }", "(5, 8)", 16, 0)]
    [InlineData("[2, 3, 4, 5]", "layer_norm", "(2, 3, 4, 5)", 240, 0)]
    [InlineData("[2, 3, 4, 5]", "batch_norm", "(2, 3, 4, 5)", 4, 0)]
    [InlineData("[8, 5, 5]", "group_norm: 4", "(8, 5, 5)", 16, 0)]
    [InlineData("[8, 5]", "group_norm: { affine: false }", "(8, 5)", 0, 0)]
    [InlineData("[8, 5, 5]", "instance_norm", "(8, 5, 5)", 0, 0)]
    [InlineData("[8, 2, 5, 5]", "instance_norm: { affine: true }", "(8, 2, 5, 5)", 16, 0)]
    [InlineData("[4, 5, 5]", "spatial_dropout", "(4, 5, 5)", 0, 0)]
    [InlineData("[4]", "alpha_dropout: 0.1", "(4)", 0, 0)]
    // conv3d: filters * C * kernel; 27 weights a channel here.
    [InlineData("[2, 6, 7, 8]", "conv3d: 4", "(4, 6, 7, 8)", 220, 72_576)]
    [InlineData("[2, 6, 7, 8]", "conv3d: { filters: 4, kernel: [1, 3, 2], stride: [2, 1, 2], padding: valid, bias: false }", "(4, 3, 5, 4)", 48, 2_880)]
    // separable: C * multiplier * (kernel + filters) + filters.
    [InlineData("[3, 8, 8]", "separable_conv2d: 16", "(16, 8, 8)", 91, 4_800)]
    [InlineData("[3, 8, 8]", "separable_conv2d: { filters: 4, kernel: 5, stride: 2, multiplier: 2, bias: false }", "(4, 4, 4)", 174, 2_784)]
    [InlineData("[3, 20]", "separable_conv1d: { filters: 4, kernel: 4, padding: 1 }", "(4, 19)", 28, 456)]
    [InlineData("[10]", "dropout: 0.3", "(10)", 0, 0)]
    // Pools round down.
    [InlineData("[3, 7, 9]", "max_pool", "(3, 3, 4)", 0, 0)]
    [InlineData("[3, 7, 9]", "max_pool: { size: 3, stride: 2, padding: 1 }", "(3, 4, 5)", 0, 0)]
    [InlineData("[3, 7, 9]", "avg_pool: { size: [1, 3] }", "(3, 7, 3)", 0, 0)]
    [InlineData("[3, 9]", "avg_pool: 3", "(3, 3)", 0, 0)]
    [InlineData("[3, 7, 9]", "global_avg_pool", "(3)", 0, 0)]
    [InlineData("[3, 9]", "global_max_pool", "(3)", 0, 0)]
    [InlineData("[3, 6, 7, 9]", "max_pool: [1, 2, 3]", "(3, 6, 3, 3)", 0, 0)]
    [InlineData("[3, 6, 7, 9]", "avg_pool: { size: 2, stride: 1 }", "(3, 5, 6, 8)", 0, 0)]
    [InlineData("[3, 6, 7, 9]", "global_avg_pool", "(3)", 0, 0)]
    [InlineData("[3, 7, 9]", "adaptive_avg_pool: 4", "(3, 4, 4)", 0, 0)]
    [InlineData("[3, 7, 9]", "adaptive_max_pool: [12, 2]", "(3, 12, 2)", 0, 0)]
    [InlineData("[3, 9]", "adaptive_max_pool: 2", "(3, 2)", 0, 0)]
    [InlineData("[3, 2, 7, 9]", "adaptive_avg_pool: [1, 2, 3]", "(3, 1, 2, 3)", 0, 0)]
    [InlineData("[3, 9]", "transpose", "(9, 3)", 0, 0)]
    [InlineData("[3, 7, 9]", "permute: [2, 0, 1]", "(9, 3, 7)", 0, 0)]
    [InlineData("[3, 7, 9]", "pad: 2", "(3, 11, 13)", 0, 0)]
    [InlineData("[3, 7, 9]", "pad: { size: [0, 1], after: [2, 3], mode: circular }", "(3, 9, 13)", 0, 0)]
    [InlineData("[3, 9]", "pad: { size: 8, after: 0, mode: reflect }", "(3, 17)", 0, 0)]
    [InlineData("[3, 7, 9]", "upsample", "(3, 14, 18)", 0, 0)]
    [InlineData("[3, 2, 7, 9]", "upsample: { factor: [3, 1, 2], mode: linear }", "(3, 6, 7, 18)", 0, 0)]
    [InlineData("[4, 7, 9]", "glu", "(2, 7, 9)", 0, 0)]
    [InlineData("[3, 8]", "glu: features", "(3, 4)", 0, 0)]
    [InlineData("[3, 8]", "softmax: channels", "(3, 8)", 0, 0)]
    [InlineData("[3, 8]", "log_softmax", "(3, 8)", 0, 0)]
    [InlineData("[3, 8]", "prelu", "(3, 8)", 1, 0)]
    [InlineData("[3, 8]", "prelu: { per_channel: true }", "(3, 8)", 3, 0)]
    [InlineData("[3, 7, 9]", "flatten", "(189)", 0, 0)]
    [InlineData("[3, 7, 9]", "reshape: [21, 9]", "(21, 9)", 0, 0)]
    [InlineData("[3, 7, 9]", "reshape: [9, -1]", "(9, 21)", 0, 0)]
    [InlineData("[3, 7, 9]", "mish", "(3, 7, 9)", 0, 0)]
    [InlineData("[12]", "l2_normalize", "(12)", 0, 0)]
    // lstm: 4 units (D + units + 2 biases) a direction; gru 3; a second layer takes both directions.
    [InlineData("[28, 10]", "lstm: 6", "(6)", 432, 10_752)]
    [InlineData("[28, 10]", "lstm: { units: 6, returns: sequence, bidirectional: true }", "(28, 12)", 864, 21_504)]
    [InlineData("[28, 10]", "gru: { units: 6, layers: 2, bidirectional: true, dropout: 0.1 }", "(12)", 1_368, 34_272)]
    // transformer: 4 D^2 + 2 D F and 9 D + F a block, 2 D for the last norm; MACs L weights + 2 L^2 D.
    [InlineData("[5, 8]", "transformer: { blocks: 2, feed_forward: 16 }", "(5, 8)", 1_216, 5_920)]
    [InlineData("[5, 8]", "transformer: { blocks: 1, heads: 2, norm_first: false }", "(5, 8)", 872, 4_240)]
    [InlineData("[5, 8]", "positions", "(5, 8)", 40, 0)]
    [InlineData("[5, 8]", "positions: sinusoidal", "(5, 8)", 0, 0)]
    [InlineData("[5, 8]", "sequence_pool", "(8)", 0, 0)]
    [InlineData("[5, 8]", "sequence_pool: last", "(8)", 0, 0)]
    // residual: what is inside it.
    [InlineData("[12]", "residual: [dense: 6, relu, dense: 12]", "(12)", 162, 144)]
    [InlineData("[12, 4, 4]", "custom: { type: App.Squeeze, args: { ratio: 4 }, output: [6, 2, 2] }", "(6, 2, 2)", 0, 0)]
    [InlineData("[12, 4, 4]", "custom: App.Squeeze", "(12, 4, 4)", 0, 0)]
    [InlineData("[12]", "residual: { layers: [dense: 6], shortcut: [dense: { units: 6, bias: false }], activation: relu }", "(6)", 150, 144)]
    [InlineData("[2, 6, 6]", "residual: { layers: [conv2d: { filters: 4, stride: 2 }], shortcut: [conv2d: { filters: 4, kernel: 1, stride: 2 }] }", "(4, 3, 3)", 88, 720)]
    // parallel: what is inside it; concat adds up the joined dimension.
    [InlineData("[12]", "parallel: [[dense: 6], [dense: 4, relu], []]", "(22)", 130, 120)]
    [InlineData("[2, 6, 6]", "parallel: [[conv2d: 4], [{ max_pool: { size: 3, stride: 1, padding: 1 } }]]", "(6, 6, 6)", 76, 2_592)]
    [InlineData("[5, 8]", "parallel: { branches: [[dense: 3], [dense: 4]], over: features }", "(5, 7)", 63, 280)]
    [InlineData("[12]", "parallel: { branches: [[], [dense: 12]], join: sum, activation: tanh }", "(12)", 156, 144)]
    public void A_layer_has_the_shape_and_counts_worked_out_by_hand(string input, string layer, string output, long parameters, long macs)
    {
        LayerPlan plan = Compiled.Layers(input, layer)[0];

        Assert.Equal(output, Shape.Text(plan.Output));
        Assert.Equal(parameters, plan.Parameters);
        Assert.Equal(macs, plan.Macs);
    }

    [Theory]
    [InlineData("[1, 28, 28]", "dense: 10", "'dense1' needs a vector, but the input gives (1, 28, 28); put 'flatten' before it.")]
    [InlineData("[784]", "conv2d: 8", "'conv1' needs an image (channels, height, width), but the input gives (784)")]
    [InlineData("[1, 28, 28]", "conv1d: 8", "'conv1' needs a sequence (channels, length), but the input gives (1, 28, 28).")]
    [InlineData("[3, 8, 8]", "conv2d: { filters: 4, groups: 2 }", "'conv1' needs a number of channels that its 2 groups divide, but the input gives (3, 8, 8)")]
    [InlineData("[4, 8, 8]", "conv2d: { filters: 5, groups: 2 }", "'conv1' needs a number of filters that its 2 groups divide (it has 5); change")]
    [InlineData("[1, 4, 4]", "conv2d: { filters: 4, kernel: 5, padding: valid }", "'conv1' needs at least 5 values along each side that its kernel covers, but the input gives (1, 4, 4)")]
    [InlineData("[1, 2, 2]", "max_pool: 3", "'pool1' needs at least 3 values along each side that its window covers, but the input gives (1, 2, 2)")]
    [InlineData("[1, 8, 8]", "max_pool: { size: 2, padding: 2 }", "'pool1' needs a padding of at most half its window of 2 (it has 2); use at most 1.")]
    [InlineData("[1, 8]", "max_pool: [2, 2]", "'pool1' needs an input with 2 spatial dimensions for its 'size: [2,2]', but the input gives (1, 8)")]
    [InlineData("[10]", "avg_pool: 2", "'pool1' needs a sequence (channels, length), an image (channels, height, width) or a volume (channels, depth, height, width), but the input gives (10); put it before 'flatten'.")]
    [InlineData("[10]", "global_avg_pool", "'pool1' needs a sequence")]
    [InlineData("[10]", "reshape: [3, 4]", "'reshape1' needs 12 values for its shape (3, 4), but the input gives (10); choose sizes whose product is 10.")]
    [InlineData("[10]", "reshape: [3, -1]", "'reshape1' needs a multiple of 3 values for its shape (3, -1), but the input gives (10)")]
    [InlineData("[10]", "reshape: [-1, -1]", "'reshape1' needs sizes of at least 1 in its 'shape', and -1 at most once.")]
    [InlineData("[10]", "reshape: [1, 1, 1, 10, 1]", "'reshape1' needs one to four sizes in its 'shape'.")]
    public void A_layer_that_does_not_fit_says_what_reached_it_and_who_made_it(string input, string layer, string message)
    {
        Finding finding = Compiled.One(Compiled.Spec([layer, "flatten"], shape: input), "SDSL3001");

        Assert.StartsWith(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_layer_that_made_the_shape_is_named()
    {
        Finding finding = Compiled.One(Compiled.Spec(["conv2d: 32", "dense: 10"]), "SDSL3001");

        Assert.Equal("'dense1' needs a vector, but 'conv1' gives (32, 28, 28); put 'flatten' before it.", finding.Message);
    }

    [Fact]
    public void The_key_to_blame_is_the_place()
    {
        string yaml = Compiled.Spec(["conv2d: { filters: 4, kernel: 29, padding: valid }", "flatten"]);
        Assert.Equal("29", Compiled.TextAt(yaml, Compiled.One(yaml, "SDSL3001")));

        yaml = Compiled.Spec(["dense: 10"]);
        Assert.Equal("dense", Compiled.TextAt(yaml, Compiled.One(yaml, "SDSL3001")));
    }

    [Fact]
    public void Nothing_behind_a_broken_layer_is_blamed()
    {
        Assert.Equal(["SDSL3001"], Compiled.Ids(Compiled.Spec(["dense: 10", "conv2d: 3", "max_pool: 900", "flatten"], "{ l1: { layers: [dense: 4] } }", "bce")));
        Assert.Equal(["SDSL3001"], Compiled.Ids(Compiled.Spec(["residual: [dense: 4]", "conv1d: 3"])));
        Assert.Equal(["SDSL1005"], Compiled.Ids(Compiled.Spec(["flaten", "dense: 10"])));
        Assert.Equal(["SDSL1003"], Compiled.Ids(Compiled.Spec(["flatten", "dense: -4", "conv2d: 3"])));
        Assert.Equal(["SDSL1003"], Compiled.Ids(Compiled.Spec(["repeat: { times: 0, layers: [flatten] }", "dense: 3"])));
    }

    [Fact]
    public void Residual_branches_must_agree()
    {
        Assert.StartsWith("'residual1' adds its body (6) to what 'flatten1' gives, (784)", Compiled.One(Compiled.Spec(["flatten", "residual: [dense: 6]"]), "SDSL3002").Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "'residual1' adds its body (6) to its shortcut (5)",
            Compiled.One(Compiled.Spec(["flatten", "residual: { layers: [dense: 6], shortcut: [dense: 5] }"]), "SDSL3002").Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dense: 1048576", "SDSL3005")]
    [InlineData("repeat: { times: 1000, layers: [{ repeat: { times: 1000, layers: [relu] } }] }", "SDSL3005")]
    [InlineData("repeat: { times: 300, layers: [dense: 1500] }", "SDSL3005")]
    [InlineData("reshape: [1, 28, 28]\n  - conv2d: 1000000\n  - flatten", "SDSL3005")]
    [InlineData("dense: 40000\n  - reshape: [20000, 2]\n  - transformer: { heads: 2 }\n  - flatten", "SDSL3005")]
    public void Absurd_sizes_are_refused_before_anything_is_built(string layer, string id)
    {
        Assert.Equal([id], Compiled.Ids(Compiled.Spec(["flatten", layer])));
    }

    [Theory]
    [InlineData("[1, 1, 1, 28, 28]", "SDSL3006")]
    [InlineData("[1, 12000, 12000]", "SDSL3005")]
    public void An_input_that_cannot_be_is_refused(string shape, string id)
    {
        string yaml = Compiled.Spec(["flatten", "dense: 4"], shape: shape);

        Assert.Equal(shape, Compiled.TextAt(yaml, Compiled.One(yaml, id)));
    }

    [Fact]
    public void Transforms_stand_at_the_start_and_change_the_shape()
    {
        const string Yaml = "siamese: 1\nmodel: Test\ninput: { shape: [1, 20, 30], towers: { left: [rotate: 90], right: [invert, resize: [30, 20], { rotate: 180 }] } }\n"
            + "tower: [flatten, dense: 4]\nsharing: separate\nhead: euclidean\nloss: contrastive\n";
        ModelPlan plan = Compiled.Plan(Yaml);

        Assert.Equal(["rotate", "flatten", "dense"], plan.Towers[0].Layers.Select(layer => layer.Kind));
        Assert.Equal(["invert", "resize", "rotate", "flatten", "dense"], plan.Towers[1].Layers.Select(layer => layer.Kind));
        Assert.Equal("(1, 30, 20)", Shape.Text(plan.Towers[0].Layers[0].Output));
        Assert.Equal("(1, 30, 20)", Shape.Text(plan.Towers[1].Layers[2].Output));
        Assert.Contains("90, 180 or 270 degrees (it has 100)", Compiled.One(Yaml.Replace("rotate: 90", "rotate: 100"), "SDSL3001").Message, StringComparison.Ordinal);
    }
}
