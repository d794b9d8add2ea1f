using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Catalog.Layers;

namespace SiameseDsl.Spec.Tests.Layers;

public sealed class LayerCatalogTests
{
    [Fact]
    public void Every_entry_is_documented_and_its_main_key_exists()
    {
        Assert.All(LayerCatalog.All, entry =>
        {
            Assert.EndsWith(".", entry.Summary, StringComparison.Ordinal);
            Assert.All(entry.Keys, key => Assert.EndsWith(".", key.Summary, StringComparison.Ordinal));
            Assert.True(entry.MainKey is null || entry.Keys.Any(key => key.Name == entry.MainKey));
            Assert.Matches("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", entry.NameStem);
        });
    }

    [Fact]
    public void Kinds_are_unique_and_cover_the_grammar()
    {
        string[] layers = [.. LayerCatalog.All.Where(entry => entry.Category == Category.Layer).Select(entry => entry.Kind)];
        string[] grammar =
        [
            "dense", "conv1d", "conv2d", "conv3d", "separable_conv1d", "separable_conv2d", "batch_norm", "layer_norm", "group_norm", "instance_norm", "dropout", "spatial_dropout", "alpha_dropout",
            "max_pool", "avg_pool", "adaptive_max_pool", "adaptive_avg_pool", "global_avg_pool", "global_max_pool", "flatten", "reshape", "transpose", "permute", "pad", "upsample",
            "embedding", "positions", "lstm", "gru", "transformer", "sequence_pool", "relu", "relu6", "leaky_relu", "prelu", "elu", "celu", "selu", "gelu", "silu", "mish", "sigmoid", "hardsigmoid", "log_sigmoid", "tanh", "hardtanh", "tanhshrink",
            "softplus", "softsign", "softshrink", "hardshrink", "hardswish", "threshold", "softmax", "log_softmax", "glu", "l2_normalize", "residual", "parallel", "repeat",
        ];

        Assert.Equal(layers.Distinct(), layers);
        Assert.Empty(grammar.Except(layers));
        Assert.Equal(["rotate", "invert", "resize"], LayerCatalog.All.Where(entry => entry.Category == Category.Transform).Select(entry => entry.Kind));
    }

    [Fact]
    public void Every_activation_can_stand_inside_a_layer()
    {
        CatalogKey activation = LayerCatalog.All.First(entry => entry.Kind == "dense").Keys.First(key => key.Name == "activation");

        Assert.Equal("linear", activation.Default);
        Assert.All(activation.Values.Skip(1), kind => Assert.NotNull(LayerCatalog.Activation(kind)));
        Assert.Null(LayerCatalog.Activation("linear"));
    }
}
