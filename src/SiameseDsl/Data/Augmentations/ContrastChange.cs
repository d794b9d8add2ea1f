using SiameseDsl.Sampling;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Data.Augmentations;

/// <summary>Stretches or shrinks the differences of each chosen image's pixels from its mean by one factor, within 0 to 1.</summary>
internal sealed class ContrastChange : IImageAugmentation
{
    private readonly ContrastAugmentation settings;
    private readonly RandomSource random;

    public ContrastChange(ContrastAugmentation settings, RandomSource random)
    {
        AugmentationDraws.Require(settings.By is >= 0 and <= 1 && settings.Probability is >= 0 and <= 1, "contrast", "a change and a probability from 0 to 1", settings);
        this.settings = settings;
        this.random = random;
    }

    public Tensor Apply(Tensor images)
    {
        AugmentationDraws.RequireImages(images, "contrast");
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        Tensor factor = 1 + (random.Uniform(images, -settings.By, settings.By) * random.Chosen(images, settings.Probability));
        Tensor mean = images.mean([1, 2, 3], keepdim: true);
        return (((images - mean) * factor) + mean).clamp_(0, 1).MoveToOuterDisposeScope();
    }
}
