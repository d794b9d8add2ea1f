using SiameseDsl.Sampling;
using SiameseDsl.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SiameseDsl.Data.Augmentations;

/// <summary>
/// Elastic distortion (Simard, Steinkraus and Platt, 2003): every pixel is displaced by a random field, uniform noise under a Gaussian blur, scaled so that a displacement has the
/// root mean square that the settings ask for; bilinear, with zeros from outside.
/// </summary>
internal sealed class ElasticDistortion : IImageAugmentation
{
    private readonly ElasticAugmentation settings;
    private readonly RandomSource random;
    private readonly float[] kernel;

    public ElasticDistortion(ElasticAugmentation settings, RandomSource random)
    {
        AugmentationDraws.Require(
            settings.Strength >= 0 && settings.Smoothness > 0 && settings.Smoothness <= 64 && settings.Probability is >= 0 and <= 1,
            "elastic",
            "a strength of at least 0, a smoothness above 0 and at most 64, and a probability from 0 to 1",
            settings);
        this.settings = settings;
        this.random = random;
        kernel = Kernel(settings.Smoothness);
    }

    public Tensor Apply(Tensor images)
    {
        AugmentationDraws.RequireImages(images, "elastic");
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        (long count, long height, long width) = (images.shape[0], images.shape[2], images.shape[3]);
        Tensor chosen = random.Chosen(images, settings.Probability);
        using Generator generator = random.NextGenerator();
        int border = kernel.Length / 2;
        Tensor noise = (rand([2 * count, 1, height + (2 * border), width + (2 * border)], generator: generator).to(images.device) * 2) - 1;
        Tensor weights = tensor(kernel, device: images.device);
        Tensor field = functional.conv2d(functional.conv2d(noise, weights.reshape(1, 1, -1, 1)), weights.reshape(1, 1, 1, -1)).reshape(count, 2, height, width);

        // Uniform noise has the variance 1/3, and the blur multiplies it by the sum of the squared weights.
        double energy = kernel.Sum(weight => (double)weight * weight);
        Tensor pixels = field * (settings.Strength * Math.Sqrt(3) / energy) * chosen;

        // From pixels to -1..1: x counts half a width, y half a height.
        Tensor displacement = stack([pixels.select(1, 0) * (2.0 / width), pixels.select(1, 1) * (2.0 / height)], -1);
        Tensor still = functional.affine_grid(tensor(new float[] { 1, 0, 0, 0, 1, 0 }, [1, 2, 3], device: images.device).expand(count, 2, 3), images.shape, align_corners: false);
        return functional.grid_sample(images, still + displacement, GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros, align_corners: false).MoveToOuterDisposeScope();
    }

    /// <summary>A Gaussian cut off at three standard deviations, its weights summing to 1.</summary>
    private static float[] Kernel(double deviation)
    {
        int border = (int)Math.Ceiling(3 * deviation);
        double[] weights = [.. Enumerable.Range(-border, (2 * border) + 1).Select(x => Math.Exp(-x * x / (2 * deviation * deviation)))];
        double sum = weights.Sum();
        return [.. weights.Select(weight => (float)(weight / sum))];
    }
}
