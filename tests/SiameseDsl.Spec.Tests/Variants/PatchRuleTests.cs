using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Tests.Variants;

/// <summary>The exact rules of patches, each by its effect on what is bound.</summary>
public sealed class PatchRuleTests
{
    private const string Training = "training:\n  optimizer: { adam: { lr: 0.01, beta1: 0.8 } }\n  batch: { pairs: 96 }\n  augment: [rotations, affine]\n  epochs: 7\n";

    [Fact]
    public void AMappingMergesKeyByKey()
    {
        BoundNode training = Patched("training: { epochs: 3, seed: 9 }").Training;

        Assert.Equal("3", training["epochs"].Argument!.Text);
        Assert.Equal("9", training["seed"].Argument!.Text);
        Assert.Equal("0.01", training["optimizer"].Nodes[0]["lr"].Argument!.Text);
    }

    [Fact]
    public void AChoiceOfTheSameKindMerges()
    {
        BoundNode optimizer = Patched("training: { optimizer: { adam: { beta2: 0.9 } } }").Training["optimizer"].Nodes[0];

        Assert.Equal(("0.01", "0.8", "0.9"), (optimizer["lr"].Argument!.Text, optimizer["beta1"].Argument!.Text, optimizer["beta2"].Argument!.Text));
        Assert.Equal((Origin.Base, Origin.Variant, Origin.Default), (optimizer["lr"].Origin, optimizer["beta2"].Origin, optimizer["eps"].Origin));
    }

    [Fact]
    public void ABareValueOfTheSameKindSetsTheMainKeyOnly()
    {
        BoundNode optimizer = Patched("training: { optimizer: { adam: 0.5 } }").Training["optimizer"].Nodes[0];

        Assert.Equal(("0.5", "0.8"), (optimizer["lr"].Argument!.Text, optimizer["beta1"].Argument!.Text));
    }

    [Theory]
    [InlineData("training: { optimizer: adam }")]
    [InlineData("training: { optimizer: { adam: } }")]
    public void ABareNameOfTheSameKindChangesNothing(string patch)
    {
        BoundNode optimizer = Patched(patch).Training["optimizer"].Nodes[0];

        Assert.Equal(("0.01", Origin.Base), (optimizer["lr"].Argument!.Text, optimizer.Origin));
    }

    [Fact]
    public void AChoiceOfAnotherKindIsReplacedWhole()
    {
        ModelSpec model = Patched("training: { optimizer: { sgd: { momentum: 0.9 } } }\n    head: cosine");

        BoundNode optimizer = model.Training["optimizer"].Nodes[0];
        Assert.Equal(("sgd", "0.01", Origin.Default), (optimizer.Kind, optimizer["lr"].Argument!.Text, optimizer["lr"].Origin));
        Assert.Equal(("cosine", Origin.Variant), (model.Head!.Kind, model.Head.Origin));
    }

    [Fact]
    public void AListIsReplacedWhole()
    {
        ModelSpec model = Patched("training: { augment: [affine: { p: 1 }] }\n    tower: [flatten, dense: 8]");

        Assert.Equal(["affine"], model.Training["augment"].Nodes.Select(node => node.Kind));
        Assert.Equal(["flatten", "dense"], model.Towers[0].Layers.Select(node => node.Kind));
    }

    [Fact]
    public void NullResetsToTheDefault()
    {
        BoundNode training = Patched("training: { epochs: null, augment: ~, optimizer: }").Training;

        Assert.Equal(("10", Origin.Default), (training["epochs"].Argument!.Text, training["epochs"].Origin));
        Assert.Empty(training["augment"].Nodes);
        Assert.Equal(("adam", "0.001"), (training["optimizer"].Nodes[0].Kind, training["optimizer"].Nodes[0]["lr"].Argument!.Text));
    }

    [Fact]
    public void NullForTheWholeSectionResetsAllOfIt() =>
        Assert.Equal("10", Patched("training: null").Training["epochs"].Argument!.Text);

    [Fact]
    public void NullForARequiredKeyIsAMissingKey()
    {
        BoundSpec bound = SpecText.Bind(SpecText.Complete + "variants:\n  v: { head: null }\n");

        Finding finding = Assert.Single(bound.Findings);
        Assert.Equal(("SDSL1004", 9), (finding.Id, finding.Span.StartLine));
        Assert.Equal([false, true], bound.Family!.Variants.Select(variant => variant.IsBroken));
    }

    [Theory]
    [InlineData("tower.embedding.units: 8", "8", "linear")]
    [InlineData("tower.embedding.activation: relu", "64", "relu")]
    [InlineData("tower.embedding.dense.units: 8", "8", "linear")]
    [InlineData("tower.embedding: { dense: { activation: relu } }", "64", "relu")]
    [InlineData("tower.embedding: { dense: 8 }", "8", "linear")]
    public void APathAddressesANamedLayer(string patch, string units, string activation)
    {
        BoundNode layer = SpecText.Layer(Patched(patch), "embedding");

        Assert.Equal((units, activation), (layer["units"].Argument!.Text, layer["activation"].Argument!.Text));
    }

    [Fact]
    public void APathReplacesALayerByAnotherKind() =>
        Assert.Equal(["flatten", "relu"], Patched("tower.embedding: relu").Towers[0].Layers.Select(layer => layer.Kind));

    [Theory]
    [InlineData("training.optimizer.adam.lr: 0.5")]
    [InlineData("training.optimizer.lr: 0.5")]
    [InlineData("training.optimizer: { adam: 0.5 }")]
    public void APathGoesThroughKinds(string patch)
    {
        BoundNode optimizer = Patched(patch).Training["optimizer"].Nodes[0];

        Assert.Equal(("0.5", "0.8"), (optimizer["lr"].Argument!.Text, optimizer["beta1"].Argument!.Text));
    }

    [Fact]
    public void APathCreatesWhatTheBaseLeavesToTheDefault()
    {
        ModelSpec model = SpecText.Variant(SpecText.Complete + "variants:\n  v: { training.optimizer.adam.lr: 0.5, training.early_stop.patience: 2, training.batch.pairs.count: 6 }\n", "v");

        Assert.Equal("0.5", model.Training["optimizer"].Nodes[0]["lr"].Argument!.Text);
        Assert.Equal("2", model.Training["early_stop"].Nodes[0]["patience"].Argument!.Text);
        Assert.Equal("6", model.Training["batch"].Nodes[0]["count"].Argument!.Text);
    }

    [Theory]
    [InlineData("tower.embedding.init: { normal: 0.3 }", "normal", "0.3", "pytorch")]
    [InlineData("tower.embedding.init.normal.std: 0.3", "normal", "0.3", "pytorch")]
    [InlineData("tower.embedding.init.std: 0.3", "normal", "0.3", "pytorch")]
    [InlineData("tower.embedding: { dense: { init: { normal: 0.3 } } }", "normal", "0.3", "pytorch")]
    [InlineData("tower.embedding.init: orthogonal", "orthogonal", null, "zeros")]
    [InlineData("tower.embedding.init: ~", null, null, null)]
    public void ALayersInitIsAChoiceLikeAnyOther(string patch, string? kind, string? std, string? bias)
    {
        string text = SpecText.Complete.Replace("units: 64", "units: 64, init: { normal: { std: 0.5, bias: pytorch } }", StringComparison.Ordinal) + $"variants:\n  v: {{ {patch} }}\n";
        BoundNode? init = SpecText.Layer(SpecText.Variant(text, "v"), "embedding").Init?.Nodes[0];

        Assert.Equal((kind, std, bias), (init?.Kind, init?.Arguments.Find("std")?.Text, init?.Arguments.Find("bias")?.Text));
    }

    [Theory]
    [InlineData("tower.embedding.name: last", "last", null)]
    [InlineData("tower.embedding.frozen: true", "embedding", "true")]
    [InlineData("\"tower.embedding.frozen\": true", "embedding", "true")]
    public void APathReachesWhatEveryLayerHas(string patch, string name, string? frozen)
    {
        BoundNode layer = SpecText.Layer(Patched(patch), name);

        Assert.Equal(frozen, layer.Frozen?.Argument?.Text);
    }

    [Fact]
    public void PathsReachIntoParallelBranches()
    {
        const string Text = SpecText.Head + """
            tower:
              - flatten
              - parallel: [[dense: { name: first, units: 4 }, relu], [dense: 3, { dense: { name: second, units: 4 } }], 7, [tanh]]
              - dense: { name: embedding, units: 8 }
            head: euclidean
            loss: contrastive
            variants: { v: { tower.second.units: 5 } }
            """;
        ModelSpec model = SpecText.Variant(Text.Replace(" 7,", "", StringComparison.Ordinal), "v");

        Assert.Equal(("4", "5"), (SpecText.Layer(model, "first")["units"].Argument!.Text, SpecText.Layer(model, "second")["units"].Argument!.Text));
        Assert.Equal([2, 2, 1], model.Towers[0].Layers[1].Keys[0].Lists.Select(list => list.Count));
        Assert.Equal("relu", model.Towers[0].Layers[1].Keys[0].Lists[0][1].Kind);

        // What is no list is the base's mistake, not the path's.
        Assert.Equal("SDSL1002", Assert.Single(SpecText.Bind(Text).Findings).Id);
    }

    [Fact]
    public void AParameterAndANamedThingAreResetByNull()
    {
        const string Text = SpecText.Complete + "params: { size: 7 }\nblocks: { cell: [relu] }\nvariants:\n  v: { params: { size: 9 }, params.size: ~, training.epochs: $size, blocks.cell: ~ }\n  w: { tower: [cell, flatten], blocks.cell: ~ }\n";

        Assert.Equal("7", SpecText.Variant(Text.Split("  w:")[0], "v").Training["epochs"].Argument!.Text);
        Finding lost = Assert.Single(SpecText.Bind(Text).Findings, finding => finding.Severity == Severity.Error);
        Assert.Equal(("SDSL1005", 12), (lost.Id, lost.Span.StartLine));
    }

    [Theory]
    [InlineData("loss.args.scale: 3", "scale=3,start=1")]
    [InlineData("loss.args.width: 2", "scale=2,start=1,width=2")]
    [InlineData("loss.args.start: ~", "scale=2")]
    [InlineData("loss.args: { width: 2, start: ~ }", "scale=2,width=2")]
    [InlineData("loss: { custom: { args: { scale: 4 } } }", "scale=4,start=1")]
    public void TheArgumentsOfAClassMergeByTheirNames(string patch, string arguments)
    {
        string text = SpecText.Complete.Replace("loss: contrastive", "loss: { custom: { type: My.Loss, args: { scale: 2, start: 1 } } }", StringComparison.Ordinal) + $"variants:\n  v: {{ {patch} }}\n";

        Assert.Equal(arguments, string.Join(",", SpecText.Variant(text, "v").Loss!["args"].Values.Select(value => $"{value.Argument.Name["args.".Length..]}={value.Argument.Text}")));
    }

    [Fact]
    public void APathBringsTheFirstArgument()
    {
        string text = SpecText.Complete.Replace("loss: contrastive", "loss: { custom: My.Loss }", StringComparison.Ordinal) + "variants:\n  v: { loss.args.scale: 2 }\n";

        Assert.Equal("2", Assert.Single(SpecText.Variant(text, "v").Loss!["args"].Values).Argument.Text);
    }

    [Fact]
    public void APathIntoABareListReachesItsNamedLayers()
    {
        const string Text = SpecText.Head + "tower: [flatten, cell]\nblocks: { cell: [dense: { name: wide, units: 8 }] }\nhead: euclidean\nloss: contrastive\nvariants:\n  v: { blocks.cell.wide.units: 5, params.size: 3 }\n  w: { blocks.cell.layers.wide.units: 6 }\n";

        Assert.Equal("SDSL2004", Assert.Single(SpecText.Bind(Text).Findings).Id);
        Assert.Equal("6", SpecText.Layer(SpecText.Variant(Text.Replace(", params.size: 3", "", StringComparison.Ordinal), "w"), "wide")["units"].Argument!.Text);
        Assert.Equal("5", SpecText.Layer(SpecText.Variant(Text.Replace(", params.size: 3", "", StringComparison.Ordinal), "v"), "wide")["units"].Argument!.Text);
    }

    [Fact]
    public void PathsReachIntoHeadsResidualsRepeatsAndNamedTowers()
    {
        const string Text = SpecText.Head + """
            towers:
              photo:
                layers:
                  - flatten
                  - residual: { layers: [repeat: { times: 2, layers: [dense: { name: inner, units: 784 }] }] }
                  - dense: { name: last, units: 8 }
              sketch: { layers: [flatten, dense: 8] }
            head: { l1: { layers: [dense: { name: hidden, units: 4 }, dense: 1] } }
            loss: bce
            variants:
              v:
                towers.photo.layers.inner.activation: relu
                towers.photo.last.bias: false
                head.l1.layers.hidden.units: 5
                head.hidden.bias: false
                towers.sketch.layers: [flatten, dense: 8, relu]
            """;
        ModelSpec model = SpecText.Variant(Text, "v");

        Assert.Equal("relu", SpecText.Layer(model, "inner")["activation"].Argument!.Text);
        Assert.Equal("false", SpecText.Layer(model, "last")["bias"].Argument!.Text);
        Assert.Equal(3, model.Towers[1].Layers.Count);
        BoundNode hidden = model.Head!["layers"].Nodes[0];
        Assert.Equal(("5", "false"), (hidden["units"].Argument!.Text, hidden["bias"].Argument!.Text));
        Assert.Equal("linear", SpecText.Layer(SpecText.Variant(Text, "base"), "inner")["activation"].Argument!.Text);
    }

    [Fact]
    public void AnUnknownSegmentIsMarkedAloneWithAFix()
    {
        const string Text = SpecText.Complete + "variants:\n  v: { tower.embeding.units: 8 }\n";
        Finding finding = Assert.Single(SpecText.Bind(Text).Findings);

        Assert.Equal(("SDSL2004", "embeding", "embedding"), (finding.Id, SpecText.Marked(Text, finding), finding.Fix));
    }

    [Fact]
    public void APathIntoSomethingBrokenIsNotBlamed()
    {
        BoundSpec bound = SpecText.Bind(SpecText.Complete.Replace("head: euclidean", "head: { euclidean: {}, cosine: {} }", StringComparison.Ordinal) + "variants:\n  v: { head.euclidean.calibrated: true }\n");

        Assert.Equal("SDSL1006", Assert.Single(bound.Findings).Id);
        Assert.All(bound.Family!.Variants, variant => Assert.True(variant.IsBroken));
    }

    [Fact]
    public void ParametersNameValuesThatVariantsSet()
    {
        string text = SpecText.Complete.Replace("units: 64", "units: $size", StringComparison.Ordinal).Replace("head: euclidean", "head: $head", StringComparison.Ordinal)
            + "params: { size: 32, head: euclidean }\nvariants:\n  wide: { params: { size: 512 } }\n  round: { params: { head: cosine } }\n";

        Assert.Equal(["32", "512", "32"], SpecText.Bind(text).Family!.Variants.Select(variant => SpecText.Layer(variant, "embedding")["units"].Argument!.Text));
        Assert.Equal("cosine", SpecText.Variant(text, "round").Head!.Kind);
        Assert.Equal(Origin.Variant, SpecText.Layer(SpecText.Variant(text, "wide"), "embedding")["units"].Origin);
    }

    [Fact]
    public void AQuotedDollarIsText() =>
        Assert.Equal("$5 a model", SpecText.Variant(SpecText.Complete + "summary: \"$5 a model\"\n", "base").Summary);

    [Fact]
    public void AnInheritedBatchThatTheLossCannotUseIsReplacedByTheNearest()
    {
        ModelSpec model = Patched("loss: triplet");

        BoundNode batch = model.Training["batch"].Nodes[0];
        Assert.Equal(("pk", "48", "4"), (batch.Kind, batch["classes"].Argument!.Text, batch["samples"].Argument!.Text));
        Finding note = Assert.Single(SpecText.Bind(Spec("loss: triplet")).Findings);
        Assert.Equal(("SDSL1010", Severity.Info), (note.Id, note.Severity));
        Assert.False(model.IsBroken);
    }

    [Fact]
    public void ABatchWrittenBesideTheLossIsNeverReplaced()
    {
        const string Patch = "loss: triplet\n    training: { batch: { pairs: 10 } }";

        Assert.DoesNotContain(SpecText.Bind(Spec(Patch)).Findings, finding => finding.Id == "SDSL1010");
        Assert.Contains(SpecText.Compile(Spec(Patch)).Findings, finding => finding.Id == "SDSL2102" && finding.Severity == Severity.Error);
    }

    [Fact]
    public void WithoutABatchTheLossBringsItsOwn()
    {
        const string Text = SpecText.Complete + "variants:\n  t: { loss: triplet }\n  p: { loss: prototypical }\n";

        Assert.Equal(["pairs", "pk", "episodes"], SpecText.Bind(Text).Family!.Variants.Select(variant => variant.Training["batch"].Nodes[0].Kind));
        Assert.Empty(SpecText.Bind(Text).Findings);
    }

    [Fact]
    public void ExpectationsHoldOnlyWhereTheyAreWritten()
    {
        const string Text = SpecText.Complete + "expect: [{ rule: SDSL4001, because: base }]\nvariants:\n  a: {}\n  b: { expect: [{ rule: SDSL4005, because: b }] }\n";

        Assert.Equal(["SDSL4001", "", "SDSL4005"], SpecText.Bind(Text).Family!.Variants.Select(variant => string.Join(",", variant.Expectations.Select(one => one.Rule))));
    }

    [Fact]
    public void AnErrorInAPatchBreaksOnlyItsVariant()
    {
        BoundSpec bound = SpecText.Bind(SpecText.Complete + "variants:\n  a: { head: { cosine: { calibrated: 3 } } }\n  b: { head: cosine }\n  c: { tower.nothing.units: 3 }\n");

        Assert.Equal([false, true, false, true], bound.Family!.Variants.Select(variant => variant.IsBroken));
        Assert.Equal(2, bound.Findings.Count);
    }

    [Fact]
    public void AnErrorInTheBaseBreaksTheVariantsThatStillContainItAndIsReportedOnce()
    {
        string text = SpecText.Complete.Replace("head: euclidean", "head: { euclidean: { calibrated: 3 } }", StringComparison.Ordinal)
            + "variants:\n  keeps: { loss: { contrastive: 2 } }\n  replaces: { head: cosine }\n  repairs: { head.euclidean.calibrated: true }\n";
        BoundSpec bound = SpecText.Bind(text);

        Assert.Equal([true, true, false, false], bound.Family!.Variants.Select(variant => variant.IsBroken));
        Assert.Single(bound.Findings);
    }

    [Fact]
    public void AVariantCanRemoveATowerAndNameTowers()
    {
        const string Patch = "tower: null\n    towers:\n      left: { layers: [flatten, dense: 8] }\n      right: { layers: [flatten, dense: 8], input: { shape: [3, 8, 8], transforms: [invert] } }\n    trunk: [relu]";
        ModelSpec model = Patched(Patch);

        Assert.Equal(Sharing.Named, model.Sharing);
        Assert.Equal(["left", "right"], model.Towers.Select(tower => tower.Name));
        Assert.Equal([1L, 28L, 28L], model.Towers[0].Inputs[0].Shape.ToArray());
        Assert.Equal([3L, 8L, 8L], model.Towers[1].Inputs[0].Shape.ToArray());
        Assert.Equal("invert", Assert.Single(model.Towers[1].Inputs[0].Transforms).Kind);
        Assert.Equal("relu", Assert.Single(model.Trunk).Kind);
    }

    private static string Spec(string patch) => SpecText.Complete + Training + "variants:\n  v:\n    " + patch + "\n";

    private static ModelSpec Patched(string patch) => SpecText.Variant(Spec(patch), "v");
}
