using SiameseDsl.Data;
using SiameseDsl.Sampling;
using SiameseDsl.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Data;

/// <summary>Further classes made in each batch: what their images are, and that the labels say so.</summary>
public sealed class FurtherClassesTests : IDisposable
{
    private static readonly WarpedClasses Still = new() { Copies = 1, Rotate = 0, Shear = 0, ScaleMinimum = 1, ScaleMaximum = 1, Shift = 0, Mirror = 0, Elastic = 0, Instances = 0 };

    private readonly DisposeScope scope = NewDisposeScope();

    public FurtherClassesTests() => set_num_threads(1);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void They_follow_the_training_classes_in_rounds_and_share_their_pixels()
    {
        SampleSet samples = new(arange(0, 3 * 16, ScalarType.Byte).reshape(3, 1, 4, 4), [1, 0, 1], ["a", "b"]);
        using SampleSet expanded = Create(new WarpedClasses { Copies = 2 }, new ComposedClasses { Copies = 1 }).Expand(samples);

        Assert.Equal(["a", "b", "a~1", "b~1", "a~2", "b~2", "a+1", "b+1"], expanded.ClassNames);
        Assert.Equal([1, 0, 1, 3, 2, 3, 5, 4, 5, 7, 6, 7], expanded.Labels);
        Assert.Equal(12, expanded.Count);
        Assert.Equal(3, expanded.Samples.shape[0]);
        Assert.True(Same(samples.Gather([2L, 0L, 1L]), expanded.Gather([5L, 9L, 1L])));
    }

    [Fact]
    public void Turned_classes_give_further_classes_too()
    {
        using SampleSet samples = new(zeros(2, 1, 4, 4), [0, 1], ["a", "b"]);
        using SampleSet expanded = Create(new RotationClasses(), new WarpedClasses { Copies = 1 }).Expand(samples);

        Assert.Equal(16, expanded.ClassNames.Count);
        Assert.Equal("b@270~1", expanded.ClassNames[15]);
        Assert.Equal(8, expanded.Samples.shape[0]);
    }

    [Fact]
    public void A_class_has_one_warp_for_all_its_images_and_another_in_the_next_batch()
    {
        // Four samples of one picture in each of two classes: what differs afterwards is the warp.
        Tensor picture = rand(1, 1, 20, 20);
        using SampleSet samples = new(picture.expand(8, 1, 20, 20).clone(), [0, 0, 0, 0, 1, 1, 1, 1], ["a", "b"]);
        Augmenter augmenter = Create(new WarpedClasses { Copies = 2 });
        using SampleSet expanded = augmenter.Expand(samples);
        long[] batch = [0, 5, 8, 9, 13, 16, 17, 11];

        Tensor drawn = augmenter.Draw(expanded, batch);
        Tensor again = augmenter.Draw(expanded, batch);

        Assert.True(Same(drawn[0], picture[0]));
        Assert.True(Same(drawn[1], picture[0]));
        Assert.True(Same(drawn[2], drawn[3]));
        Assert.True(Same(drawn[2], drawn[7]));
        Assert.True(Same(drawn[5], drawn[6]));
        Tensor[] different = [drawn[0], drawn[2], drawn[4], drawn[5], again[2], again[4], again[5]];
        Assert.All(different.Index(), one => Assert.All(different.Skip(one.Index + 1), other => Assert.False(other.allclose(one.Item, atol: 1e-3))));
        Assert.True(drawn.min().item<float>() >= 0 && drawn.max().item<float>() <= 1);
    }

    [Fact]
    public void A_warp_is_what_its_settings_say()
    {
        Tensor pictures = rand(1, 1, 12, 12);
        Assert.True(Warped(pictures, Still).allclose(pictures, atol: 1e-5));
        Assert.True(Warped(pictures, Still with { Mirror = 1 }).allclose(pictures.flip(3), atol: 1e-5));

        // Scales are drawn between their limits: a square of 8 pixels shows its area.
        Tensor square = zeros(1, 1, 32, 32);
        square[.., .., 12..20, 12..20] = 1;
        double[] areas = [.. Enumerable.Range(0, 40).Select(seed => (double)Warped(square, Still with { ScaleMinimum = 0.5, ScaleMaximum = 2 }, (ulong)seed).sum().item<float>())];
        Assert.All(areas, area => Assert.InRange(area, 64 * 0.25 - 2, 64 * 4 + 6));
        Assert.True(areas.Min() < 40 && areas.Max() > 110);
    }

    [Fact]
    public void Bending_has_the_strength_asked_for_at_its_control_points()
    {
        // Values that are the columns' numbers show how far each pixel was displaced; the corners are control points.
        const int side = 64;
        Tensor ramp = arange(0, side, ScalarType.Float32).reshape(1, 1, 1, side).expand(1, 1, side, side).clone();
        double squares = 0;
        const int draws = 300;
        for (ulong seed = 0; seed < draws; seed++)
        {
            // The inner control points lie at a third and at two thirds.
            squares += Math.Pow(Warped(ramp, Still with { Elastic = 3 }, seed)[0, 0, 21, 21].item<float>() - 21, 2);
        }

        Assert.InRange(Math.Sqrt(squares / draws), 2.7, 3.3);
    }

    [Fact]
    public void A_cut_parts_two_classes_and_an_overlay_keeps_both()
    {
        // Each class has one grey: what is seen tells where it comes from.
        using SampleSet samples = new(tensor(new float[] { 0.2f, 0.2f, 0.4f, 0.4f, 0.8f, 0.8f }).reshape(6, 1, 1, 1).expand(6, 1, 16, 16).clone(), [0, 0, 1, 1, 2, 2], ["a", "b", "c"]);
        float[] greys = [0.2f, 0.4f, 0.8f];
        Augmenter cutting = Create(new ComposedClasses { Copies = 1, Overlay = 0, Instances = 0 });
        Augmenter laying = Create(new ComposedClasses { Copies = 1, Overlay = 1, Instances = 0 });
        using SampleSet expanded = cutting.Expand(samples);
        HashSet<float> partners = [];
        for (int i = 0; i < 20; i++)
        {
            Tensor cut = cutting.Draw(expanded, [8L, 9L, 2L]);
            Tensor laid = laying.Draw(expanded, [8L, 9L, 2L]);

            Assert.True(Same(cut[0], cut[1]));
            Assert.True(cut[2].eq(0.4f).all().item<bool>());
            float other = cut[0].data<float>().ToArray().MaxBy(value => Math.Abs(value - 0.4f));
            partners.Add(greys.MinBy(grey => Math.Abs(grey - other)));
            float own = cut[0].sub(0.4f).abs().lt(1e-4).to(ScalarType.Float32).mean().item<float>();
            Assert.True(own == 1 || (own > 0.3 && own < 0.7), $"the first class has {own} of the image");
            Assert.Contains(laid[0].min().item<float>(), new[] { 0.4f, 0.8f });
            Assert.Equal(laid[0].min().item<float>(), laid[1].max().item<float>());
        }

        Assert.Equal([0.2f, 0.4f, 0.8f], partners.Order());
    }

    [Fact]
    public void Both_halves_are_warped_beside_warped_classes()
    {
        Tensor picture = rand(1, 1, 16, 16);
        using SampleSet samples = new(picture.expand(4, 1, 16, 16).clone(), [0, 0, 1, 1], ["a", "b"]);
        AugmentationOptions overlay = new ComposedClasses { Copies = 1, Overlay = 1 };
        Augmenter plain = Create(overlay), warping = Create(Still with { Mirror = 1 }, overlay);
        using SampleSet joined = plain.Expand(samples), both = warping.Expand(samples);

        Assert.True(Same(plain.Draw(joined, [4L])[0], picture[0]));
        Assert.True(warping.Draw(both, [8L])[0].allclose(picture[0].flip(2), atol: 1e-5));
    }

    [Fact]
    public void An_instance_is_one_image_whatever_the_samples_are()
    {
        // Every sample has a grey of its own.
        using SampleSet samples = new(arange(1, 9).to(ScalarType.Float32).div(10).reshape(8, 1, 1, 1).expand(8, 1, 8, 8).clone(), [0, 0, 0, 0, 1, 1, 1, 1], ["a", "b"]);
        Augmenter warping = Create(Still with { Instances = 1 });
        Augmenter joining = Create(new ComposedClasses { Copies = 1, Overlay = 0, Instances = 1 });
        using SampleSet warped = warping.Expand(samples), joined = joining.Expand(samples);
        long[] batch = [3, 10, 2, 9, 11, 14, 15];

        Tensor warps = warping.Draw(warped, batch);
        Assert.All(new[] { 1, 3, 4 }, row => Assert.True(warps[row].allclose(tensor(0.3f), atol: 1e-5)));
        Assert.All(new[] { 5, 6 }, row => Assert.True(warps[row].allclose(tensor(0.7f), atol: 1e-5)));
        Assert.True(Same(warps[0], samples.Gather([3L])[0]));
        Tensor joins = joining.Draw(joined, batch);
        Assert.True(Same(joins[1], joins[3]) && Same(joins[1], joins[4]) && Same(joins[5], joins[6]));
    }

    [Fact]
    public void A_drawn_class_is_one_character_by_many_hands_and_another_in_the_next_batch()
    {
        using SampleSet samples = new(full([4, 3, 20, 28], 0.5f), [0, 0, 1, 1], ["a", "b"]);
        Augmenter augmenter = Create(new DrawnClasses { Copies = 1 });
        using SampleSet expanded = augmenter.Expand(samples);
        Assert.Equal(["a", "b", "a*1", "b*1"], expanded.ClassNames);
        long[] batch = [0, .. Enumerable.Repeat(4L, 20), .. Enumerable.Repeat(6L, 20)];

        Tensor drawn = augmenter.Draw(expanded, batch);
        Tensor again = augmenter.Draw(expanded, batch);

        Assert.True(Same(drawn[0], samples.Gather([0L])[0]));
        Tensor first = drawn[1..21], second = drawn[21..41], next = again[1..21];
        Assert.True(Same(first.select(1, 0), first.select(1, 2)));
        Assert.True(first.min().item<float>() == 0 && first.max().item<float>() == 1);

        // Twenty hands agree on where the ink lies, as far as they are of one class.
        Assert.True(Spread(first) < 0.9 * Between(first, second), $"{Spread(first)} against {Between(first, second)}");
        Assert.True(Spread(first) < 0.9 * Between(first, next), $"{Spread(first)} against {Between(first, next)}");
        Assert.False(Same(first[0], first[1]));

        static double Between(Tensor a, Tensor b) => (a.unsqueeze(0) - b.unsqueeze(1)).pow(2).mean().ToDouble();
        static double Spread(Tensor a) => Between(a, a) * a.shape[0] / (a.shape[0] - 1);
    }

    [Fact]
    public void A_thicker_pen_leaves_more_ink()
    {
        using SampleSet samples = new(zeros(2, 1, 28, 28), [0, 1], ["a", "b"]);
        double[] inks = [.. new[] { 1.0, 2.0, 4.0 }.Select(pen => Ink(new DrawnClasses { Copies = 1, ThicknessMinimum = pen, ThicknessMaximum = pen }))];

        Assert.InRange(inks[1] / inks[0], 1.5, 2.5);
        Assert.InRange(inks[2] / inks[1], 1.4, 2.2);

        double Ink(DrawnClasses settings)
        {
            Augmenter augmenter = Create(settings);
            using SampleSet expanded = augmenter.Expand(samples);
            return augmenter.Draw(expanded, [2L, 2L, 2L, 3L, 3L, 3L]).sum().ToDouble();
        }
    }

    [Fact]
    public void The_seed_decides_everything_and_no_tensor_stays_behind()
    {
        using SampleSet samples = new(rand(6, 1, 16, 16), [0, 0, 1, 1, 2, 2], ["a", "b", "c"]);
        AugmentationOptions[] options = [new WarpedClasses(), new ComposedClasses(), new DrawnClasses { Copies = 1 }, new AffineAugmentation()];
        RandomSource source = new(3);
        Augmenter augmenter = Augmenter.Create(options, source);
        using SampleSet expanded = augmenter.Expand(samples);
        long[] batch = [.. Enumerable.Range(0, 42).Select(i => (long)i)];

        Tensor first = augmenter.Draw(expanded, batch);
        ulong[] state = source.State;
        Tensor second = augmenter.Draw(expanded, batch);

        Assert.True(Same(first, Augmenter.Create(options, new RandomSource(3)).Draw(expanded, batch)));
        Assert.True(Same(second, Augmenter.Create(options, RandomSource.FromState(state)).Draw(expanded, batch)));
        Assert.False(Same(first, second));
        long alive = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        augmenter.Draw(expanded, batch).Dispose();
        Assert.Equal(alive, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void What_cannot_be_done_is_refused()
    {
        Assert.Contains("at least 1 copy", Refusal(new WarpedClasses { Copies = 0 }));
        Assert.Contains("smallest scale", Refusal(new WarpedClasses { ScaleMinimum = 2, ScaleMaximum = 1 }));
        Assert.Contains("mirror and instances from 0 to 1", Refusal(new WarpedClasses { Mirror = 1.5 }));
        Assert.Contains("overlay and instances from 0 to 1", Refusal(new ComposedClasses { Overlay = -1 }));
        Assert.Contains("thinnest pen", Refusal(new DrawnClasses { ThicknessMinimum = 3, ThicknessMaximum = 2 }));
        Augmenter augmenter = Create(new WarpedClasses());
        using SampleSet vectors = new(zeros(2, 5), [0, 1], ["a", "b"]);
        using SampleSet expanded = augmenter.Expand(vectors);
        Assert.Contains("needs images", Assert.Throws<SiameseException>(() => augmenter.Draw(expanded, [2L])).Message);
    }

    private static string Refusal(AugmentationOptions options) => Assert.Throws<SiameseException>(() => Create(options)).Message;

    private static Augmenter Create(params AugmentationOptions[] options) => Augmenter.Create(options, new RandomSource(7));

    /// <summary>The warp of one class.</summary>
    private static Tensor Warped(Tensor picture, WarpedClasses settings, ulong seed = 1)
    {
        using SampleSet samples = new(picture.clone(), [0], ["a"]);
        Augmenter augmenter = Augmenter.Create([settings], new RandomSource(seed));
        using SampleSet expanded = augmenter.Expand(samples);
        return augmenter.Draw(expanded, [1L]);
    }

    private static bool Same(Tensor a, Tensor b) => a.shape.SequenceEqual(b.shape) && a.eq(b).all().item<bool>();
}
