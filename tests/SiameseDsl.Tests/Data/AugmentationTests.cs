using SiameseDsl.Data;
using SiameseDsl.Sampling;
using SiameseDsl.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Data;

/// <summary>Each augmentation by what it must do to images that show it.</summary>
public sealed class AugmentationTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public AugmentationTests() => set_num_threads(1);

    public static TheoryData<AugmentationOptions, AugmentationOptions> Kinds => new()
    {
        { new AffineAugmentation(), new AffineAugmentation { Probability = 0 } },
        { new ElasticAugmentation(), new ElasticAugmentation { Probability = 0 } },
        { new ShiftAugmentation(), new ShiftAugmentation { Probability = 0 } },
        { new FlipAugmentation { Vertical = 0.5 }, new FlipAugmentation { Horizontal = 0 } },
        { new EraseAugmentation { Fill = 0.5 }, new EraseAugmentation { Probability = 0 } },
        { new NoiseAugmentation { Deviation = 0.5 }, new NoiseAugmentation { Probability = 0 } },
        { new BrightnessAugmentation { By = 0.8 }, new BrightnessAugmentation { Probability = 0 } },
        { new ContrastAugmentation { By = 0.9 }, new ContrastAugmentation { Probability = 0 } },
    };

    public void Dispose() => scope.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ASeedDecidesEverythingAndValuesStayInTheirRange(AugmentationOptions options, AugmentationOptions never)
    {
        Tensor images = rand(32, 3, 12, 17);
        Tensor before = images.clone();
        RandomSource source = new(3);
        Augmenter augmenter = Augmenter.Create([options], source);
        Tensor first = augmenter.Apply(images);
        ulong[] state = source.State;
        Tensor second = augmenter.Apply(images);

        Assert.Equal(images.shape, first.shape);
        Assert.True(Same(before, images));
        Assert.True(first.min().item<float>() >= 0 && first.max().item<float>() <= 1);
        Assert.False(Same(first, images));
        Assert.False(Same(first, second));
        Assert.True(Same(first, Augmenter.Create([options], new RandomSource(3)).Apply(images)));
        Assert.True(Same(second, Augmenter.Create([options], RandomSource.FromState(state)).Apply(images)));
        Assert.True(Augmenter.Create([never], new RandomSource(3)).Apply(images).allclose(images, atol: 1e-5));

        long alive = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        augmenter.Apply(images).Dispose();
        Assert.Equal(alive, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void AnElasticFieldHasTheStrengthAskedForAndIsSmooth()
    {
        // An image whose values are the columns' numbers shows, inside, how far each pixel was displaced.
        const int side = 64;
        Tensor ramp = arange(side, ScalarType.Float32).reshape(1, 1, 1, side).expand(60, 1, side, side).contiguous() / side;
        Tensor moved = Apply(ramp, new ElasticAugmentation { Strength = 1.5, Smoothness = 3, Probability = 1 });
        Tensor shift = ((moved - ramp) * side).narrow(2, 8, side - 16).narrow(3, 8, side - 16);
        double rms = shift.square().mean().sqrt().item<float>();
        Assert.InRange(rms, 1.4, 1.6);
        Assert.InRange(shift.mean().item<float>(), -0.1, 0.1);
        Tensor step = shift.narrow(3, 1, side - 17) - shift.narrow(3, 0, side - 17);

        // Under a Gaussian blur neighbours correlate by exp(-1 / (4 s^2)).
        double correlation = 1 - (step.square().mean().item<float>() / (2 * rms * rms));
        Assert.Equal(Math.Exp(-1.0 / 36), correlation, 0.02);
    }

    [Fact]
    public void AShiftIsWholePixelsAndEachIsAsLikely()
    {
        Tensor spot = zeros(4000, 1, 9, 9);
        spot[TensorIndex.Ellipsis, 4, 5] = 0.75f;
        Tensor moved = Apply(spot, new ShiftAugmentation { Pixels = 1 });
        Assert.True(moved.sum([1, 2, 3]).eq(0.75f).all().item<bool>());
        for (int row = 3; row <= 5; row++)
        {
            for (int column = 4; column <= 6; column++)
            {
                Assert.InRange((moved[TensorIndex.Colon, 0, row, column] > 0).sum().item<long>(), 360, 530);
            }
        }

        Tensor edge = Apply(ones(200, 1, 5, 5), new ShiftAugmentation { Pixels = 9 });
        Assert.Equal(0, edge.min().item<float>());
        Assert.True((edge.eq(0) | edge.eq(1)).all().item<bool>());
    }

    [Fact]
    public void FlipsAreMirrorImagesInTheirShare()
    {
        Tensor image = rand(1, 1, 4, 5);
        Tensor images = image.expand(2000, 1, 4, 5).contiguous();
        Tensor flipped = Apply(images, new FlipAugmentation { Horizontal = 0.3, Vertical = 0.8 });
        long Count(Tensor expected) => flipped.eq(expected).flatten(1).all(1).sum().item<long>();
        Assert.InRange(Count(image), 2000 * 0.7 * 0.2 * 0.8, 2000 * 0.7 * 0.2 * 1.2);
        Assert.InRange(Count(image.flip(3)), 2000 * 0.3 * 0.2 * 0.7, 2000 * 0.3 * 0.2 * 1.3);
        Assert.InRange(Count(image.flip(2)), 2000 * 0.7 * 0.8 * 0.9, 2000 * 0.7 * 0.8 * 1.1);
        Assert.Equal(2000, Count(image) + Count(image.flip(3)) + Count(image.flip(2)) + Count(image.flip(2, 3)));
    }

    [Fact]
    public void ErasedRectanglesHaveTheAreaAndShapeAskedFor()
    {
        Tensor erased = Apply(ones(3000, 1, 40, 40), new EraseAugmentation { AreaMinimum = 0.05, AreaMaximum = 0.25, Aspect = 2, Fill = 0.25, Probability = 0.6 });
        Tensor inside = erased.eq(0.25f).squeeze(1);
        Assert.True((erased.eq(0.25f) | erased.eq(1)).all().item<bool>());
        Tensor tall = inside.any(2).sum([1]).to(ScalarType.Float64);
        Tensor wide = inside.any(1).sum([1]).to(ScalarType.Float64);
        Tensor area = inside.sum([1, 2]).to(ScalarType.Float64);
        Assert.True(area.eq(tall * wide).all().item<bool>());
        Tensor chosen = area > 0;
        Assert.InRange(chosen.sum().item<long>(), 1800 - 110, 1800 + 110);
        Tensor part = area.masked_select(chosen) / 1600;
        Assert.InRange(part.min().item<double>(), 0.04, 0.06);
        Assert.InRange(part.max().item<double>(), 0.23, 0.27);
        Assert.Equal(0.15, part.mean().item<double>(), 0.01);
        Tensor aspect = (tall / wide).masked_select(chosen);
        Assert.InRange(aspect.min().item<double>(), 0.4, 0.56);
        Assert.InRange(aspect.max().item<double>(), 1.8, 2.4);
        Assert.True(inside.any(0).all().item<bool>());
    }

    [Fact]
    public void NoiseHasItsDeviationAndVectorsAreNotCut()
    {
        Tensor grey = full([400, 1, 10, 10], 0.5f);
        Tensor difference = Apply(grey, new NoiseAugmentation { Deviation = 0.05, Probability = 1 }) - grey;
        Assert.Equal(0.05, difference.std().item<float>(), 0.001);
        Assert.Equal(0, difference.mean().item<float>(), 0.001);
        Tensor half = Apply(grey, new NoiseAugmentation { Deviation = 0.05 });
        Assert.InRange(half.eq(0.5f).flatten(1).all(1).sum().item<long>(), 160, 240);
        Tensor vectors = Apply(full([400, 50], 3f), new NoiseAugmentation { Deviation = 2, Probability = 1 });
        Assert.Equal(2, vectors.std().item<float>(), 0.05);
        Assert.Equal(3, vectors.mean().item<float>(), 0.05);
    }

    [Fact]
    public void BrightnessMovesAndContrastStretchesAWholeImage()
    {
        Tensor images = (rand(500, 3, 6, 6) * 0.2) + 0.4;
        Tensor change = (Apply(images, new BrightnessAugmentation { By = 0.3, Probability = 1 }) - images).flatten(1);
        Assert.True(change.std(1).max().item<float>() < 1e-6);
        Assert.InRange(change.mean([1]).abs().max().item<float>(), 0.28, 0.3001);
        Assert.Equal(0, change.mean().item<float>(), 0.03);

        Tensor centred = images - images.mean([1, 2, 3], keepdim: true);
        Tensor stretched = Apply(images, new ContrastAugmentation { By = 0.5, Probability = 1 });
        Tensor factor = ((stretched - images.mean([1, 2, 3], keepdim: true)) * centred).sum([1, 2, 3]) / centred.square().sum([1, 2, 3]);
        Assert.True(stretched.allclose(images.mean([1, 2, 3], keepdim: true) + (centred * factor.reshape(-1, 1, 1, 1)), atol: 1e-5));
        Assert.InRange(factor.min().item<float>(), 0.5, 0.52);
        Assert.InRange(factor.max().item<float>(), 1.48, 1.5001);
    }

    [Fact]
    public void AugmentationsFollowEachOther()
    {
        Tensor images = rand(6, 1, 8, 8);
        RandomSource source = new(5);
        Tensor expected = Augmenter.Create([new EraseAugmentation { Probability = 1 }], source).Apply(images);
        expected = Augmenter.Create([new FlipAugmentation { Horizontal = 1 }], source).Apply(expected);
        Tensor both = Augmenter.Create([new EraseAugmentation { Probability = 1 }, new RotationClasses(), new FlipAugmentation { Horizontal = 1 }], new RandomSource(5)).Apply(images);
        Assert.True(Same(expected, both));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SamplesThatAreNoImagesAreRefused(AugmentationOptions options, AugmentationOptions never)
    {
        _ = never;
        if (options is not NoiseAugmentation)
        {
            string message = Assert.Throws<SiameseException>(() => Apply(rand(4, 7), options)).Message;
            Assert.Contains("needs images (N, C, H, W)", message);
            Assert.Contains("2 dimensions", message);
        }
    }

    [Fact]
    public void SettingsOutOfTheirRangesAreRefused()
    {
        AugmentationOptions[] broken =
        [
            new ElasticAugmentation { Smoothness = 0 }, new EraseAugmentation { AreaMinimum = 0.3 }, new EraseAugmentation { Fill = 2 }, new FlipAugmentation { Horizontal = 1.5 },
            new NoiseAugmentation { Deviation = -1 }, new ShiftAugmentation { Pixels = -1 }, new BrightnessAugmentation { By = 2 }, new ContrastAugmentation { Probability = -0.1 },
        ];
        Assert.All(broken, options => Assert.Contains("needs", Assert.Throws<SiameseException>(() => Augmenter.Create([options], new RandomSource(1))).Message));
    }

    private static Tensor Apply(Tensor images, AugmentationOptions options) => Augmenter.Create([options], new RandomSource(11)).Apply(images);

    private static bool Same(Tensor a, Tensor b) => a.allclose(b, 0, 0);
}
