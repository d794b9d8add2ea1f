using SiameseDsl.Checkpoints;
using SiameseDsl.Modules;
using SiameseDsl.Tests.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Modules;

public sealed class EmbeddingTests
{
    [Fact]
    public void OneAndManyGiveTheSameValuesAndScoresAgreeWithTheModel()
    {
        using var scope = NewDisposeScope();
        using var model = new ToyModel(new ToyShape { BatchNorm = true, Dropout = 0.5 });
        Tensor images = rand(3, 1, 6, 6);
        using EmbeddingBatch<ToyModel> many = model.Embed(images);
        Embedding<ToyModel> a = model.EmbedOne(images[0]), b = model.EmbedOne(images[1..2]);

        Assert.Equal((3, 8), (many.Count, many.Size));
        Assert.True(many[0].Values.SequenceEqual(many.Values[0].data<float>().ToArray()));
        AssertClose(many[0], a);
        AssertClose(many[1], b);

        model.eval();
        float score = model.call(images[..1], images[1..2]).item<float>();
        Assert.Equal(score, model.Score(a, b), 1e-5f);
        Assert.Equal(-score, model.Distance(a, b), 1e-5f);
        Assert.InRange(model.Distance(a, a), 0, 1e-5f);
    }

    [Fact]
    public void EmbeddingKeepsTheModeOfEveryLayer()
    {
        using var scope = NewDisposeScope();
        using var model = new ToyModel(new ToyShape { BatchNorm = true, Dropout = 0.5 });
        Assert.True(model.training);
        var frozen = model.named_modules().Single(entry => entry.name == "bn1").module;
        var dropout = model.named_modules().Single(entry => entry.name == "drop1").module;
        frozen.eval();

        Embedding<ToyModel> first = model.EmbedOne(ones(1, 6, 6));
        Embedding<ToyModel> second = model.EmbedOne(ones(1, 6, 6));

        Assert.Equal(first, second);
        Assert.True(model.training);
        Assert.True(dropout.training);
        Assert.False(frozen.training);
        Assert.True(is_grad_enabled());
    }

    [Fact]
    public void WrongShapesAreRefusedWithBothShapes()
    {
        using var scope = NewDisposeScope();
        using var model = new ToyModel(new ToyShape());
        string one = Assert.Throws<ArgumentException>(() => model.EmbedOne(ones(1, 7, 6))).Message;
        Assert.Contains("(1, 6, 6)", one);
        Assert.Contains("(1, 7, 6)", one);
        Assert.Throws<ArgumentException>(() => model.EmbedOne(ones(2, 1, 6, 6)));
        Assert.Throws<ArgumentException>(() => model.EmbedOne(ones(6, 6)));
        Assert.Contains("(N, 1, 6, 6)", Assert.Throws<ArgumentException>(() => model.Embed(ones(1, 6, 6))).Message);
    }

    [Fact]
    public void BytesAreScaledLikeASampleSets()
    {
        using var scope = NewDisposeScope();
        using var model = new ToyModel(new ToyShape());
        Tensor bytes = randint(0, 256, [1, 6, 6]).to(ScalarType.Byte);
        AssertClose(model.EmbedOne(bytes.to(ScalarType.Float32) / 255f), model.EmbedOne(bytes));
    }

    [Fact]
    public void AnotherTrainingsEmbeddingIsRefused()
    {
        using var scope = NewDisposeScope();
        using var model = new ToyModel(new ToyShape());
        using var other = new ToyModel(new ToyShape(), seed: 2);
        Embedding<ToyModel> a = model.EmbedOne(ones(1, 6, 6)), b = other.EmbedOne(ones(1, 6, 6));
        string message = Assert.Throws<SiameseException>(() => model.Distance(a, b)).Message;
        Assert.Contains(model.Fingerprint.Short, message);
        Assert.Contains(other.Fingerprint.Short, message);
        Assert.Throws<SiameseException>(() => other.Score(a, a));
    }

    [Fact]
    public void FingerprintFollowsTheWeights()
    {
        using var scope = NewDisposeScope();
        using var model = new ToyModel(new ToyShape { BatchNorm = true });
        using var twin = new ToyModel(new ToyShape { BatchNorm = true });
        Assert.Equal(model.Fingerprint, twin.Fingerprint);
        Assert.Equal(64, model.Fingerprint.Sha256.Length);

        model.eval();
        WeightFingerprint before = model.Fingerprint;
        Assert.Same(before, model.Fingerprint);
        using var other = new ToyModel(new ToyShape { BatchNorm = true }, seed: 9);
        model.load_state_dict(other.state_dict());
        Assert.Equal(other.Fingerprint, model.Fingerprint);
        Assert.NotEqual(before, model.Fingerprint);

        using var file = new MemoryStream();
        using (var writer = new BinaryWriter(file, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            twin.save(writer);
        }

        file.Position = 0;
        using var reader = new BinaryReader(file);
        model.load(reader);
        Assert.Equal(before, model.Fingerprint);

        model.train();
        model.call(rand(4, 1, 6, 6), rand(4, 1, 6, 6));
        Assert.NotEqual(before, model.Fingerprint);
    }

    [Fact]
    public void IsSameNeedsAThresholdAndUsesIt()
    {
        using var scope = NewDisposeScope();
        using var model = new ToyModel(new ToyShape());
        Embedding<ToyModel> a = model.EmbedOne(ones(1, 6, 6)), b = model.EmbedOne(zeros(1, 6, 6));
        Assert.Contains("has no threshold yet", Assert.Throws<SiameseException>(() => model.IsSame(a, b)).Message);
        model.Threshold = -0.5 * model.Distance(a, b);
        Assert.True(model.IsSame(a, a));
        Assert.False(model.IsSame(a, b));
        model.Threshold = model.Score(a, b);
        Assert.True(model.IsSame(a, b));
    }

    [Fact]
    public void AnElementOutlivesItsBatch()
    {
        using var model = new ToyModel(new ToyShape());
        Embedding<ToyModel> kept;
        using (NewDisposeScope())
        {
            using EmbeddingBatch<ToyModel> many = model.Embed(ones(2, 1, 6, 6));
            kept = many[1];
            Assert.Throws<ArgumentOutOfRangeException>(() => many[2]);
        }

        Assert.Equal(8, kept.Size);
        Assert.Equal(kept, new Embedding<ToyModel>(kept.Values, kept.Fingerprint));
    }

    [Fact]
    public void AModelBuiltInsideAScopeSurvivesIt()
    {
        ToyModel model;
        using (NewDisposeScope())
        {
            model = new ToyModel(new ToyShape { Calibrated = true, BatchNorm = true });
        }

        using (model)
        using (NewDisposeScope())
        {
            Assert.Equal([4], model.call(rand(4, 1, 6, 6), rand(4, 1, 6, 6)).shape);
        }
    }

    [Fact]
    public void SeedsDecideTheWeightsByPyTorchsRule()
    {
        using var scope = NewDisposeScope();
        using var model = new ToyModel(new ToyShape { Side = 20, Hidden = 100 });
        Tensor weight = model.state_dict()["dense1.weight"];
        double bound = 1 / Math.Sqrt(400);
        Assert.InRange(weight.abs().max().item<float>(), 0.99 * bound, bound);
        Assert.InRange(weight.std().item<float>(), 0.97 * bound / Math.Sqrt(3), 1.03 * bound / Math.Sqrt(3));
        Assert.InRange(model.state_dict()["dense1.bias"].abs().max().item<float>(), 0.8 * bound, bound);
    }

    [Fact]
    public void LoadingADirectoryWithoutARunSaysWhatIsMissing()
    {
        string directory = Directory.CreateTempSubdirectory("siamese").FullName;
        try
        {
            Assert.Contains("holds no run", Assert.Throws<SiameseException>(() => ToyModel.Load(directory, new ToyShape())).Message);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void WeightsGoThroughACheckpointUnchanged()
    {
        using var model = new ToyModel(new ToyShape { BatchNorm = true, Calibrated = true });
        using var other = new ToyModel(new ToyShape { BatchNorm = true, Calibrated = true }, seed: 5);
        TensorEntries.IntoModel(other, new Checkpoint([], TensorEntries.FromModel(model)), "test");
        Assert.Equal(model.Fingerprint, other.Fingerprint);
    }

    private static void AssertClose(Embedding<ToyModel> a, Embedding<ToyModel> b)
    {
        Assert.Equal(a.Fingerprint, b.Fingerprint);
        Assert.All(Enumerable.Range(0, a.Size), i => Assert.Equal(a.Values[i], b.Values[i], 1e-5f));
    }
}
