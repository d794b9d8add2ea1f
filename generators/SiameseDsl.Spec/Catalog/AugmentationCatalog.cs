namespace SiameseDsl.Spec.Catalog;

/// <summary>The augmentations of training images.</summary>
public static class AugmentationCatalog
{
    /// <summary>All augmentations in documented order.</summary>
    public static IReadOnlyList<ComponentEntry> All { get; } =
    [
        new(
            Category.Augmentation,
            "affine",
            "A random rotation, shear, scale and shift of each image.",
            [
                new("rotate", KeyType.Number, "The largest rotation to either side, in degrees.") { Default = "10", Minimum = 0, Maximum = 180 },
                new("shear", KeyType.Number, "The largest shear to either side, as a tangent.") { Default = "0.3", Minimum = 0, Maximum = 10 },
                new("scale_min", KeyType.Number, "The smallest scale.") { Default = "0.8", Minimum = 0, ExclusiveMinimum = true, Maximum = 10, NotAbove = "scale_max" },
                new("scale_max", KeyType.Number, "The largest scale.") { Default = "1.2", Minimum = 0, ExclusiveMinimum = true, Maximum = 10 },
                new("shift", KeyType.Number, "The largest shift to either side, in pixels.") { Default = "2", Minimum = 0, Maximum = 4096 },
                new("p", KeyType.Number, "The probability that an image is changed at all.") { Default = "0.5", Minimum = 0, Maximum = 1 },
            ]),
        new(Category.Augmentation, "rotations", "Each class rotated by 90, 180 and 270 degrees makes three further classes.", []),
    ];
}
