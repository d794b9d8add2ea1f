using SiameseDsl.Data;
using SiameseDsl.Evaluation;
using SiameseDsl.Modules;
using SiameseDsl.Tests.Truth;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Modules;

/// <summary>What embeddings are made of in evaluation, against the tower alone, which training mode gives.</summary>
public sealed class EvaluationViewsTests
{
    private static readonly Lazy<IReadOnlyList<ModelEntry>> Models =
        new(() => CompiledSpecs.Load([("views.siamese.yaml", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "good", "views.siamese.yaml")))]));

    [Theory]
    [InlineData("base")]
    [InlineData("layers")]
    public void With_a_mirror_an_embedding_is_the_mean_of_both_images(string variant)
    {
        using SiameseModule model = Create(variant);
        using var scope = NewDisposeScope();
        Tensor images = Images();

        Tensor one = model.Encode(images, 0);
        Tensor other = model.Encode(images.flip(3), 0);
        model.eval();

        Assert.True(model.Encode(images, 0).allclose((one + other) / 2, 1e-5, 1e-6));
        Assert.True(model.Encode(images.flip(3), 0).allclose(model.Encode(images, 0), 1e-5, 1e-6));
        Assert.False(one.allclose(other, 1e-3, 1e-3));
    }

    [Fact]
    public void With_rotations_each_turn_is_compared_with_its_like()
    {
        using SiameseModule model = Create("turned");
        using var scope = NewDisposeScope();
        Tensor left = Images(), right = Images(seed: 4);

        Tensor[] scores = [.. Enumerable.Range(0, 4).Select(turns => model.call(left.rot90(turns, (2, 3)), right.rot90(turns, (2, 3))))];
        Tensor mean = (scores[0] + scores[1] + scores[2] + scores[3]) / 4;
        Tensor lone = model.Encode(right.rot90(3, (2, 3)), 0);
        model.eval();

        // The score is minus the squared distance.
        Assert.True(model.call(left, right).allclose(mean, 1e-4, 1e-5));
        Assert.True((model.Encode(right, 0).narrow(1, 18, 6) * 2).allclose(lone, 1e-5, 1e-6));
        Assert.True(model.call(left, left.rot90(1, (2, 3))).lt(-1e-4).all().item<bool>(), "An image and its rotation are one.");
    }

    [Fact]
    public void Two_towers_make_the_views_of_their_own_samples()
    {
        using SiameseModule model = Create("two-towers");
        using var scope = NewDisposeScope();
        Tensor left = Images(), right = Images(seed: 4);

        Tensor[] towers = [model.Encode(left.rot90(2, (2, 3)), 0), model.Encode(right.rot90(2, (2, 3)), 1)];
        model.eval();
        (Tensor a, Tensor b) = model.EncodeBoth(left, right);

        Assert.True((a.narrow(1, 12, 6) * 2).allclose(towers[0], 1e-5, 1e-6));
        Assert.True((b.narrow(1, 12, 6) * 2).allclose(towers[1], 1e-5, 1e-6));
    }

    [Fact]
    public void Evaluation_and_the_scores_of_pairs_agree_on_the_views()
    {
        using SiameseModule model = Create("turned");
        using var scope = NewDisposeScope();
        Tensor images = Images();
        using SampleSet samples = new(images.MoveToOuterDisposeScope(), [0, 0, 1, 1, 2], ["a", "b", "c"]);
        model.eval();

        float[] scores = new ModelScorer(model, samples).Score([0, 1, 2], [1, 2, 4]);

        Tensor expected = model.call(images.index_select(0, tensor(new long[] { 0, 1, 2 })), images.index_select(0, tensor(new long[] { 1, 2, 4 })));
        Assert.True(tensor(scores).allclose(expected, 1e-4, 1e-5));
        Assert.Equal(24, model.EmbedSamples(images, 0).shape[1]);
    }

    private static SiameseModule Create(string variant)
    {
        SiameseModule model = Models.Value.Single(entry => entry.Plan.Variant == variant).Create(1);
        model.train();
        return model;
    }

    private static Tensor Images(long seed = 3)
    {
        manual_seed(seed);
        return rand(5, 1, 12, 12);
    }
}
