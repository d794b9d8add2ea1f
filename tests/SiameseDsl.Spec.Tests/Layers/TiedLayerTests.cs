using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Tests.Plans;

namespace SiameseDsl.Spec.Tests.Layers;

/// <summary>Which inputs one module can serve: what a layer that is tied between towers asks. The truth is what TorchSharp's modules hold and check.</summary>
public sealed class TiedLayerTests
{
    [Theory]
    // A fully connected layer and recurrent layers have a weight for each feature, whatever the number of steps.
    [InlineData("dense: 2", "5,3", "7,3", true)]
    [InlineData("dense: 2", "3", "4", false)]
    [InlineData("dense: 2", "3", "1,3", false)]
    [InlineData("lstm: 2", "5,3", "7,3", true)]
    [InlineData("lstm: 2", "5,3", "5,4", false)]
    [InlineData("lstm: 2", "5,3", "3", false)]
    [InlineData("transformer: { heads: 2 }", "5,4", "7,4", true)]
    [InlineData("transformer: { heads: 2 }", "5,4", "5,8", false)]
    [InlineData("transformer: { heads: 2 }", "5,4", "4", false)]
    // A convolution and the norms of channels have weights for each channel, whatever the size.
    [InlineData("conv2d: 2", "3,8,8", "3,9,9", true)]
    [InlineData("conv2d: 2", "3,8,8", "4,8,8", false)]
    [InlineData("batch_norm", "3,8,8", "3,9,9", true)]
    [InlineData("batch_norm", "3,8,8", "4,8,8", false)]
    [InlineData("batch_norm", "3,8", "3,8,8", false)]
    [InlineData("instance_norm", "3,8,8", "3,9,9", true)]
    [InlineData("instance_norm", "3,8,8", "4,8,8", false)]
    [InlineData("instance_norm", "3,8", "3,8,8", false)]
    [InlineData("group_norm: 2", "4,8,8", "4,9", true)]
    [InlineData("group_norm: 2", "4,8,8", "8,8,8", false)]
    // A layer norm has a weight for each value that it normalises together, or for each feature.
    [InlineData("layer_norm", "5,3", "7,3", false)]
    [InlineData("layer_norm", "5,3", "5,3", true)]
    [InlineData("layer_norm: { over: features }", "5,3", "7,3", true)]
    [InlineData("layer_norm: { over: features }", "5,3", "5,4", false)]
    [InlineData("prelu", "3,8", "4,8", true)]
    [InlineData("prelu: { per_channel: true }", "3,8", "3,9", true)]
    [InlineData("prelu: { per_channel: true }", "3,8", "4,8", false)]
    [InlineData("positions", "5,3", "5,3", true)]
    [InlineData("positions", "5,3", "7,3", false)]
    [InlineData("spatial_dropout", "3,8", "4,8", true)]
    [InlineData("spatial_dropout", "3,8", "3,8,8", false)]
    public void A_tied_layer_serves_inputs_for_which_it_has_the_same_weights(string layer, string first, string second, bool same)
    {
        BoundNode node = SpecText.Bind(Compiled.Spec([layer])).Family!.Variants[0].Towers[0].Layers[0];
        var entry = (LayerEntry)node.Entry;

        Assert.Equal(same, entry.SameWeights(Shape(first), Shape(second), node.Arguments));
        Assert.Equal(same, entry.SameWeights(Shape(second), Shape(first), node.Arguments));
    }

    private static EquatableArray<long> Shape(string text) => text.Split(',').Select(long.Parse).ToEquatableArray();
}
