using SiameseDsl.Sampling;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Data.Augmentations;

/// <summary>Random erasing (Zhong et al., 2020): a rectangle of each chosen image, of a random size, shape and place, is filled with one value.</summary>
internal sealed class RandomErasing : IImageAugmentation
{
    private readonly EraseAugmentation settings;
    private readonly RandomSource random;

    public RandomErasing(EraseAugmentation settings, RandomSource random)
    {
        AugmentationDraws.Require(
            settings.AreaMinimum > 0 && settings.AreaMaximum >= settings.AreaMinimum && settings.AreaMaximum <= 1 && settings.Aspect >= 1 && settings.Fill is >= 0 and <= 1 && settings.Probability is >= 0 and <= 1,
            "erase",
            "0 < smallest area <= largest area <= 1, an aspect of at least 1, and a fill and a probability from 0 to 1",
            settings);
        this.settings = settings;
        this.random = random;
    }

    public Tensor Apply(Tensor images)
    {
        AugmentationDraws.RequireImages(images, "erase");
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        (long count, long height, long width) = (images.shape[0], images.shape[2], images.shape[3]);
        long[] edges = new long[4 * count];
        for (int i = 0; i < count; i++)
        {
            DrawRectangle(edges.AsSpan(4 * i, 4), (int)height, (int)width);
        }

        Tensor rectangles = tensor(edges, [count, 4, 1, 1], device: images.device);
        Tensor rows = arange(height, device: images.device).reshape(1, 1, -1, 1);
        Tensor columns = arange(width, device: images.device).reshape(1, 1, 1, -1);
        Tensor inside = rows.ge(rectangles.narrow(1, 0, 1)) & rows.lt(rectangles.narrow(1, 1, 1)) & columns.ge(rectangles.narrow(1, 2, 1)) & columns.lt(rectangles.narrow(1, 3, 1));
        return images.masked_fill(inside, settings.Fill).MoveToOuterDisposeScope();
    }

    // Top, bottom, left, right; an empty rectangle where the image stays as it is.
    private void DrawRectangle(Span<long> edges, int height, int width)
    {
        bool chosen = random.NextDouble() < settings.Probability;
        double area = settings.AreaMinimum + ((settings.AreaMaximum - settings.AreaMinimum) * random.NextDouble());
        double aspect = Math.Exp(Math.Log(settings.Aspect) * ((2 * random.NextDouble()) - 1));
        (double top, double left) = (random.NextDouble(), random.NextDouble());
        if (!chosen)
        {
            edges.Clear();
            return;
        }

        int tall = (int)Math.Clamp(Math.Round(Math.Sqrt(area * aspect) * height), 1, height);
        int wide = (int)Math.Clamp(Math.Round(Math.Sqrt(area / aspect) * width), 1, width);
        edges[0] = (long)(top * (height - tall + 1));
        edges[1] = edges[0] + tall;
        edges[2] = (long)(left * (width - wide + 1));
        edges[3] = edges[2] + wide;
    }
}
