using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary>Keys that several layers have.</summary>
internal static class LayerKeys
{
    /// <summary>The largest size of one dimension that a key accepts.</summary>
    public const double LargestSize = 1_048_576;

    /// <summary>The largest kernel, stride, dilation and padding.</summary>
    public const double LargestWindow = 4096;

    /// <summary>The activation behind a layer with weights.</summary>
    public static CatalogKey Activation { get; } = new("activation", KeyType.Enum, "The activation behind the layer, with its own keys at their defaults; a layer of its own takes others.")
    {
        Default = "linear",
        Values = ["linear", .. ActivationTable.Kinds, "softmax", "log_softmax"],
    };

    /// <summary>The additive bias.</summary>
    public static CatalogKey Bias { get; } = new("bias", KeyType.Boolean, "Whether a learned bias is added.") { Default = "true" };

    /// <summary>What keeps a norm from dividing by zero.</summary>
    public static CatalogKey Epsilon { get; } = new("eps", KeyType.Number, "Added to the variance.") { Default = "1e-5", Minimum = 0, ExclusiveMinimum = true, Maximum = 1 };

    /// <summary>Whether a norm ends in a learned scale and shift for each channel.</summary>
    public static CatalogKey Affine(string byDefault) => new("affine", KeyType.Boolean, "Whether a learned scale and shift for each channel follow.") { Default = byDefault };

    /// <summary>Along which dimension a layer works.</summary>
    public static CatalogKey Over(string summary, string byDefault) => new("over", KeyType.Enum, summary) { Default = byDefault, Values = ["channels", "features"] };

    /// <summary>Whether the key <c>over</c> says the last dimension.</summary>
    public static bool IsOverFeatures(EquatableArray<Argument> arguments) => arguments.Get("over").Text == "features";

    /// <summary>A size that must be given.</summary>
    public static CatalogKey Size(string name, string summary) => new(name, KeyType.Integer, summary) { Required = true, Minimum = 1, Maximum = LargestSize };
}
