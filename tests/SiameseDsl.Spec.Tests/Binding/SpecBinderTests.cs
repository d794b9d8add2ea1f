using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Tests.Binding;

public sealed class SpecBinderTests
{
    [Fact]
    public void ASimpleFileBindsWithAllDefaults()
    {
        BoundSpec bound = SpecText.Bind(SpecText.Complete);
        ModelSpec model = Assert.Single(bound.Family!.Variants);

        Assert.Empty(bound.Findings);
        Assert.Equal(("Digits", "pair_accuracy", ""), (bound.Family.Name, bound.Family.Primary, bound.Family.Summary));
        Assert.Equal(("base", false, Sharing.Shared), (model.Variant, model.IsBroken, model.Sharing));
        BoundTower tower = Assert.Single(model.Towers);
        Assert.Equal([1L, 28L, 28L], Assert.Single(tower.Inputs).Shape.ToArray());
        Assert.Equal(["flatten", "dense"], tower.Layers.Select(layer => layer.Kind));
        Assert.Equal("embedding", tower.Layers[1].Name);
        Assert.Equal(("euclidean", "false"), (model.Head!.Kind, model.Head["calibrated"].Argument!.Text));
        Assert.Equal(("contrastive", ArgumentType.Null, "mean"), (model.Loss!.Kind, model.Loss["margin"].Argument!.Type, model.Loss["reducer"].Argument!.Text));
        Assert.Equal(("pairs", "128"), (model.Training["batch"].Nodes[0].Kind, model.Training["batch"].Nodes[0]["count"].Argument!.Text));
        Assert.Equal("constant", model.Training["schedule"].Nodes[0].Kind);
        Assert.Equal(ArgumentType.Null, model.Training["clip_norm"].Argument!.Type);
        Assert.Empty(model.Training["early_stop"].Nodes);
    }

    [Fact]
    public void SpansMarkKindsNamesAndValues()
    {
        ModelSpec model = SpecText.Variant(SpecText.Complete, "base");
        BoundNode dense = model.Towers[0].Layers[1];

        Assert.Equal("dense", Text(dense.Span));
        Assert.Equal("embedding", Text(dense.NameSpan));
        Assert.Equal("64", Text(dense["units"].Span));
        Assert.Equal("euclidean", Text(model.Head!.Span));
        Assert.Equal("[1, 28, 28]", Text(model.Towers[0].Inputs[0].ShapeSpan));

        static string Text(SourceSpan span) => SpecText.Complete[span.Start..span.End];
    }

    [Fact]
    public void OneNumberStandsForEqualOnesAndWordsStandForNumbers()
    {
        ModelSpec model = SpecText.Variant(SpecText.Head + "tower:\n  - conv2d: { name: one, filters: 4, kernel: 5, padding: valid }\n  - conv2d: { name: two, filters: 0x10, kernel: [3, 1] }\n  - flatten\nhead: cosine\nloss: nt_xent\n", "base");

        Assert.Equal("16", SpecText.Layer(model, "two")["filters"].Argument!.Text);
        Assert.Equal("3,1", SpecText.Layer(model, "two")["kernel"].Argument!.Text);
        Assert.Equal((ArgumentType.Text, "valid"), (SpecText.Layer(model, "one")["padding"].Argument!.Type, SpecText.Layer(model, "one")["padding"].Argument!.Text));
        Assert.Equal(ArgumentType.Integers, SpecText.Layer(model, "one")["kernel"].Argument!.Type);
    }

    [Fact]
    public void TransformsBelongToTheirBranch()
    {
        string text = SpecText.Complete.Replace("28] }", "28], towers: { right: [rotate: 90, invert] } }", StringComparison.Ordinal) + "sharing: separate\n";
        BoundTower tower = Assert.Single(SpecText.Variant(text, "base").Towers);

        Assert.Equal(["left:", "right:rotate,invert"], tower.Inputs.Select(input => input.Name + ":" + string.Join(",", input.Transforms.Select(one => one.Kind))));
    }

    [Fact]
    public void SharedStandsOnLayersOfAPartlySharedTower()
    {
        string text = SpecText.Complete.Replace("units: 64", "units: 64, shared: false", StringComparison.Ordinal) + "sharing: partial\n";
        ModelSpec model = SpecText.Variant(text, "base");

        Assert.Equal([null, false], model.Towers[0].Layers.Select(layer => layer.Shared));
    }

    [Fact]
    public void ABrokenLayerKeepsItsPlaceAndIsMarked()
    {
        BoundSpec bound = SpecText.Bind(SpecText.Complete.Replace("- flatten", "- flaten", StringComparison.Ordinal).Replace("units: 64", "units: -1", StringComparison.Ordinal));
        ModelSpec model = bound.Family!.Variants[0];

        Assert.Equal([true, true], model.Towers[0].Layers.Select(layer => layer.IsBroken));
        Assert.Equal("flaten", model.Towers[0].Layers[0].Kind);
        Assert.True(model.Towers[0].Layers[1]["units"].Argument!.AsInteger() > 0);
        Assert.Equal(["SDSL1005", "SDSL1003"], bound.Findings.Select(finding => finding.Id));
        Assert.Equal("flatten", bound.Findings[0].Fix);
    }

    [Theory]
    [InlineData("embedding")]
    [InlineData("conv-block")]
    [InlineData("Stem2")]
    [InlineData("linear")]
    [InlineData("left")]
    [InlineData("x")]
    [InlineData("score-2")]
    public void OrdinaryLayerNamesAreAllowed(string name) =>
        Assert.Empty(SpecText.Bind(SpecText.Complete.Replace("embedding", name, StringComparison.Ordinal)).Findings);

    [Theory]
    [InlineData("forward", "SDSL2002")]
    [InlineData("Forward", "SDSL2002")]
    [InlineData("train", "SDSL2002")]
    [InlineData("to", "SDSL2002")]
    [InlineData("int", "SDSL2002")]
    [InlineData("Class", "SDSL2002")]
    [InlineData("a-", "SDSL2001")]
    [InlineData("-a", "SDSL2001")]
    [InlineData("1a", "SDSL2001")]
    [InlineData("a_b", "SDSL2001")]
    [InlineData("\u00e4", "SDSL2001")]
    [InlineData("'a b'", "SDSL2001")]
    [InlineData("'a; int b'", "SDSL2001")]
    [InlineData("''", "SDSL2001")]
    public void BadAndReservedLayerNamesAreFindings(string name, string id)
    {
        Finding finding = Assert.Single(SpecText.Bind(SpecText.Complete.Replace("embedding", name, StringComparison.Ordinal)).Findings);

        Assert.Equal(id, finding.Id);
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("contrastive")]
    [InlineData("tensor-2")]
    public void OrdinaryVariantNamesAreAllowed(string name) =>
        Assert.Empty(SpecText.Bind(SpecText.Complete + $"variants:\n  {name}: {{ head: cosine }}\n").Findings);

    [Fact]
    public void ABadNameStillGivesAStubOfItsOwn()
    {
        BoundSpec bound = SpecText.Bind(SpecText.Complete.Replace("model: Digits", "model: My Digits!", StringComparison.Ordinal) + "variants:\n  base: { head: cosine }\n  'a b': {}\n  a-b: {}\n");

        Assert.Equal("My-Digits", bound.Family!.Name);
        string[] names = [.. bound.Family.Variants.Select(variant => variant.Variant)];
        Assert.All(names, name => Assert.True(CSharpName.IsValid(name), name));
        Assert.Equal(4, names.Select(CSharpName.Pascal).Distinct().Count());
        Assert.All(bound.Family.Variants, variant => Assert.True(variant.IsBroken));
    }

    [Fact]
    public void FixesAreTextsThatRepairTheSpec()
    {
        string text = SpecText.Complete.Replace("units: 64", "uints: 64", StringComparison.Ordinal).Replace("euclidean", "euclidian", StringComparison.Ordinal);
        foreach (Finding finding in SpecText.Bind(text).Findings.OrderByDescending(finding => finding.Span.Start))
        {
            text = text[..finding.Span.Start] + finding.Fix + text[finding.Span.End..];
        }

        Assert.Equal(SpecText.Complete, text);
    }

    [Fact]
    public void CancellationLeavesTheBinder()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => SpecBinder.Bind(new SpecFile("x", SpecText.Complete), source.Token));
    }

    [Theory]
    [InlineData("sv-SE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void FindingsDoNotDependOnTheCulture(string culture)
    {
        const string Text = SpecText.Head + "tower:\n  - FLATTEN\n  - dense: { name: IMAGE, units: -3 }\nhead: EUCLIDIAN\nloss: { contrastive: -0.5 }\n";
        IReadOnlyList<Finding> here = SpecText.Bind(Text).Findings;
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo(culture);
            Assert.Equal(here, SpecText.Bind(Text).Findings);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void MutatedSpecsNeverThrow()
    {
        const string Text = SpecText.Complete + "training: { batch: { pairs: 128 }, augment: [affine: { p: 0.1 }] }\nparams: { size: 3 }\nvariants:\n  a: { head: { l1: { layers: [dense: 1] } }, loss: bce }\n  b: { tower.embedding.units: $size, loss: triplet }\n";
        const string Alphabet = "{}[]:,-'\"#&*!|>%@$~?. \n\t01ax";
        var random = new Random(11);
        for (int i = 0; i < 4000; i++)
        {
            char[] text = Text.ToCharArray();
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                text[random.Next(text.Length)] = Alphabet[random.Next(Alphabet.Length)];
            }

            BoundSpec bound = SpecText.Bind(new string(text));
            Assert.True(bound.Family is not null || bound.Findings.Count > 0);
            Assert.All(bound.Findings, finding => Assert.InRange(finding.Span.End, finding.Span.Start, text.Length));
        }
    }
}
