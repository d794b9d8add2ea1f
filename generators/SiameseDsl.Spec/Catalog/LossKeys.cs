namespace SiameseDsl.Spec.Catalog;

/// <summary>Keys that several losses have.</summary>
internal static class LossKeys
{
    /// <summary>What the terms are averaged over.</summary>
    public static CatalogKey Reducer(string standard) => new("reducer", KeyType.Enum, "What the terms are averaged over: all of them (mean), or those that are not zero (non_zero).") { Values = ["mean", "non_zero"], Default = standard };

    /// <summary>Which pairs or triplets count.</summary>
    public static CatalogKey Miner(string what, string standard = "all") => new("miner", KeyType.Choice, $"Which {what} of a labelled batch count.") { Choice = Category.Miner, Default = standard };

    /// <summary>Whether the distance is squared.</summary>
    public static CatalogKey Squared { get; } = new("squared", KeyType.Boolean, "Whether the distance is squared, as in FaceNet; for heads that are a distance.") { Default = "false" };

    /// <summary>What divides similarities.</summary>
    public static CatalogKey Temperature { get; } = new("temperature", KeyType.Number, "Divides the similarities: the smaller, the more the nearest neighbours count.") { Default = "0.1", Minimum = 1e-4, Maximum = 1e4 };

    /// <summary>Whether the temperature is a parameter.</summary>
    public static CatalogKey Learned { get; } = new("learned", KeyType.Boolean, "Whether the temperature is learned, from the value given; never below 0.01 (Radford et al. 2021).") { Default = "false" };

    /// <summary>The learning rate of class vectors.</summary>
    public static CatalogKey Factor { get; } = new("lr_factor", KeyType.Number, "The learning rate of the class vectors is this times the model's.") { Default = "10", Minimum = 0, ExclusiveMinimum = true, Maximum = 1e4 };

    /// <summary>A positive number with a default.</summary>
    public static CatalogKey Positive(string name, string summary, string value, double maximum) =>
        new(name, KeyType.Number, summary) { Default = value, Minimum = 0, ExclusiveMinimum = true, Maximum = maximum };

    /// <summary>A margin on the head's distance that follows from the distance's range where none is written.</summary>
    public static CatalogKey Margin(string name, string summary, string derived) =>
        new(name, KeyType.Number, summary) { Derived = derived, Minimum = 0, ExclusiveMinimum = true, Maximum = 1e6 };
}
