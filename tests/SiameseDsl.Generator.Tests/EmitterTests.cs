using SiameseDsl.Generator.Tests.Hosting;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Plans;
using static SiameseDsl.Generator.Tests.Hosting.Plans;

namespace SiameseDsl.Generator.Tests;

public class EmitterTests
{
    private static readonly ComponentPlan Contrastive = Component("contrastive", "margin=1.0");

    public static TheoryData<string> Heads => ["euclidean", "squared_euclidean", "cosine"];

    [Fact]
    public void Every_layer_kind_of_the_table_compiles_without_a_warning()
    {
        long[] map = [8, 14, 14];
        TowerPlan images = Tower(
            "left",
            "Left",
            [1, 28, 28],
            Layer("rotate", "rotate1", [1, 28, 28], [1, 28, 28], keys: "degrees=90"),
            Layer("invert", "invert1", [1, 28, 28], [1, 28, 28]),
            Layer("resize", "resize1", [1, 28, 28], [1, 32, 32], keys: "size=32,32"),
            Layer("conv2d", "conv1", [1, 32, 32], [8, 14, 14], true, keys: ["filters=8", "kernel=5", "stride=2", "padding=0", "dilation=1", "groups=1", "bias=false"]),
            Layer("batch_norm", "bn1", map, map, true, keys: ["eps=1e-5", "momentum=0.1", "affine=true"]),
            Layer("relu", "relu1", map, map),
            Layer("max_pool", "pool1", map, [8, 7, 7], keys: ["size=2", "stride=null", "padding=0"]),
            Layer("conv2d", "conv2", [8, 7, 7], [8, 7, 7], true, keys: ["filters=8", "kernel=3,5", "stride=1,1", "padding=same", "dilation=1,1", "groups=4", "bias=true"]),
            Layer("leaky_relu", "act1", [8, 7, 7], [8, 7, 7], fused: true, keys: "slope=0.01"),
            Layer("conv2d", "conv3", [8, 7, 7], [8, 7, 7], true, keys: ["filters=8", "kernel=2", "stride=1", "padding=same", "dilation=1"]),
            Layer("batch_norm", "bn2", [8, 7, 7], [8, 7, 7], true, keys: ["eps=0.001", "momentum=0.2", "affine=false"]),
            Layer("avg_pool", "pool2", [8, 7, 7], [8, 4, 4], keys: ["size=3", "stride=2", "padding=1"]),
            Layer("avg_pool", "pool3", [8, 4, 4], [8, 2, 1], keys: ["size=2,4", "stride=2,4", "padding=0,0"]),
            Layer("separable_conv2d", "conv5", [8, 2, 1], [8, 2, 1], true, keys: ["filters=8", "kernel=2,4", "stride=1", "padding=same", "dilation=1", "multiplier=2", "bias=false"]),
            Layer("group_norm", "norm3", [8, 2, 1], [8, 2, 1], true, keys: ["groups=4", "eps=0.001", "affine=false"]),
            Layer("instance_norm", "norm4", [8, 2, 1], [8, 2, 1], true, keys: ["eps=1e-5", "affine=true"]),
            Layer("spatial_dropout", "drop2", [8, 2, 1], [8, 2, 1], true, keys: "rate=0.5"),
            Layer("pad", "pad1", [8, 2, 1], [8, 5, 3], keys: ["size=1", "after=2,1", "mode=replicate"]),
            Layer("upsample", "upsample1", [8, 5, 3], [8, 10, 6], keys: ["factor=2", "mode=linear"]),
            Layer("permute", "permute1", [8, 10, 6], [6, 8, 10], keys: "order=2,0,1"),
            Layer("adaptive_max_pool", "pool8", [6, 8, 10], [6, 4, 4], keys: "size=4"),
            Layer("adaptive_avg_pool", "pool9", [6, 4, 4], [6, 2, 1], keys: "size=2,1"),
            Layer("conv2d", "conv6", [6, 2, 1], [8, 2, 1], true, keys: ["filters=8", "kernel=1", "stride=1", "padding=0", "dilation=1"]),
            Layer("layer_norm", "norm1", [8, 2, 1], [8, 2, 1], true, keys: "eps=1e-5"),
            Layer("global_max_pool", "pool4", [8, 2, 1], [8]),
            Dense("last", 8, 16));
        TowerPlan signals = Tower(
            "right",
            "Right",
            [2, 40],
            Layer("conv1d", "conv4", [2, 40], [4, 40], true, keys: ["filters=4", "kernel=3", "stride=1", "padding=same", "dilation=1", "groups=1", "bias=true"]),
            Layer("batch_norm", "bn3", [4, 40], [4, 40], true, keys: ["eps=1e-5", "momentum=0.1", "affine=true"]),
            Layer("max_pool", "pool5", [4, 40], [4, 20], keys: ["size=2", "stride=2", "padding=0"]),
            Layer("avg_pool", "pool6", [4, 20], [4, 10], keys: ["size=2", "stride=2", "padding=0"]),
            Layer("separable_conv1d", "conv7", [4, 10], [4, 10], true, keys: ["filters=4", "kernel=3", "stride=1", "padding=same", "dilation=1", "multiplier=1", "bias=true"]),
            Layer("instance_norm", "norm5", [4, 10], [4, 10], true, keys: ["eps=1e-5", "affine=false"]),
            Layer("spatial_dropout", "drop3", [4, 10], [4, 10], true, keys: "rate=0.5"),
            Layer("pad", "pad2", [4, 10], [4, 13], keys: ["size=1", "after=2", "mode=zeros"]),
            Layer("upsample", "upsample2", [4, 13], [4, 26], keys: ["factor=2", "mode=nearest"]),
            Layer("adaptive_avg_pool", "pool10", [4, 26], [4, 10], keys: "size=10"),
            Layer("adaptive_max_pool", "pool11", [4, 10], [4, 10], keys: "size=10"),
            Layer("glu", "glu1", [4, 10], [4, 5], keys: "over=features"),
            Layer("transpose", "transpose1", [4, 5], [5, 4]),
            Layer("layer_norm", "norm6", [5, 4], [5, 4], true, keys: ["eps=1e-5", "over=features"]),
            Layer("softmax", "softmax1", [5, 4], [5, 4], keys: "over=features"),
            Layer("log_softmax", "softmax2", [5, 4], [5, 4], keys: "over=channels"),
            Layer("prelu", "prelu1", [5, 4], [5, 4], true, keys: ["per_channel=true", "slope=0.1"]),
            Layer("permute", "permute2", [5, 4], [4, 5], keys: "order=1,0"),
            Layer("upsample", "upsample3", [4, 5], [4, 10], keys: ["factor=2", "mode=linear"]),
            Layer("flatten", "flatten1", [4, 10], [40]),
            Layer("reshape", "reshape1", [40], [4, 10]),
            Layer("global_avg_pool", "pool7", [4, 10], [4]),
            Layer("dropout", "drop1", [4], [4], true, keys: "rate=0.5"),
            Layer("alpha_dropout", "drop4", [4], [4], true, keys: "rate=0.1"),
            Layer("prelu", "prelu2", [4], [4], true, keys: ["per_channel=false", "slope=0.25"]),
            Dense("dense2", 4, 16),
            Layer("layer_norm", "norm2", [16], [16], true, keys: "eps=0.001"),
            Layer("elu", "a1", [16], [16], keys: "alpha=1.0"),
            Layer("gelu", "a2", [16], [16]),
            Layer("silu", "a3", [16], [16]),
            Layer("mish", "a4", [16], [16]),
            Layer("selu", "a5", [16], [16]),
            Layer("sigmoid", "a6", [16], [16]),
            Layer("tanh", "a7", [16], [16]),
            Layer("softplus", "a8", [16], [16]),
            Layer("hardswish", "a9", [16], [16]),
            Layer("relu6", "a11", [16], [16]),
            Layer("celu", "a12", [16], [16], keys: "alpha=0.5"),
            Layer("hardsigmoid", "a13", [16], [16]),
            Layer("log_sigmoid", "a14", [16], [16]),
            Layer("hardtanh", "a15", [16], [16], keys: ["min=-1.0", "max=2"]),
            Layer("tanhshrink", "a16", [16], [16]),
            Layer("softsign", "a17", [16], [16]),
            Layer("softshrink", "a18", [16], [16], keys: "lambda=0.5"),
            Layer("hardshrink", "a19", [16], [16], keys: "lambda=0.5"),
            Layer("threshold", "a20", [16], [16], keys: ["threshold=0", "value=0.5"]),
            Layer("linear", "a10", [16], [16]),
            Layer("l2_normalize", "l1", [16], [16]));

        TowerPlan volumes = Tower(
            "third",
            "Third",
            [2, 8, 8, 8],
            Layer("conv3d", "conv8", [2, 8, 8, 8], [4, 4, 8, 8], true, keys: ["filters=4", "kernel=3,3,1", "stride=2,1,1", "padding=same", "dilation=1", "groups=1", "bias=true"]),
            Layer("batch_norm", "bn4", [4, 4, 8, 8], [4, 4, 8, 8], true, keys: ["eps=1e-5", "momentum=0.1", "affine=true"]),
            Layer("instance_norm", "norm7", [4, 4, 8, 8], [4, 4, 8, 8], true, keys: ["eps=1e-5", "affine=true"]),
            Layer("spatial_dropout", "drop5", [4, 4, 8, 8], [4, 4, 8, 8], true, keys: "rate=0.5"),
            Layer("max_pool", "pool12", [4, 4, 8, 8], [4, 2, 4, 4], keys: ["size=2", "stride=null", "padding=0"]),
            Layer("avg_pool", "pool13", [4, 2, 4, 4], [4, 2, 4, 2], keys: ["size=1,1,2", "stride=1,1,2", "padding=0"]),
            Layer("max_pool", "pool14", [4, 2, 4, 2], [4, 2, 4, 2], keys: ["size=3", "stride=1", "padding=1"]),
            Layer("pad", "pad3", [4, 2, 4, 2], [4, 4, 6, 4], keys: ["size=1", "after=null", "mode=reflect"]),
            Layer("upsample", "upsample4", [4, 4, 6, 4], [4, 8, 12, 8], keys: ["factor=2", "mode=linear"]),
            Layer("adaptive_max_pool", "pool15", [4, 8, 12, 8], [4, 4, 4, 4], keys: "size=4"),
            Layer("adaptive_avg_pool", "pool16", [4, 4, 4, 4], [4, 2, 2, 2], keys: "size=2"),
            Layer("glu", "glu2", [4, 2, 2, 2], [2, 2, 2, 2], keys: "over=channels"),
            Layer("global_max_pool", "pool17", [2, 2, 2, 2], [2]),
            Dense("dense3", 2, 16));

        string[] recurrent = ["units=8", "layers=2", "bidirectional=true", "dropout=0.1"];
        string[] blocks = ["blocks=2", "heads=4", "feed_forward=null", "dropout=0.1", "inner=gelu", "norm_first=true"];
        TowerPlan words = Tower(
            "fourth",
            "Fourth",
            [12],
            Layer("embedding", "embedding", [12], [12, 16], true, keys: ["size=16", "padding=0", "vocabulary=27"]),
            Layer("positions", "positions1", [12, 16], [12, 16], true, keys: "encoding=learned"),
            Layer("transformer", "transformer1", [12, 16], [12, 16], true, keys: blocks),
            Layer("transformer", "transformer2", [12, 16], [12, 16], true, keys: ["blocks=1", "heads=2", "feed_forward=24", "dropout=0.2", "inner=relu", "norm_first=false"]),
            Layer("positions", "positions2", [12, 16], [12, 16], true, keys: "encoding=sinusoidal"),
            Layer("lstm", "lstm1", [12, 16], [12, 16], true, keys: [.. recurrent, "returns=sequence"]),
            Layer("gru", "gru1", [12, 16], [12, 8], true, keys: ["units=8", "layers=1", "bidirectional=false", "dropout=0", "returns=sequence"]),
            Layer("lstm", "lstm2", [12, 8], [8], true, keys: ["units=8", "layers=1", "bidirectional=false", "dropout=0", "returns=last"]),
            Layer("reshape", "reshape2", [8], [4, 2]),
            Layer("gru", "gru2", [4, 2], [16], true, keys: [.. recurrent, "returns=last"]),
            Layer("reshape", "reshape3", [16], [4, 4]),
            Layer("sequence_pool", "pool18", [4, 4], [4], keys: "take=max"),
            Dense("dense4", 4, 16)) with
        { Vocabulary = 27 };

        string source = Source(Family(Model("base", "Base", Metric("euclidean"), Contrastive, images, signals, volumes, words)));

        GeneratedCode.AssertClean(source);
        Assert.Contains("embedding = Embedding(27, 16, padding_idx: 0);", source);
        Assert.Contains("private readonly Embedding embedding;", source);
        Assert.Contains("x = lstm1.call(x).Item1;", source);
        Assert.Contains("x = lstm2.call(x).Item2.select(0, -1);", source);
        Assert.Contains("x = gru2.call(x).Item2.narrow(0, -2, 2).transpose(0, 1).flatten(1);", source);
        Assert.Contains("public EmbeddingBatch<Base> EmbedFourth(Tensor tokens) => EmbedBatch(tokens, 3);", source);
        Assert.Contains("Embeds one token sequence with the tower fourth, (12).", source);
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Distance_heads_compile_with_and_without_calibration(string head) => GeneratedCode.AssertClean(Source(Family(
        Model("base", "Base", Metric(head), Contrastive, Tower("tower", "", [4], Dense("embedding", 4, 2))),
        Model("other", "Other", Metric(head, calibrated: true), Component("bce"), Tower("tower", "", [4], Dense("embedding", 4, 2))))));

    [Theory]
    [InlineData("concat", 4)]
    [InlineData("l1", 2)]
    [InlineData("product", 2)]
    public void Heads_of_layers_compile(string head, long combined)
    {
        string source = Source(Family(Model("base", "Base", Combination(head, Dense("headDense1", combined, 1)), Component("bce"), Tower("tower", "", [4], Dense("embedding", 4, 2)))));

        GeneratedCode.AssertClean(source);
        Assert.DoesNotContain("Distance(", source);
    }

    [Fact]
    public void A_residual_is_written_out_and_nests()
    {
        long[] map = [8, 7, 7];
        LayerPlan Conv(string name) => Layer("conv2d", name, map, map, true, keys: ["filters=8", "kernel=3", "stride=1", "padding=same", "dilation=1"]);
        LayerPlan inner = Layer("residual", "residual1", map, map) with { Branches = EquatableArray.Of(new BranchPlan(EquatableArray.Of(Conv("conv1"))), new BranchPlan(default)) };
        LayerPlan outer = Layer("residual", "residual2", map, map) with
        {
            Branches = EquatableArray.Of(new BranchPlan(EquatableArray.Of(inner, Layer("relu", "relu1", map, map, fused: true))), new BranchPlan(EquatableArray.Of(Conv("conv2"), Layer("tanh", "tanh1", map, map, fused: true)))),
        };

        string source = Source(Family(Model("base", "Base", Metric("cosine"), Contrastive, Tower("tower", "", map, outer, Layer("flatten", "flatten1", map, [392])))));

        GeneratedCode.AssertClean(source);
        Assert.Contains("var skip = torch.tanh(conv2.call(x));", source);
        Assert.Contains("var skip2 = x;", source);
        Assert.Contains("x = relu(x + skip2);", source);
        Assert.Contains("x = x + skip;", source);
    }

    [Fact]
    public void Parallel_branches_are_written_out_and_nest()
    {
        long[] map = [8, 7, 7];
        string[] keys = ["filters=8", "kernel=3", "stride=1", "padding=same", "dilation=1"];
        BranchPlan Branch(params LayerPlan[] layers) => new(EquatableArray.Of(layers));
        LayerPlan inner = Layer("residual", "residual1", map, map) with { Branches = EquatableArray.Of(Branch(Layer("conv2d", "conv1", map, map, true, keys: keys)), Branch()) };
        LayerPlan sum = Layer("parallel", "parallel1", map, map, keys: ["join=sum", "over=channels"]) with { Branches = EquatableArray.Of(Branch(inner, Layer("relu", "relu1", map, map)), Branch()) };
        LayerPlan concat = Layer("parallel", "parallel2", map, [24, 7, 7], keys: ["join=concat", "over=channels"]) with
        {
            Branches = EquatableArray.Of(Branch(sum), Branch(Layer("conv2d", "branch", map, map, true, keys: keys)), Branch()),
        };

        string source = Source(Family(Model("base", "Base", Metric("cosine"), Contrastive, Tower("tower", "", map, concat, Layer("tanh", "tanh1", [24, 7, 7], [24, 7, 7], fused: true), Layer("flatten", "flatten1", [24, 7, 7], [1176])))));

        GeneratedCode.AssertClean(source);
        Assert.Contains("var skip = x;", source);
        Assert.Contains("var branch2 = conv1.call(x);", source);
        Assert.Contains("branch2 = relu(branch2 + skip);", source);
        Assert.Contains("var branch1 = branch2 + x;", source);
        Assert.Contains("var branch3 = this.branch.call(x);", source);
        Assert.Contains("x = torch.tanh(cat([branch1, branch3, x], 1));", source);
    }

    [Fact]
    public void Types_of_the_users_own_do_not_hide_what_the_code_needs()
    {
        string[] names = ["Linear", "AdamOptions", "ModelGraph", "Tensor", "Parameter", "Device", "Conv2d", "TrainingOptions", "GeneratedCode", "ReadOnlySpan"];
        ModelPlan[] variants = [.. names.Select(name => Model(name, name, Metric("euclidean", calibrated: true), Component("bce"), Tower("tower", "", [4], Dense("embedding", 4, 2))))];

        GeneratedCode.AssertClean(Source(Family(variants)));
        GeneratedCode.AssertClean(
            Source(Family(variants[0] with { TypeName = "Base" }), "Acme.Models", "Linear", "Metric", "SiameseModule"),
            "namespace Acme.Models { internal static class Linear { } internal static class Metric { } internal static class SiameseModule { } }");
        GeneratedCode.AssertClean(Source(Family(variants[0]), "Acme.System.TorchSharp.SiameseDsl.Models"));
    }

    [Fact]
    public void Fields_named_as_locals_keywords_and_functions_compile()
    {
        string[] names = ["x", "left", "skip", "scope", "a", "both", "class", "torch", "relu", "cat", "var"];
        LayerPlan[] layers = [.. names.SelectMany(name => new[] { Dense(name, 4, 4), Layer("sigmoid", name + "-act", [4], [4], fused: true), Layer("relu", name + "-relu", [4], [4]) })];

        GeneratedCode.AssertClean(Source(Family(Model("base", "Base", Metric("euclidean"), Contrastive, Tower("tower", "", [4], layers)))));
    }

    [Fact]
    public void Texts_of_the_author_cannot_become_code()
    {
        const string evil = "*/ </summary>\r\n}\u2028public class Evil { } // \" \\ \0 \u0085 <c> & {0}";
        FamilyPlan family = Family(Model("base", "Base", Metric("euclidean"), Contrastive, Tower("tower", "", [4], Dense("embedding", 4, 2))) with
        {
            Summary = evil,
            Resolved = EquatableArray.Of(new ResolvedSetting(evil, evil)),
        }) with
        { Summary = evil };

        string source = Source(family);

        GeneratedCode.AssertClean(source);
        Assert.DoesNotContain(GeneratedCode.Compilation(source).GetSymbolsWithName("Evil"), _ => true);
    }

    [Fact]
    public void A_weight_key_that_differs_from_its_field_is_named()
    {
        LayerPlan block = Dense("convBlock", 4, 2) with { WeightKey = "conv_block" };

        string source = Source(Family(Model("base", "Base", Metric("euclidean"), Contrastive, Tower("tower", "", [4], block))));

        GeneratedCode.AssertClean(source);
        Assert.Contains("[ComponentName(Name = \"conv_block\")]\n        private readonly Linear convBlock;", source);
    }

    [Fact]
    public void A_stub_has_the_surface_of_a_model()
    {
        ModelPlan broken = Broken("broken", "Broken");
        string source = Source(Family(Model("base", "Base", Metric("euclidean"), Contrastive, Tower("tower", "", [4], Dense("embedding", 4, 2))), broken));

        GeneratedCode.AssertClean(source, StubUse.Source("Acme.Models", "Digits.Broken"));
    }
}
