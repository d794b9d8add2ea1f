using SiameseDsl.Sampling;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Data.Augmentations;

/// <summary>Mirrors images left to right and upside down, each with its own chance.</summary>
internal sealed class RandomFlip : IImageAugmentation
{
    private readonly FlipAugmentation settings;
    private readonly RandomSource random;

    public RandomFlip(FlipAugmentation settings, RandomSource random)
    {
        AugmentationDraws.Require(settings.Horizontal is >= 0 and <= 1 && settings.Vertical is >= 0 and <= 1, "flip", "probabilities from 0 to 1", settings);
        this.settings = settings;
        this.random = random;
    }

    public Tensor Apply(Tensor images)
    {
        AugmentationDraws.RequireImages(images, "flip");
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        Tensor across = random.Chosen(images, settings.Horizontal);
        Tensor down = random.Chosen(images, settings.Vertical);
        Tensor mirrored = where(across, images.flip(3), images);
        return where(down, mirrored.flip(2), mirrored).MoveToOuterDisposeScope();
    }
}
