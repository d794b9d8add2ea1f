using SiameseDsl.Sampling;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Data.Augmentations;

/// <summary>Adds Gaussian noise to the chosen samples. Images stay within 0 to 1; vectors and sequences, of which no range is known, are not cut.</summary>
internal sealed class AdditiveNoise : IImageAugmentation
{
    private readonly NoiseAugmentation settings;
    private readonly RandomSource random;

    public AdditiveNoise(NoiseAugmentation settings, RandomSource random)
    {
        AugmentationDraws.Require(settings.Deviation >= 0 && settings.Probability is >= 0 and <= 1, "noise", "a standard deviation of at least 0 and a probability from 0 to 1", settings);
        this.settings = settings;
        this.random = random;
    }

    public Tensor Apply(Tensor images)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        Tensor chosen = random.Chosen(images, settings.Probability).reshape([images.shape[0], .. Enumerable.Repeat(1L, (int)images.dim() - 1)]);
        using Generator generator = random.NextGenerator();
        Tensor noise = randn(images.shape, generator: generator).to(images.device) * settings.Deviation * chosen;
        Tensor noisy = images + noise;
        return (images.dim() == 4 ? noisy.clamp_(0, 1) : noisy).MoveToOuterDisposeScope();
    }
}
