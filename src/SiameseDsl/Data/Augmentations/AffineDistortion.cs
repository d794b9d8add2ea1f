using SiameseDsl.Sampling;
using SiameseDsl.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SiameseDsl.Data.Augmentations;

/// <summary>
/// Random affine distortion of a batch (Koch, Zemel and Salakhutdinov, 2015): rotation, shear in x and y, scale in x and y, and shift in x and y,
/// each of the seven drawn with its own chance, about the image's centre; bilinear, with zeros from outside.
/// </summary>
internal sealed class AffineDistortion : IImageAugmentation
{
    private readonly AffineAugmentation settings;
    private readonly RandomSource random;

    public AffineDistortion(AffineAugmentation settings, RandomSource random)
    {
        bool valid = settings.Rotate >= 0 && settings.Shear >= 0 && settings.Shift >= 0
            && settings.ScaleMinimum > 0 && settings.ScaleMaximum >= settings.ScaleMinimum
            && settings.Probability >= 0 && settings.Probability <= 1;
        AugmentationDraws.Require(valid, "affine", "rotate, shear and shift of at least 0, 0 < smallest scale <= largest scale, and a probability from 0 to 1", settings);
        this.settings = settings;
        this.random = random;
    }

    /// <summary>(N, C, H, W) float32 -> a new tensor of the same shape.</summary>
    public Tensor Apply(Tensor images)
    {
        AugmentationDraws.RequireImages(images, "affine");
        long[] shape = images.shape;
        float[] maps = new float[shape[0] * 6];
        for (int i = 0; i < maps.Length; i += 6)
        {
            DrawMap(maps.AsSpan(i, 6), shape[2], shape[3]);
        }

        using var guard = no_grad();
        using var scope = NewDisposeScope();
        Tensor theta = tensor(maps, [shape[0], 2, 3], device: images.device);
        Tensor grid = functional.affine_grid(theta, shape, align_corners: false);
        return functional.grid_sample(images, grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros, align_corners: false).MoveToOuterDisposeScope();
    }

    /// <summary>Draws one distortion and writes the map from output to input places, in the coordinates -1..1 that affine_grid takes: its inverse, row by row.</summary>
    private void DrawMap(Span<float> map, long height, long width)
    {
        double angle = DrawEitherWay(settings.Rotate) * Math.PI / 180;
        double shearX = DrawEitherWay(settings.Shear);
        double shearY = DrawEitherWay(settings.Shear);
        double scaleX = DrawScale();
        double scaleY = DrawScale();
        double shiftX = DrawEitherWay(settings.Shift);
        double shiftY = DrawEitherWay(settings.Shift);

        new AffineMap(angle, shearX, shearY, scaleX, scaleY, shiftX, shiftY).WriteInverse(map, height, width);
    }

    private double DrawEitherWay(double limit) => IsDrawn() ? limit * ((2 * random.NextDouble()) - 1) : 0;

    private double DrawScale() => IsDrawn() ? settings.ScaleMinimum + ((settings.ScaleMaximum - settings.ScaleMinimum) * random.NextDouble()) : 1;

    private bool IsDrawn() => random.NextDouble() < settings.Probability;
}
