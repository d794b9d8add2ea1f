using SiameseDsl.Sampling;
using SiameseDsl.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SiameseDsl.Data.Augmentations;

/// <summary>Moves each chosen image by whole pixels, so that no value is interpolated; zeros come in from outside.</summary>
internal sealed class PixelShift : IImageAugmentation
{
    private readonly ShiftAugmentation settings;
    private readonly RandomSource random;

    public PixelShift(ShiftAugmentation settings, RandomSource random)
    {
        AugmentationDraws.Require(settings.Pixels is >= 0 and <= 4096 && settings.Probability is >= 0 and <= 1, "shift", "0 to 4096 pixels and a probability from 0 to 1", settings);
        this.settings = settings;
        this.random = random;
    }

    public Tensor Apply(Tensor images)
    {
        AugmentationDraws.RequireImages(images, "shift");
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        (long count, long channels, long height, long width) = (images.shape[0], images.shape[1], images.shape[2], images.shape[3]);
        long reach = settings.Pixels;
        long[] rows = new long[count * height];
        long[] columns = new long[count * width];
        for (int i = 0; i < count; i++)
        {
            bool chosen = random.NextDouble() < settings.Probability;
            (int down, int right) = (random.Next((int)((2 * reach) + 1)), random.Next((int)((2 * reach) + 1)));
            Fill(rows.AsSpan(i * (int)height, (int)height), chosen ? down : reach);
            Fill(columns.AsSpan(i * (int)width, (int)width), chosen ? right : reach);
        }

        // A border of zeros, and then rows and columns picked image by image.
        Tensor wide = functional.pad(images, [reach, reach, reach, reach]);
        Tensor picked = tensor(rows, [count, 1, height, 1], device: images.device).expand(count, channels, height, width + (2 * reach));
        Tensor across = tensor(columns, [count, 1, 1, width], device: images.device).expand(count, channels, height, width);
        return wide.gather(2, picked).gather(3, across).MoveToOuterDisposeScope();
    }

    private static void Fill(Span<long> places, long first)
    {
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = first + i;
        }
    }
}
