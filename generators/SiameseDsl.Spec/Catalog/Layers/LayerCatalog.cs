using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary>A few layers until the real table lands.</summary>
public static class LayerCatalog
{
    private static readonly CatalogKey Activation = new("activation", KeyType.Enum, "The activation.") { Default = "linear", Values = ["linear", "relu", "sigmoid"] };

    private static readonly CatalogKey Bias = new("bias", KeyType.Boolean, "Whether a bias is added.") { Default = "true" };

    /// <summary>The layers.</summary>
    public static IReadOnlyList<LayerEntry> All { get; } =
    [
        new Placeholder(Category.Layer, "dense", [new("units", KeyType.Integer, "Values.") { Required = true, Minimum = 1, Maximum = 1048576 }, Bias, Activation], "units"),
        new Placeholder(Category.Layer, "conv2d", [new("filters", KeyType.Integer, "Filters.") { Required = true, Minimum = 1, Maximum = 65536 }, new("kernel", KeyType.Integers, "Kernel.") { Default = "3", Minimum = 1, Maximum = 64, Repeat = 2 }, new("padding", KeyType.Integers, "Padding.") { Default = "same", Values = ["same", "valid"], Minimum = 0, Maximum = 64, Repeat = 2 }, Activation], "filters"),
        new Placeholder(Category.Layer, "dropout", [new("rate", KeyType.Number, "Rate.") { Default = "0.5", Minimum = 0, Maximum = 1, ExclusiveMaximum = true }], "rate"),
        new Placeholder(Category.Layer, "flatten", []),
        new Placeholder(Category.Layer, "relu", []),
        new Placeholder(Category.Layer, "sigmoid", []),
        new Placeholder(Category.Layer, "residual", [new("layers", KeyType.Layers, "Body.") { Required = true }, new("shortcut", KeyType.Layers, "Shortcut.") { Default = "[]" }], "layers"),
        new Placeholder(Category.Layer, "repeat", [new("times", KeyType.Integer, "Times.") { Required = true, Minimum = 1, Maximum = 1000 }, new("layers", KeyType.Layers, "Body.") { Required = true }]),
        new Placeholder(Category.Transform, "rotate", [new("degrees", KeyType.Integer, "Degrees.") { Required = true, Minimum = 90, Maximum = 270 }], "degrees"),
        new Placeholder(Category.Transform, "invert", []),
    ];

    private sealed class Placeholder(Category category, string kind, IReadOnlyList<CatalogKey> keys, string? mainKey = null) : LayerEntry
    {
        public override string Kind => kind;

        public override Category Category => category;

        public override string Summary => kind;

        public override IReadOnlyList<CatalogKey> Keys => keys;

        public override string? MainKey => mainKey;

        public override bool HasField => false;

        public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => new() { Output = input };

        public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input;
    }
}
