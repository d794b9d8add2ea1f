using SiameseDsl.Data;
using SiameseDsl.Graphs;
using SiameseDsl.Losses;
using SiameseDsl.Modules;
using SiameseDsl.Sampling;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Truth;

/// <summary>Models of three towers against what is worked out by hand: every tower is trained, and the loss is the mean over the pairs that are compared.</summary>
public class BranchTruthTests
{
    private const int Classes = 6;

    private const string Named = "towers:\n  photo: { layers: [dense: { units: 5, activation: tanh }, dense: 3] }\n  sketch: { layers: [dense: 3] }\n  text: { layers: [dense: { units: 4, activation: relu }, dense: 3] }\ntrunk: [dense: { units: 3, activation: tanh }]\n";

    private const string Partial = "sharing: partial\nbranches: [a, b, c]\ntower:\n  - dense: { units: 5, activation: tanh, shared: false }\n  - dense: { units: 5, shared: [a, c] }\n  - dense: 3\n";

    private const string Separate = "sharing: separate\nbranches: [a, b, c]\ntower: [dense: { units: 5, activation: tanh }, dense: 3]\n";

    public static TheoryData<string, string> Models()
    {
        var models = new TheoryData<string, string>();
        foreach (string towers in (string[])[Named, Partial, Separate, Named + "compare: [[text, photo], [photo, sketch]]\n"])
        {
            foreach (string objective in (string[])
                [
                    "head: euclidean\nloss: contrastive\n",
                    "head: { l1: { layers: [dense: 1] } }\nloss: bce\n",
                    "head: { mahalanobis: { calibrated: true } }\nloss: { sum: [{ loss: contrastive }, { loss: bce }] }\n",
                    "head: euclidean\nloss: triplet\n",
                    "head: cosine\nloss: nt_xent\n",
                    "head: squared_euclidean\nloss: prototypical\n",
                ])
            {
                models.Add(towers, objective);
            }
        }

        return models;
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_step_trains_every_tower(string towers, string objective)
    {
        set_num_threads(1);
        ModelEntry entry = Load(towers + objective);
        Assert.Equal(3, entry.Plan.Towers.Count);
        using SampleSet samples = Samples();
        using SiameseModule model = entry.Create(1);
        using SiameseTrainer trainer = entry.CreateTrainer(model, entry.DefaultOptions);
        Dictionary<string, float[]> before = Weights(model);
        BatchSampler sampler = BatchSampler.Create(entry.DefaultOptions.Batch, samples.Labels, new RandomSource(3));

        for (int step = 0; step < 3; step++)
        {
            Assert.True(float.IsFinite(trainer.TrainStep(sampler.Next(), samples)));
        }

        Dictionary<string, float[]> after = Weights(model);
        Assert.All(before, weight => Assert.False(weight.Value.SequenceEqual(after[weight.Key]), $"'{weight.Key}' was not trained."));
    }

    [Fact]
    public void The_loss_on_pairs_is_the_mean_over_the_compared_towers()
    {
        ModelEntry entry = Load(Named + "head: euclidean\nloss: { contrastive: { margin: 2 } }\ncompare: [[text, photo], [photo, sketch]]\n");
        using SiameseModule model = entry.Create(1);
        using SiameseTrainer trainer = entry.CreateTrainer(model, entry.DefaultOptions);
        using Tensor left = rand(8, 6);
        using Tensor right = rand(8, 6);
        using Tensor same = tensor([true, false, true, true, false, false, true, false]);
        double expected = (Contrastive(model, left, right, same, 2, 0) + Contrastive(model, left, right, same, 0, 1)) / 2;

        Assert.Equal(expected, trainer.TrainStep(left, right, same), 5);
    }

    [Fact]
    public void The_loss_on_labels_is_the_mean_over_the_compared_towers()
    {
        ModelEntry entry = Load(Separate + "head: cosine\nloss: nt_xent\n");
        using SiameseModule model = entry.Create(1);
        using SiameseTrainer trainer = entry.CreateTrainer(model, entry.DefaultOptions);
        using Tensor images = rand(12, 6);
        using Tensor labels = arange(12) / 2;
        using Tensor classes = labels.to(ScalarType.Int64);
        var loss = (EmbeddingLoss)trainer.Loss;
        double expected = TowerPair.All(3).Average(pair =>
        {
            using var scope = NewDisposeScope();
            using var guard = no_grad();
            return loss.forward(model.Encode(images, pair.Left), model.Encode(images, pair.Right), classes).item<float>();
        });

        Assert.Equal(expected, trainer.TrainStep(images, classes), 5);
    }

    [Theory]
    [InlineData("head: euclidean\nloss: { contrastive: { margin: 2 } }\n")]
    [InlineData("head: euclidean\nloss: triplet\n")]
    public void Towers_of_unlike_inputs_train_on_a_batch_each(string objective)
    {
        ModelEntry entry = Load(
            "towers:\n  photo: { input: { shape: [1, 5, 5] }, layers: [conv2d: 2, flatten, dense: 3] }\n  sketch: { input: { shape: [4] }, layers: [dense: 3] }\n  text: { input: { shape: [7] }, layers: [dense: 3] }\n" + objective,
            input: "");
        using SiameseModule model = entry.Create(1);
        using SiameseTrainer trainer = entry.CreateTrainer(model, entry.DefaultOptions);
        Dictionary<string, float[]> before = Weights(model);
        using Tensor photos = rand(6, 1, 5, 5);
        using Tensor sketches = rand(6, 4);
        using Tensor texts = rand(6, 7);
        bool pairs = trainer.Loss is PairLoss;
        using Tensor labels = pairs ? tensor(new bool[,] { { true, false, true, false, true, false }, { false, true, false, true, false, true }, { true, true, false, false, true, false } }) : tensor([0L, 0, 1, 1, 2, 2]);
        double expected = pairs ? TowerPair.All(3).Select((pair, i) => Contrastive(model.Encode(Branch(pair.Left), pair.Left), model.Encode(Branch(pair.Right), pair.Right), labels[i])).Average() : double.NaN;

        float loss = trainer.TrainStep([photos, sketches, texts], labels);

        Assert.True(float.IsFinite(loss));
        Assert.True(!pairs || Math.Abs(expected - loss) < 1e-5, $"{loss} instead of {expected}");
        Dictionary<string, float[]> after = Weights(model);
        Assert.All(before, weight => Assert.False(weight.Value.SequenceEqual(after[weight.Key]), $"'{weight.Key}' was not trained."));
        ArgumentException refused = Assert.Throws<ArgumentException>(() => trainer.TrainStep([photos, sketches], labels));
        Assert.Contains("3 towers (photo, sketch, text), but 2 branches were given", refused.Message, StringComparison.Ordinal);

        Tensor Branch(int tower) => tower switch { 0 => photos, 1 => sketches, _ => texts };
    }

    [Fact]
    public void All_branches_are_embedded_as_one_by_one()
    {
        foreach (string spec in (string[])[Named, "tower: [dense: { units: 5, activation: tanh }, dense: 3]\n", "tower: [{ reshape: [1, 2, 3] }, { conv2d: 2 }, flatten, { dense: 3 }]\n"])
        {
            using SiameseModule model = Load(spec + "head: euclidean\nloss: triplet\n").Create(1);
            model.eval();
            using var scope = NewDisposeScope();
            using var guard = no_grad();
            Tensor[] images = [rand(2, 6), rand(3, 6), rand(4, 6)];

            Tensor[] together = model.EncodeAll(images);

            Assert.Equal(3, together.Length);
            Assert.All(Enumerable.Range(0, 3), i => Assert.True(together[i].allclose(model.Encode(images[i], Math.Min(i, model.Plan.Towers.Count - 1)), 1e-5, 1e-6)));
        }
    }

    [Fact]
    public void A_triplet_goes_through_the_first_comparison()
    {
        using SiameseModule model = Load(Named + "compare: [[text, photo], [photo, sketch]]\nhead: euclidean\nloss: triplet\n").Create(1);
        model.eval();
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        Tensor anchor = rand(3, 6);
        Tensor positive = rand(3, 6);
        Tensor negative = rand(5, 6);

        (Tensor a, Tensor p, Tensor n) = model.call(anchor, positive, negative);

        Assert.Equal((2, 0), (model.LeftTower, model.RightTower));
        Assert.True(a.allclose(model.Encode(anchor, 2)) && p.allclose(model.Encode(positive, 0), 1e-5, 1e-6) && n.allclose(model.Encode(negative, 0), 1e-5, 1e-6));
        Assert.True(model.call(anchor, positive).allclose(model.Compare(a, p), 1e-5, 1e-6));
    }

    private static ModelEntry Load(string spec, string input = "input: { shape: [6] }\n") =>
        Assert.Single(CompiledSpecs.Load([("Branches.siamese.yaml", $"siamese: 1\nmodel: Branches\n{input}{spec}")]));

    private static SampleSet Samples()
    {
        int[] labels = [.. Enumerable.Range(0, Classes * 30).Select(i => i % Classes)];
        return new SampleSet(rand(labels.Length, 6), labels, [.. Enumerable.Range(0, Classes).Select(i => $"class {i}")]);
    }

    private static Dictionary<string, float[]> Weights(SiameseModule model) => model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.detach().data<float>().ToArray());

    private static double Contrastive(SiameseModule model, Tensor left, Tensor right, Tensor same, int leftTower, int rightTower) => Contrastive(model.Encode(left, leftTower), model.Encode(right, rightTower), same);

    // In double precision: the squared distance of what is the same, the squared rest of the margin 2 of what is not.
    private static double Contrastive(Tensor a, Tensor b, Tensor same)
    {
        using var scope = NewDisposeScope();
        float[] left = a.detach().contiguous().data<float>().ToArray();
        float[] right = b.detach().contiguous().data<float>().ToArray();
        bool[] isSame = same.contiguous().data<bool>().ToArray();
        int size = left.Length / isSame.Length;
        return isSame.Select((one, row) =>
        {
            double distance = Math.Sqrt(Enumerable.Range(row * size, size).Sum(i => Math.Pow(left[i] - right[i], 2)));
            return one ? distance * distance : Math.Pow(Math.Max(0, 2 - distance), 2);
        }).Average();
    }
}
