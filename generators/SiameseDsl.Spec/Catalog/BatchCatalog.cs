namespace SiameseDsl.Spec.Catalog;

/// <summary>The batches: what one training step takes.</summary>
public static class BatchCatalog
{
    /// <summary>All batches in documented order.</summary>
    public static IReadOnlyList<BatchEntry> All { get; } =
    [
        new BatchEntry("pairs", "Pairs of images, half of them of one class.", [Size("count", "The number of pairs.", "128", 2)], "count", "count", _ => 2),
        new BatchEntry(
            "pk",
            "P classes with K samples each.",
            [
                Size("classes", "The number of classes (P).", "16", 2),
                Size("samples", "The images of each class (K).", "4", 1),
                new("grouped", KeyType.Boolean, "Whether classes of one group, such as an alphabet of Omniglot, come in the same batch, so that like is told from like; a group is what stands before the slash of a class's name.") { Default = "false" },
            ],
            "classes",
            "classes",
            value => value("samples"))
        {
            SamplesKey = "samples",
        },
        new BatchEntry(
            "episodes",
            "Classification tasks among new classes: support images that show the classes, query images to be named.",
            [
                Size("ways", "The classes of an episode (N).", "20", 2),
                Size("shots", "The support images of each class (K).", "1", 1),
                Size("queries", "The query images of each class.", "5", 1),
            ],
            "ways",
            "ways",
            value => value("shots") + value("queries")),
    ];

    private static CatalogKey Size(string name, string summary, string value, double minimum) => new(name, KeyType.Integer, summary) { Default = value, Minimum = minimum, Maximum = 65536 };
}
