using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Tests.Plans;

namespace SiameseDsl.Spec.Tests.Variants;

/// <summary>Parameters: what they may hold, where they may stand, and how variants set and reset them and reach into them.</summary>
public sealed class ParameterTests
{
    private const string Whole = "siamese: 1\nmodel: Test\nparams:\n  shape: [1, 8, 8]\n  input: { shape: [1, 8, 8] }\n  turn: [{ rotate: 90 }, invert]\n  first: { dense: { name: wide, units: 8 } }\n  rest: [tanh, { dense: { name: embedding, units: 4 } }]\n"
        + "  head: { euclidean: { calibrated: true } }\n  loss: bce\n  stop: { patience: 2 }\n  size: 8\n";

    private const string Model = "input: { shape: $shape, towers: { right: $turn } }\nsharing: separate\ntower: [flatten, $first, { dense: { units: $size } }, { dense: 8 }, { residual: { layers: [dense: 8] } }, { dense: { name: embedding, units: 4 } }]\nhead: $head\nloss: $loss\ntraining: { epochs: 9, early_stop: $stop }\n";

    [Fact]
    public void A_parameter_may_be_a_list_a_choice_or_a_mapping()
    {
        ModelPlan plan = Compiled.Plan(Whole + Model);

        Assert.Equal(["rotate", "invert", "flatten", "dense", "dense", "dense", "residual", "dense"], plan.Towers[1].Layers.Select(layer => layer.Kind));
        Assert.Equal(["wide", "dense1", "dense2", "dense3", "embedding"], plan.Towers[0].Layers.SelectMany(layer => layer.Branches.Count > 0 ? layer.Branches[0].Layers.AsEnumerable() : [layer]).Where(layer => layer.Kind == "dense").Select(layer => layer.Name));
        Assert.Equal(("euclidean", true, "bce"), (plan.Head.Kind, plan.Head.Calibrated, plan.Loss.Kind));
        Assert.Equal("2", plan.Training.EarlyStop!.Arguments.Get("patience").Text);
    }

    [Fact]
    public void Whole_sections_and_lists_may_be_parameters()
    {
        ModelPlan plan = Compiled.Plan(Whole + "input: $input\ntower: [flatten, residual: { layers: [dense: 64] }, dense: 8]\nhead: $head\nloss: $loss\nvariants:\n  other: { tower: $rest, input: { shape: [9] } }\n", "other");

        Assert.Equal(["tanh", "dense"], plan.Towers[0].Layers.Select(layer => layer.Kind));
        Assert.Equal([9L], plan.Towers[0].InputShape.ToArray());
    }

    [Fact]
    public void Null_resets_a_parameter_to_what_the_base_gives()
    {
        string text = Whole + Model + "variants:\n  larger: { params: { size: 16 } }\n  reset: { params: { size: null } }\n  path: { params.size: null }\nmatrix:\n  a: { big: { params: { size: 16 } } }\n  b: { back: { params: { size: null } }, stay: }\n";

        Assert.Equal(8L, Size("reset"));
        Assert.Equal(8L, Size("path"));
        Assert.Equal(16L, Size("larger"));
        Assert.Equal(8L, Size("big-back"));
        Assert.Equal(16L, Size("big-stay"));

        long Size(string variant)
        {
            CompiledSpec compiled = Compiled.Compile(text);
            Assert.Empty(compiled.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Message));
            return compiled.Family!.Variants.Single(plan => plan.Variant == variant).Towers[0].Layers.Single(layer => layer.Name == "dense1").Output[0];
        }
    }

    [Fact]
    public void A_path_leads_into_what_a_parameter_stands_for()
    {
        string text = Whole + Model
            + "variants:\n  plain: { head.calibrated: false, loss: contrastive }\n  kind: { head.euclidean.calibrated: false, loss: contrastive }\n  wide: { tower.wide.units: 16 }\n  stop: { training.early_stop.patience: 5 }\n"
            + "  merged: { head: { euclidean: { calibrated: false } }, loss: contrastive }\n  other: { head.rank: 2, params: { head: { mahalanobis: { calibrated: true } } } }\n";

        Assert.False(Compiled.Plan(text, "plain").Head.Calibrated);
        Assert.False(Compiled.Plan(text, "kind").Head.Calibrated);
        Assert.False(Compiled.Plan(text, "merged").Head.Calibrated);
        Assert.Equal(16, Compiled.Plan(text, "wide").Towers[0].Layers.Single(layer => layer.Name == "wide").Output[0]);
        Assert.Equal("5", Compiled.Plan(text, "stop").Training.EarlyStop!.Arguments.Get("patience").Text);
        Assert.Equal(("mahalanobis", "2"), (Compiled.Plan(text, "other").Head.Kind, Compiled.Plan(text, "other").Head.Arguments.Get("rank").Text));
        Assert.True(Compiled.Plan(text).Head.Calibrated);
    }

    [Fact]
    public void A_path_that_leads_nowhere_in_a_parameter_is_a_finding()
    {
        string text = Whole + Model + "variants:\n  typo: { head.calibratd: false }\n";
        Finding finding = Compiled.One(text, "SDSL2004");

        Assert.Equal("calibratd", Compiled.TextAt(text, finding));
        Assert.StartsWith("The path 'head.calibratd' leads nowhere: 'euclidean' has no 'calibratd'; did you mean 'calibrated'?", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_does_not_stand_on_another_one()
    {
        string text = Whole.Replace("turn: [{ rotate: 90 }, invert]", "turn: [{ rotate: $size }]", StringComparison.Ordinal) + Model;
        Finding finding = Compiled.One(text, "SDSL1002");

        Assert.Equal("$size", Compiled.TextAt(text, finding));
        Assert.Equal("The parameter 'turn' must be a value of its own, without another parameter such as '$size' in it.", finding.Message);
    }
}
