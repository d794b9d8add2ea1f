namespace SiameseDsl.Spec.Catalog;

/// <summary>The initialisations of weights. All are drawn from the model's seed.</summary>
public static class InitializerCatalog
{
    private static readonly CatalogKey Bias = new("bias", KeyType.Enum, "What biases begin with: zeros, or what PyTorch draws.") { Values = ["zeros", "pytorch"], Default = "zeros" };

    private static readonly CatalogKey Gain = new("gain", KeyType.Number, "A factor on all weights.") { Default = "1", Minimum = 0, ExclusiveMinimum = true, Maximum = 1000 };

    private static readonly CatalogKey Deviation = new("std", KeyType.Number, "The standard deviation.") { Default = "0.02", Minimum = 0, ExclusiveMinimum = true, Maximum = 1000 };

    /// <summary>All initialisations in documented order.</summary>
    public static IReadOnlyList<ComponentEntry> All { get; } =
    [
        Initializer("pytorch", "PyTorch's own: weights and biases of dense and convolution layers uniform within 1 / sqrt(fan-in), of recurrent layers within 1 / sqrt(units), tables of tokens standard normal, attention as xavier_uniform.", null),
        Initializer("xavier_uniform", "Uniform, so that variances stay the same through linear layers in both directions (Glorot and Bengio 2010; Keras's glorot_uniform).", "gain", Gain, Bias),
        Initializer("xavier_normal", "The same variance, normally distributed (Glorot and Bengio 2010; Keras's glorot_normal).", "gain", Gain, Bias),
        Kaiming("kaiming_uniform", "Uniform, so that variances stay the same through the activation behind the layer (He et al. 2015; Keras's he_uniform)."),
        Kaiming("kaiming_normal", "The same variance, normally distributed (He et al. 2015; Keras's he_normal)."),
        Initializer("orthogonal", "A random matrix whose rows or columns are orthogonal, whichever are fewer (Saxe, McClelland and Ganguli 2014).", "gain", Gain, Bias),
        Initializer("normal", "Normally distributed around zero.", "std", Deviation, Bias),
        Initializer("truncated_normal", "Normally distributed around zero and drawn anew beyond two standard deviations.", "std", Deviation, Bias),
        Initializer("uniform", "Uniform around zero.", "bound", new("bound", KeyType.Number, "The largest weight.") { Default = "0.05", Minimum = 0, ExclusiveMinimum = true, Maximum = 1000 }, Bias),
    ];

    private static ComponentEntry Kaiming(string kind, string summary) => Initializer(
        kind,
        summary,
        "activation",
        new("activation", KeyType.Enum, "The activation behind the layer.") { Values = ["relu", "leaky_relu", "tanh", "sigmoid", "linear"], Default = "relu" },
        new("slope", KeyType.Number, "The slope of 'leaky_relu' below zero.") { Default = "0.01", Minimum = 0, Maximum = 1 },
        new("mode", KeyType.Enum, "Whether the variance is kept forwards (fan_in) or backwards (fan_out).") { Values = ["fan_in", "fan_out"], Default = "fan_in" },
        Bias);

    private static ComponentEntry Initializer(string kind, string summary, string? mainKey, params CatalogKey[] keys) => new(Category.Initializer, kind, summary, keys, mainKey);
}
