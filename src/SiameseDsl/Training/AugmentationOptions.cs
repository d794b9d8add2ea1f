namespace SiameseDsl.Training;

/// <summary>An augmentation of the training images.</summary>
public abstract record AugmentationOptions;

/// <summary>Random affine distortion, each part with its own chance (Koch, 2015).</summary>
public sealed record AffineAugmentation : AugmentationOptions
{
    /// <summary>Rotation up to this many degrees either way.</summary>
    public double Rotate { get; init; } = 10;

    /// <summary>Shear up to this factor either way.</summary>
    public double Shear { get; init; } = 0.3;

    /// <summary>The smallest scale.</summary>
    public double ScaleMinimum { get; init; } = 0.8;

    /// <summary>The largest scale.</summary>
    public double ScaleMaximum { get; init; } = 1.2;

    /// <summary>Shift up to this many pixels either way.</summary>
    public double Shift { get; init; } = 2;

    /// <summary>The chance of each part.</summary>
    public double Probability { get; init; } = 0.5;
}

/// <summary>Training classes rotated by 90, 180 and 270 degrees count as classes of their own.</summary>
public sealed record RotationClasses : AugmentationOptions;

/// <summary>Elastic distortion: a smooth random displacement of every pixel (Simard, Steinkraus and Platt, 2003).</summary>
public sealed record ElasticAugmentation : AugmentationOptions
{
    /// <summary>The root mean square of the displacement in each direction, in pixels.</summary>
    public double Strength { get; init; } = 1;

    /// <summary>How far neighbours move together: the standard deviation of the blur, in pixels.</summary>
    public double Smoothness { get; init; } = 4;

    /// <summary>The chance of each image.</summary>
    public double Probability { get; init; } = 0.5;
}

/// <summary>Random erasing of a rectangle (Zhong et al., 2020).</summary>
public sealed record EraseAugmentation : AugmentationOptions
{
    /// <summary>The smallest rectangle, as a part of the image.</summary>
    public double AreaMinimum { get; init; } = 0.02;

    /// <summary>The largest rectangle, as a part of the image.</summary>
    public double AreaMaximum { get; init; } = 0.2;

    /// <summary>How many times as tall as wide, or as wide as tall, a rectangle may be.</summary>
    public double Aspect { get; init; } = 3;

    /// <summary>The value that the rectangle is filled with, 0 to 1.</summary>
    public double Fill { get; init; }

    /// <summary>The chance of each image.</summary>
    public double Probability { get; init; } = 0.5;
}

/// <summary>Mirror images.</summary>
public sealed record FlipAugmentation : AugmentationOptions
{
    /// <summary>The chance of left and right changing places.</summary>
    public double Horizontal { get; init; } = 0.5;

    /// <summary>The chance of top and bottom changing places.</summary>
    public double Vertical { get; init; }
}

/// <summary>Additive Gaussian noise.</summary>
public sealed record NoiseAugmentation : AugmentationOptions
{
    /// <summary>The standard deviation of the noise.</summary>
    public double Deviation { get; init; } = 0.1;

    /// <summary>The chance of each sample.</summary>
    public double Probability { get; init; } = 0.5;
}

/// <summary>A shift by whole pixels.</summary>
public sealed record ShiftAugmentation : AugmentationOptions
{
    /// <summary>The largest shift either way, in pixels.</summary>
    public int Pixels { get; init; } = 2;

    /// <summary>The chance of each image.</summary>
    public double Probability { get; init; } = 1;
}

/// <summary>A change of an image's brightness.</summary>
public sealed record BrightnessAugmentation : AugmentationOptions
{
    /// <summary>The largest change either way; an image's values go from 0 to 1.</summary>
    public double By { get; init; } = 0.2;

    /// <summary>The chance of each image.</summary>
    public double Probability { get; init; } = 0.5;
}

/// <summary>A change of an image's contrast.</summary>
public sealed record ContrastAugmentation : AugmentationOptions
{
    /// <summary>The largest change of the factor 1 either way.</summary>
    public double By { get; init; } = 0.2;

    /// <summary>The chance of each image.</summary>
    public double Probability { get; init; } = 0.5;
}

/// <summary>
/// Further training classes, made anew in each batch: classes under a random warp, the same for all images of the class (meta-augmentation: Rajendran, Irpan and Jang, 2020).
/// A network cannot learn such classes by heart; it has to learn what tells classes apart.
/// </summary>
public sealed record WarpedClasses : AugmentationOptions
{
    /// <summary>How many further classes each training class gives.</summary>
    public int Copies { get; init; } = 3;

    /// <summary>Rotation up to this many degrees either way.</summary>
    public double Rotate { get; init; } = 180;

    /// <summary>Shear up to this factor either way.</summary>
    public double Shear { get; init; } = 0.4;

    /// <summary>The smallest scale.</summary>
    public double ScaleMinimum { get; init; } = 0.6;

    /// <summary>The largest scale.</summary>
    public double ScaleMaximum { get; init; } = 1.25;

    /// <summary>Shift up to this many pixels either way.</summary>
    public double Shift { get; init; } = 3;

    /// <summary>The chance of a mirror image.</summary>
    public double Mirror { get; init; } = 0.5;

    /// <summary>The root mean square of the bending in each direction, in pixels, at the points of a coarse grid.</summary>
    public double Elastic { get; init; } = 2;

    /// <summary>The chance that a class is a single image, and its images are views of that one (instance discrimination: Dosovitskiy et al., 2014).</summary>
    public double Instances { get; init; } = 0.5;
}

/// <summary>Further training classes, made anew in each batch: two classes joined to one, with <see cref="WarpedClasses"/> beside it each under a warp of its own.</summary>
public sealed record ComposedClasses : AugmentationOptions
{
    /// <summary>How many further classes each training class gives.</summary>
    public int Copies { get; init; } = 2;

    /// <summary>The chance that both are laid over each other; otherwise a straight cut parts them.</summary>
    public double Overlay { get; init; } = 0.4;

    /// <summary>The chance that a class joins two images only, and its images are views of these.</summary>
    public double Instances { get; init; } = 0.5;
}

/// <summary>Further training classes, made anew in each batch: characters that nobody wrote, invented as those of the data set <c>glyphs</c> are, each drawn by a hand of its own for every image.</summary>
public sealed record DrawnClasses : AugmentationOptions
{
    /// <summary>How many further classes stand beside each training class.</summary>
    public int Copies { get; init; } = 3;

    /// <summary>The thinnest pen, in pixels.</summary>
    public double ThicknessMinimum { get; init; } = 1.2;

    /// <summary>The thickest pen, in pixels.</summary>
    public double ThicknessMaximum { get; init; } = 3.2;
}
