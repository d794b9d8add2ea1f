namespace SiameseDsl.Spec.Catalog;

/// <summary>The augmentations of training images. They are applied in the order in which a spec lists them.</summary>
public static class AugmentationCatalog
{
    /// <summary>All augmentations in documented order.</summary>
    public static IReadOnlyList<AugmentationEntry> All { get; } =
    [
        new(
            "affine",
            "A random rotation, shear, scale and shift of each image.",
            [
                new("rotate", KeyType.Number, "The largest rotation to either side, in degrees.") { Default = "10", Minimum = 0, Maximum = 180 },
                new("shear", KeyType.Number, "The largest shear to either side, as a tangent.") { Default = "0.3", Minimum = 0, Maximum = 10 },
                new("scale_min", KeyType.Number, "The smallest scale.") { Default = "0.8", Minimum = 0, ExclusiveMinimum = true, Maximum = 10, NotAbove = "scale_max" },
                new("scale_max", KeyType.Number, "The largest scale.") { Default = "1.2", Minimum = 0, ExclusiveMinimum = true, Maximum = 10 },
                new("shift", KeyType.Number, "The largest shift to either side, in pixels.") { Default = "2", Minimum = 0, Maximum = 4096 },
                Chance("p", "The probability of each of these parts, drawn apart.", "0.5"),
            ]),
        new(
            "elastic",
            "A smooth random displacement of every pixel (Simard, Steinkraus and Platt 2003).",
            [
                new("strength", KeyType.Number, "The root mean square of the displacement in each direction, in pixels.") { Default = "1", Minimum = 0, Maximum = 1000 },
                new("smoothness", KeyType.Number, "How far neighbours move together: the standard deviation of the blur of the displacements, in pixels.") { Default = "4", Minimum = 0, ExclusiveMinimum = true, Maximum = 64 },
                Chance("p", "The probability that an image is changed.", "0.5"),
            ],
            "strength"),
        new(
            "shift",
            "A random shift of each image by whole pixels; zeros come in from outside.",
            [new("pixels", KeyType.Integer, "The largest shift to either side, in pixels.") { Default = "2", Minimum = 0, Maximum = 4096 }, Chance("p", "The probability that an image is changed.", "1")],
            "pixels"),
        new(
            "flip",
            "Mirror images; not for characters, which are others when mirrored.",
            [Chance("horizontal", "The probability that left and right change places.", "0.5"), Chance("vertical", "The probability that top and bottom change places.", "0")],
            "horizontal"),
        new(
            "erase",
            "Fills a random rectangle of an image (Zhong et al. 2020).",
            [
                new("area_min", KeyType.Number, "The smallest rectangle, as a part of the image.") { Default = "0.02", Minimum = 0, ExclusiveMinimum = true, Maximum = 1, NotAbove = "area_max" },
                new("area_max", KeyType.Number, "The largest rectangle, as a part of the image.") { Default = "0.2", Minimum = 0, ExclusiveMinimum = true, Maximum = 1 },
                new("aspect", KeyType.Number, "How many times as tall as wide, or as wide as tall, a rectangle may be.") { Default = "3", Minimum = 1, Maximum = 100 },
                new("fill", KeyType.Number, "The value that the rectangle gets; 0 is the background, 1 is ink or white.") { Default = "0", Minimum = 0, Maximum = 1 },
                Chance("p", "The probability that an image is changed.", "0.5"),
            ],
            "p"),
        new(
            "noise",
            "Gaussian noise on each value; images stay within 0 to 1.",
            [new("std", KeyType.Number, "The standard deviation of the noise.") { Default = "0.1", Minimum = 0, Maximum = 1000 }, Chance("p", "The probability that a sample is changed.", "0.5")],
            "std")
        {
            NeedsImages = false,
        },
        new("brightness", "A brighter or darker image.", [Change("The largest change to either side, of values from 0 to 1."), Chance("p", "The probability that an image is changed.", "0.5")], "by"),
        new("contrast", "Larger or smaller differences from the image's mean.", [Change("The largest change of the factor 1 to either side."), Chance("p", "The probability that an image is changed.", "0.5")], "by"),
        new("rotations", "Each class rotated by 90, 180 and 270 degrees makes three further classes.", []) { NeedsSquares = true },
        new(
            "warped_classes",
            "Further classes, made anew in each batch: each is a class under a random warp, the same for all its images. For classes that training never sees (Rajendran, Irpan and Jang 2020).",
            [
                Copies("3"),
                new("rotate", KeyType.Number, "The largest rotation to either side, in degrees.") { Default = "180", Minimum = 0, Maximum = 180 },
                new("shear", KeyType.Number, "The largest shear to either side, as a tangent.") { Default = "0.4", Minimum = 0, Maximum = 10 },
                new("scale_min", KeyType.Number, "The smallest scale.") { Default = "0.6", Minimum = 0, ExclusiveMinimum = true, Maximum = 10, NotAbove = "scale_max" },
                new("scale_max", KeyType.Number, "The largest scale.") { Default = "1.25", Minimum = 0, ExclusiveMinimum = true, Maximum = 10 },
                new("shift", KeyType.Number, "The largest shift to either side, in pixels.") { Default = "3", Minimum = 0, Maximum = 4096 },
                Chance("mirror", "The probability that a class is mirrored.", "0.5"),
                new("elastic", KeyType.Number, "How far strokes are bent: the root mean square of the displacement in each direction, in pixels.") { Default = "2", Minimum = 0, Maximum = 1000 },
                Chance("instances", "The probability that a class is a single image, so that all of its images are views of that one.", "0.5"),
            ],
            "copies") { MakesClasses = true },
        new(
            "composed_classes",
            "Further classes, made anew in each batch: each joins two classes, along a straight cut or laid over each other, beside 'warped_classes' each under a warp of its own.",
            [Copies("2"), Chance("overlay", "The probability that two classes are laid over each other; otherwise a cut parts them.", "0.4"), Chance("instances", "The probability that a class joins two images only, so that all of its images are views of these.", "0.5")],
            "copies") { MakesClasses = true },
        new(
            "drawn_classes",
            "Further classes, made anew in each batch: characters that nobody wrote, invented as those of the data set 'glyphs' are, each image drawn by another hand. For handwriting of classes that training never sees.",
            [
                Copies("3"),
                new("thickness_min", KeyType.Number, "The thinnest pen, in pixels.") { Default = "1.2", Minimum = 0, ExclusiveMinimum = true, Maximum = 64, NotAbove = "thickness_max" },
                new("thickness_max", KeyType.Number, "The thickest pen, in pixels.") { Default = "3.2", Minimum = 0, ExclusiveMinimum = true, Maximum = 64 },
            ],
            "copies") { MakesClasses = true },
    ];

    private static CatalogKey Chance(string name, string summary, string value) => new(name, KeyType.Number, summary) { Default = value, Minimum = 0, Maximum = 1 };

    private static CatalogKey Copies(string value) => new("copies", KeyType.Integer, "How many further classes each class gives.") { Default = value, Minimum = 1, Maximum = 64 };

    private static CatalogKey Change(string summary) => new("by", KeyType.Number, summary) { Default = "0.2", Minimum = 0, Maximum = 1 };
}
