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
