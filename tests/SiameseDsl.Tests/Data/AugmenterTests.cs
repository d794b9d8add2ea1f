using SiameseDsl.Data;
using SiameseDsl.Sampling;
using SiameseDsl.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Data;

public sealed class AugmenterTests
{
    public AugmenterTests() => set_num_threads(1);

    [Theory]
    [InlineData(40, 40)]
    [InlineData(32, 64)]
    public void A_spot_moves_where_the_drawn_map_takes_it(int height, int width)
    {
        AffineAugmentation settings = new() { Rotate = 25, Shear = 0.2, ScaleMinimum = 0.8, ScaleMaximum = 1.2, Shift = 3, Probability = 0.7 };
        using Tensor images = zeros(24, 1, height, width);
        (double spotX, double spotY) = ((width / 2.0) + 5.5, (height / 2.0) - 4.5);
        using Tensor blob = Blob(height, width, spotX, spotY);
        images.copy_(blob);
        Augmenter augmenter = Augmenter.Create([settings], new RandomSource(7));
        RandomSource same = new(7);

        using Tensor moved = augmenter.Apply(images);

        for (int i = 0; i < 24; i++)
        {
            // The seven draws in the order rotation, shears, scales, shifts; each first decides whether it happens.
            double Either(double limit) => same.NextDouble() < settings.Probability ? limit * ((2 * same.NextDouble()) - 1) : 0;
            double Scale() => same.NextDouble() < settings.Probability ? 0.8 + (0.4 * same.NextDouble()) : 1;
            double angle = Either(25) * Math.PI / 180;
            (double shearX, double shearY) = (Either(0.2), Either(0.2));
            (double scaleX, double scaleY) = (Scale(), Scale());
            (double shiftX, double shiftY) = (Either(3), Either(3));
            (double x, double y) = (scaleX * (spotX - (width / 2.0)), scaleY * (spotY - (height / 2.0)));
            y += shearY * x;
            x += shearX * y;
            double expectedX = (Math.Cos(angle) * x) - (Math.Sin(angle) * y) + shiftX + (width / 2.0);
            double expectedY = (Math.Sin(angle) * x) + (Math.Cos(angle) * y) + shiftY + (height / 2.0);

            using Tensor image = moved[i, 0].clone();
            (double foundX, double foundY) = Centre(image);
            Assert.Equal(expectedX, foundX, 0.1);
            Assert.Equal(expectedY, foundY, 0.1);
        }
    }

    [Fact]
    public void Nothing_drawn_leaves_images_as_they_are()
    {
        using Tensor images = rand(4, 1, 9, 9);
        Augmenter never = Augmenter.Create([new AffineAugmentation { Probability = 0 }], new RandomSource(1));
        Augmenter none = Augmenter.Create([], new RandomSource(1));

        using Tensor still = never.Apply(images);
        using Tensor same = none.Apply(images);

        Assert.True(still.allclose(images, atol: 1e-5));
        Assert.True(same.equal(images).all().item<bool>());
        Assert.True(none.IsIdentity);
        Assert.False(never.IsIdentity);
    }

    [Fact]
    public void One_seed_gives_one_result_and_no_tensor_stays_behind()
    {
        using Tensor images = rand(8, 1, 28, 28);
        using Tensor first = Augmenter.Create([new AffineAugmentation()], new RandomSource(3)).Apply(images);
        using Tensor second = Augmenter.Create([new AffineAugmentation()], new RandomSource(3)).Apply(images);
        using Tensor other = Augmenter.Create([new AffineAugmentation()], new RandomSource(4)).Apply(images);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Augmenter.Create([new AffineAugmentation()], new RandomSource(3)).Apply(images).Dispose();

        Assert.Equal(first.shape, images.shape);
        Assert.True(first.allclose(second, 0, 0));
        Assert.False(first.allclose(other));
        Assert.False(first.allclose(images));
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Rotations_become_classes_of_their_own()
    {
        byte[] pixels = [1, 2, 3, 4, 5, 6, 7, 8];
        using SampleSet samples = new(tensor(pixels, [2, 1, 2, 2]), [1, 0], ["a", "b"]);
        Augmenter augmenter = Augmenter.Create([new RotationClasses()], new RandomSource(1));

        using SampleSet expanded = augmenter.Expand(samples);

        Assert.Equal(["a", "b", "a@90", "b@90", "a@180", "b@180", "a@270", "b@270"], expanded.ClassNames);
        Assert.Equal([1, 0, 3, 2, 5, 4, 7, 6], expanded.Labels);
        byte[] turned = [.. expanded.Samples.data<byte>()];
        Assert.Equal(pixels, turned[..8]);
        Assert.Equal([2, 4, 1, 3], turned[8..12]);
        Assert.Equal([4, 3, 2, 1], turned[16..20]);
        Assert.Equal([3, 1, 4, 2], turned[24..28]);
    }

    [Fact]
    public void Without_rotations_the_samples_stay_the_same_object()
    {
        using SampleSet samples = new(zeros(2, 1, 2, 2), [0, 1], ["a", "b"]);

        Assert.Same(samples, Augmenter.Create([new AffineAugmentation()], new RandomSource(1)).Expand(samples));
    }

    [Fact]
    public void What_cannot_be_done_is_refused()
    {
        RandomSource random = new(1);
        using SampleSet wide = new(zeros(2, 1, 2, 3), [0, 1], ["a", "b"]);
        using Tensor vectors = zeros(2, 5);

        Assert.Contains("(1, 2, 3)", Assert.Throws<SiameseException>(() => Augmenter.Create([new RotationClasses()], random).Expand(wide)).Message);
        Assert.Contains("2 dimension", Assert.Throws<SiameseException>(() => Augmenter.Create([new AffineAugmentation()], random).Apply(vectors)).Message);
        Assert.Throws<SiameseException>(() => Augmenter.Create([new RotationClasses(), new RotationClasses()], random));
        Assert.Throws<SiameseException>(() => Augmenter.Create([new AffineAugmentation { ScaleMinimum = 0 }], random));
        Assert.Throws<SiameseException>(() => Augmenter.Create([new AffineAugmentation { Probability = 1.5 }], random));
    }

    /// <summary>A round spot; places are counted from the image's corner, a pixel's centre lying at its number and a half.</summary>
    private static Tensor Blob(int height, int width, double x, double y)
    {
        float[] values = new float[height * width];
        for (int i = 0; i < values.Length; i++)
        {
            double dx = (i % width) + 0.5 - x;
            double dy = (i / width) + 0.5 - y;
            values[i] = (float)Math.Exp(-((dx * dx) + (dy * dy)) / 4);
        }

        return tensor(values, [1, 1, height, width]);
    }

    private static (double X, double Y) Centre(Tensor image)
    {
        (long height, long width) = (image.shape[0], image.shape[1]);
        float[] values = [.. image.data<float>()];
        double sum = values.Sum(value => (double)value);
        double x = values.Select((value, i) => value * ((i % width) + 0.5)).Sum() / sum;
        double y = values.Select((value, i) => value * ((i / width) + 0.5)).Sum() / sum;
        Assert.Equal(height * width, values.Length);
        return (x, y);
    }
}
