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
        Values = ["linear", .. ActivationTable.Kinds],
    };

    /// <summary>The additive bias.</summary>
    public static CatalogKey Bias { get; } = new("bias", KeyType.Boolean, "Whether a learned bias is added.") { Default = "true" };

    /// <summary>A size that must be given.</summary>
    public static CatalogKey Size(string name, string summary) => new(name, KeyType.Integer, summary) { Required = true, Minimum = 1, Maximum = LargestSize };
}
