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
            Layer("layer_norm", "norm1", [8, 2, 1], [8, 2, 1], true, keys: "eps=1e-5"),
            Layer("global_max_pool", "pool4", [8, 2, 1], [8]),
            Dense("embedding", 8, 16));
        TowerPlan signals = Tower(
            "right",
            "Right",
            [2, 40],
            Layer("conv1d", "conv4", [2, 40], [4, 40], true, keys: ["filters=4", "kernel=3", "stride=1", "padding=same", "dilation=1", "groups=1", "bias=true"]),
            Layer("batch_norm", "bn3", [4, 40], [4, 40], true, keys: ["eps=1e-5", "momentum=0.1", "affine=true"]),
            Layer("max_pool", "pool5", [4, 40], [4, 20], keys: ["size=2", "stride=2", "padding=0"]),
            Layer("avg_pool", "pool6", [4, 20], [4, 10], keys: ["size=2", "stride=2", "padding=0"]),
            Layer("flatten", "flatten1", [4, 10], [40]),
            Layer("reshape", "reshape1", [40], [4, 10]),
            Layer("global_avg_pool", "pool7", [4, 10], [4]),
            Layer("dropout", "drop1", [4], [4], true, keys: "rate=0.5"),
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
            Layer("linear", "a10", [16], [16]),
            Layer("l2_normalize", "l1", [16], [16]));

        string source = Source(Family(Model("base", "Base", Metric("euclidean"), Contrastive, images, signals)));

        GeneratedCode.AssertClean(source);
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
