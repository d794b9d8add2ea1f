using SiameseDsl.Sampling;
using static TorchSharp.torch;

namespace SiameseDsl.Data.Augmentations;

/// <summary>Draws whole batches of random numbers from the trainer's source.</summary>
internal static class AugmentationDraws
{
    /// <summary>Which of the images are changed: (N, 1, 1, 1) bool.</summary>
    public static Tensor Chosen(this RandomSource random, Tensor images, double probability)
    {
        bool[] chosen = new bool[images.shape[0]];
        for (int i = 0; i < chosen.Length; i++)
        {
            chosen[i] = random.NextDouble() < probability;
        }

        return tensor(chosen, device: images.device).reshape(-1, 1, 1, 1);
    }

    /// <summary>One number an image, uniform from <paramref name="low"/> to below <paramref name="high"/>: (N, 1, 1, 1) float32.</summary>
    public static Tensor Uniform(this RandomSource random, Tensor images, double low, double high)
    {
        float[] values = new float[images.shape[0]];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(low + ((high - low) * random.NextDouble()));
        }

        return tensor(values, device: images.device).reshape(-1, 1, 1, 1);
    }

    /// <summary>A generator of torch that the source's next number seeds: for draws of one number a pixel.</summary>
    public static Generator NextGenerator(this RandomSource random) => new(random.NextUInt64() >> 1);

    /// <summary>Requires a batch of images.</summary>
    /// <exception cref="SiameseException">The samples are no images.</exception>
    public static void RequireImages(Tensor images, string augmentation)
    {
        if (images.dim() != 4)
        {
            throw new SiameseException($"The augmentation '{augmentation}' needs images (N, C, H, W), but the samples have {images.dim()} {(images.dim() == 1 ? "dimension" : "dimensions")}.");
        }
    }

    /// <summary>Requires a setting to lie in its range.</summary>
    /// <exception cref="SiameseException">It does not.</exception>
    public static void Require(bool valid, string augmentation, string ranges, object settings)
    {
        if (!valid)
        {
            throw new SiameseException($"The augmentation '{augmentation}' needs {ranges}; found {settings}.");
        }
    }
}
