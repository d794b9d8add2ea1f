using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Tests.Plans;

/// <summary>What is known where several towers, or classes of the user's, take part.</summary>
public sealed class FactsTests
{
    private const string Three = "siamese: 1\nmodel: Test\ninput: { shape: [6] }\ntowers:\n  a: { layers: [dense: 1, sigmoid] }\n  b: { layers: [dense: 1, sigmoid] }\n  c: { layers: [dense: 1, END] }\n"
        + "head: { l1: [sigmoid] }\nloss: bce\n";

    [Fact]
    public void Of_a_tensor_that_is_either_of_two_only_what_both_are_is_known()
    {
        TensorFacts first = TensorFacts.Unknown with { Minimum = 0, Maximum = 2, UnitLength = true, Saturating = true };
        TensorFacts second = TensorFacts.Unknown with { Minimum = -1, Maximum = 1, UnitLength = true, Saturating = true };

        Assert.Equal(first with { Minimum = -1 }, first.Or(second));
        Assert.Equal(second with { Maximum = 2 }, second.Or(first));
        Assert.False(first.Or(second with { UnitLength = false }).UnitLength);
        Assert.False((first with { UnitLength = false }).Or(second).UnitLength);
        Assert.False(first.Or(second with { Saturating = false }).Saturating);
        Assert.False((first with { Saturating = false }).Or(second).Saturating);
    }

    [Theory]
    [InlineData("sigmoid", "[0.5, 0.7311]")]   // sigmoid(0) to sigmoid(1)
    [InlineData("tanh", "[0.5, 0.8808]")]   // 1 - (-1) apart: to sigmoid(2)
    [InlineData("relu", "[0.5, 1]")]
    public void The_head_of_three_towers_knows_what_any_pair_of_them_can_give(string end, string range) =>
        Assert.Contains($"bounds it to {range};", Compiled.One(Three.Replace("END", end, StringComparison.Ordinal), "SDSL4013").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("head: euclidean\nloss: contrastive\n", "dense: 4", false)]
    [InlineData("head: euclidean\nloss: { custom_distance: My.Loss }\n", "dense: 4", false)]
    [InlineData("head: { custom: My.Head }\nloss: bce\n", "dense: 4", true)]
    [InlineData("head: { custom_metric: My.Metric }\nloss: contrastive\n", "dense: 4", false)]
    [InlineData("head: euclidean\nloss: contrastive\n", "custom: { type: My.Layer, output: [4] }", true)]
    [InlineData("head: euclidean\nloss: { custom_distance: My.Loss }\n", "custom: { type: My.Layer, output: [4] }", true)]
    public void Layers_and_heads_of_the_users_are_not_among_the_counts(string rest, string layer, bool isCustom) =>
        Assert.Equal(isCustom, Compiled.Plan($"siamese: 1\nmodel: Test\ninput: {{ shape: [6] }}\ntower:\n  - {layer}\n{rest}").HasCustomModules);
}
