using SiameseDsl.Sampling;
using SiameseDsl.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SiameseDsl.Data.Augmentations;

/// <summary>
/// One random warp for each of some classes: an affine map, perhaps mirrored, and a smooth displacement, the bicubic surface over a coarse grid of random control points.
/// The same warp for all images of a class makes of it another class, with the variety of the old one.
/// </summary>
internal sealed class ClassWarps(WarpedClasses settings, RandomSource random)
{
    // Four points a side bend strokes without tearing them.
    private const int Side = 4;

    /// <summary>Warps images by the warp of their class, drawn anew at each call: (N, C, H, W) float32 -> a new tensor of the same shape; bilinear, with zeros from outside.</summary>
    /// <param name="images">The images.</param>
    /// <param name="numbers">The class of each, from 0.</param>
    /// <param name="classes">How many classes there are.</param>
    public Tensor Apply(Tensor images, ReadOnlySpan<long> numbers, int classes)
    {
        (long height, long width) = (images.shape[2], images.shape[3]);
        float[] maps = new float[classes * 6];
        float[] controls = new float[classes * 2 * Side * Side];
        for (int k = 0; k < classes; k++)
        {
            DrawMap().WriteInverse(maps.AsSpan(k * 6, 6), height, width);
            DrawControls(controls.AsSpan(k * 2 * Side * Side, 2 * Side * Side), height, width);
        }

        using var scope = NewDisposeScope();
        Tensor affine = functional.affine_grid(tensor(maps, [classes, 2, 3], device: images.device), [classes, 1, height, width], align_corners: false);
        Tensor surface = functional.interpolate(tensor(controls, [classes, 2, Side, Side], device: images.device), [height, width], mode: InterpolationMode.Bicubic, align_corners: true);
        Tensor grid = (affine + surface.permute(0, 2, 3, 1)).index_select(0, tensor(numbers.ToArray(), device: images.device));
        return functional.grid_sample(images, grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros, align_corners: false).MoveToOuterDisposeScope();
    }

    private AffineMap DrawMap()
    {
        double angle = Either(settings.Rotate) * Math.PI / 180;
        (double shearX, double shearY) = (Either(settings.Shear), Either(settings.Shear));
        (double scaleX, double scaleY) = (Scale(), Scale());
        (double shiftX, double shiftY) = (Either(settings.Shift), Either(settings.Shift));
        return new AffineMap(angle, shearX, shearY, random.NextDouble() < settings.Mirror ? -scaleX : scaleX, scaleY, shiftX, shiftY);
    }

    /// <summary>Displacements of x, then of y, at the control points: uniform with the deviation that the settings give, in -1..1 units.</summary>
    private void DrawControls(Span<float> controls, long height, long width)
    {
        double largest = settings.Elastic * Math.Sqrt(3);
        for (int i = 0; i < controls.Length; i++)
        {
            controls[i] = (float)(Either(largest) * 2 / (i < Side * Side ? width : height));
        }
    }

    private double Either(double limit) => limit * ((2 * random.NextDouble()) - 1);

    /// <summary>Scales are drawn by their logarithm, so that halving is as likely as doubling.</summary>
    private double Scale() => settings.ScaleMinimum * Math.Pow(settings.ScaleMaximum / settings.ScaleMinimum, random.NextDouble());
}
