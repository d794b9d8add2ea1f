using SiameseDsl.Sampling;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Data.Augmentations;

/// <summary>Makes each chosen image brighter or darker by one number for all its pixels, within 0 to 1.</summary>
internal sealed class BrightnessChange : IImageAugmentation
{
    private readonly BrightnessAugmentation settings;
    private readonly RandomSource random;

    public BrightnessChange(BrightnessAugmentation settings, RandomSource random)
    {
        AugmentationDraws.Require(settings.By is >= 0 and <= 1 && settings.Probability is >= 0 and <= 1, "brightness", "a change and a probability from 0 to 1", settings);
        this.settings = settings;
        this.random = random;
    }

    public Tensor Apply(Tensor images)
    {
        AugmentationDraws.RequireImages(images, "brightness");
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        Tensor change = random.Uniform(images, -settings.By, settings.By) * random.Chosen(images, settings.Probability);
        return (images + change).clamp_(0, 1).MoveToOuterDisposeScope();
    }
}
