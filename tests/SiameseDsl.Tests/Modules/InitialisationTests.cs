using SiameseDsl.Data;
using SiameseDsl.Modules;
using SiameseDsl.Tests.Training;
using SiameseDsl.Tests.Truth;
using SiameseDsl.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Modules;

/// <summary>What compiled models begin with, and what of it training leaves alone.</summary>
public sealed class InitialisationTests : IDisposable
{
    private const string Spec = """
        siamese: 1
        model: Beginnings
        input: { shape: [1, 20, 20] }
        tower:
          - conv2d: { name: stem, filters: 32, kernel: 5, padding: valid }
          - batch_norm: { name: norm }
          - max_pool: 4
          - flatten
          - dense: { name: wide, units: 300, activation: relu }
          - dense: { name: embedding, units: 64 }
        head: euclidean
        loss: contrastive
        training: { batch: { pairs: 16 }, epochs: 1, optimizer: { adamw: { lr: 0.01, weight_decay: 0.1 } } }
        variants:
          xavier-uniform: { training.init: xavier_uniform }
          xavier-normal: { training.init: { xavier_normal: 2 } }
          kaiming-uniform: { training.init: kaiming_uniform }
          kaiming-normal: { training.init: { kaiming_normal: { activation: leaky_relu, slope: 0.5, mode: fan_out, bias: pytorch } } }
          orthogonal: { training.init: { orthogonal: 1.5 } }
          normal: { training.init: { normal: 0.3 } }
          truncated: { training.init: { truncated_normal: 0.3 } }
          uniform: { training.init: { uniform: 0.2 } }
          own:
            training.init: { normal: 0.3 }
            tower.wide.init: pytorch
            tower.embedding.init: { orthogonal: { bias: pytorch } }
          frozen:
            tower.stem.frozen: true
            tower.norm.frozen: true
            tower.wide.frozen: true
        """;

    private const string Reading = """
        siamese: 1
        model: Reading
        input: { tokens: { length: 6, vocabulary: 50 } }
        tower:
          - embedding: { name: table, size: 48, padding: 3 }
          - transformer: { name: attention, blocks: 2, heads: 4 }
          - lstm: { name: reader, units: 40, layers: 2, bidirectional: true }
          - dense: { name: embedding, units: 8 }
        head: cosine
        loss: nt_xent
        training: { batch: { pk: { classes: 3, samples: 4 } }, epochs: 1, optimizer: { adam: { lr: 0.01 } } }
        variants:
          normal: { training.init: { normal: 0.3 } }
          own:
            training.init: { orthogonal: { bias: pytorch } }
            tower.table.init: { uniform: 0.2 }
            tower.reader.init: pytorch
          frozen: { tower.table.frozen: true, tower.attention.frozen: true, tower.reader.frozen: true }
        """;

    private static readonly Lazy<IReadOnlyList<ModelEntry>> Entries = new(() => CompiledSpecs.Load([("Beginnings.siamese.yaml", Spec), ("Reading.siamese.yaml", Reading)]));

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    // Fan-in and fan-out: stem 25 and 800, wide 512 and 300, embedding 300 and 64.
    [Theory]
    [InlineData("xavier-uniform", 2.0 / 825, 2.0 / 812, true)]
    [InlineData("xavier-normal", 8.0 / 825, 8.0 / 812, false)]
    [InlineData("kaiming-uniform", 2.0 / 25, 2.0 / 512, true)]
    [InlineData("kaiming-normal", 2 / 1.25 / 800, 2 / 1.25 / 300, false)]
    [InlineData("normal", 0.09, 0.09, false)]
    [InlineData("uniform", 0.04 / 3, 0.04 / 3, true)]
    public void WeightsHaveTheVarianceOfTheirInitialisation(string variant, double stem, double wide, bool uniform)
    {
        Dictionary<string, Tensor> weights = Weights(variant);
        foreach ((string name, double variance) in (IEnumerable<(string, double)>)[("stem.weight", stem), ("wide.weight", wide)])
        {
            Tensor weight = weights[name];
            double tolerance = 5 * Math.Sqrt(2.0 / weight.numel());
            Assert.InRange(weight.square().mean().item<float>() / variance, 1 - tolerance, 1 + tolerance);
            Assert.InRange(weight.mean().item<float>() / Math.Sqrt(variance / weight.numel()), -5, 5);

            // A uniform distribution ends at sqrt(3) of its deviation; among so many normal values some lie beyond.
            Assert.Equal(uniform, weight.abs().max().item<float>() <= Math.Sqrt(3 * variance) * 1.00001);
        }

        Assert.Equal(variant != "kaiming-normal", weights["wide.bias"].eq(0).all().item<bool>());
    }

    [Fact]
    public void ATruncatedNormalEndsAtTwoDeviations()
    {
        Tensor weight = Weights("truncated")["wide.weight"];
        Assert.InRange(weight.abs().max().item<float>(), 0.59, 0.6001);

        // The deviation of a normal variable cut at two deviations is 0.8796 of it.
        Assert.Equal(0.8796 * 0.3, weight.std().item<float>(), 0.002);
    }

    [Fact]
    public void OrthogonalRowsHaveTheLengthOfTheGain()
    {
        Dictionary<string, Tensor> weights = Weights("orthogonal");
        Tensor embedding = weights["embedding.weight"];
        Assert.True(embedding.mm(embedding.t()).allclose(eye(64) * 2.25, atol: 1e-5));
        Tensor stem = weights["stem.weight"].flatten(1);
        Assert.True(stem.t().mm(stem).allclose(eye(25) * 2.25, atol: 1e-5));
    }

    [Fact]
    public void TheBaseKeepsPyTorchsAndALayersOwnComesFirst()
    {
        Dictionary<string, Tensor> usual = Weights("base"), own = Weights("own");
        Tensor wide = nn.Linear(512, 300).weight;
        Assert.Equal(1 / Math.Sqrt(512), usual["wide.weight"].abs().max().item<float>(), 1e-4);
        Assert.Equal(wide.shape, usual["wide.weight"].shape);
        Assert.Equal(0.3, own["stem.weight"].std().item<float>(), 0.03);
        Assert.True(own["wide.weight"].allclose(usual["wide.weight"], 0, 0));
        Assert.True(own["wide.bias"].allclose(usual["wide.bias"], 0, 0));
        Assert.True(own["embedding.weight"].mm(own["embedding.weight"].t()).allclose(eye(64), atol: 1e-5));
        Assert.False(own["embedding.bias"].eq(0).any().item<bool>());
    }

    [Fact]
    public void ASeedDecidesTheWeights()
    {
        Tensor first = Weights("orthogonal")["wide.weight"];
        Assert.True(first.allclose(Weights("orthogonal")["wide.weight"], 0, 0));
        Assert.False(first.allclose(Weights("orthogonal", seed: 2)["wide.weight"]));
    }

    [Fact]
    public void FrozenLayersKeepWeightsAndStatistics()
    {
        ModelEntry entry = Entry("frozen");
        using SiameseModule model = entry.Create(1);
        using SampleSet data = ToyData.Create(side: 20);
        Dictionary<string, Tensor> before = model.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone());
        using SiameseTrainer trainer = entry.CreateTrainer(model, entry.DefaultOptions);
        Assert.Equal(["embedding.bias", "embedding.weight"], trainer.Optimizer.Groups.SelectMany(group => group.Names).Order());
        trainer.Fit(data);
        foreach ((string name, Tensor value) in model.state_dict())
        {
            Assert.Equal(!name.StartsWith("embedding", StringComparison.Ordinal), value.allclose(before[name], 0, 0));
        }

        model.train();
        Assert.Equal(["norm", "stem", "wide"], model.named_children().Where(child => !child.module.training).Select(child => child.name).Order());
        Assert.Equal(entry.ParameterCount, model.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    public void EveryMatrixOfALayerThatReadsSequencesIsDrawn()
    {
        Dictionary<string, Tensor> weights = Weights("normal", family: "Reading");
        Assert.True(weights["table.weight"][3].eq(0).all().item<bool>());
        Assert.False(weights["table.weight"][2].eq(0).any().item<bool>());
        foreach ((string name, Tensor weight) in weights)
        {
            if (weight.dim() > 1)
            {
                Assert.True(Math.Abs(weight.std().item<float>() - 0.3) < 0.03, name);
            }
            else
            {
                // Norms begin at one and zero, everything else of one dimension is a bias.
                Assert.True(weight.eq(name.Contains("norm", StringComparison.Ordinal) && name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0).all().item<bool>(), name);
            }
        }
    }

    [Fact]
    public void ALayerThatReadsSequencesHasAnInitialisationOfItsOwn()
    {
        Dictionary<string, Tensor> usual = Weights("base", family: "Reading"), own = Weights("own", family: "Reading");
        Assert.InRange(own["table.weight"].abs().max().item<float>(), 0.19, 0.2);
        Assert.True(own["table.weight"][3].eq(0).all().item<bool>());
        Assert.All(own.Where(pair => pair.Key.StartsWith("reader", StringComparison.Ordinal)), pair => Assert.True(pair.Value.allclose(usual[pair.Key], 0, 0), pair.Key));
        Assert.All(own.Where(pair => pair.Key.EndsWith("bias", StringComparison.Ordinal)), pair => Assert.True(pair.Value.allclose(usual[pair.Key], 0, 0), pair.Key));
        Tensor projection = own["attention.layers.1.self_attn.in_proj_weight"];
        Assert.True(projection.t().mm(projection).allclose(eye(48), atol: 1e-5));
    }

    [Fact]
    public void FrozenTablesAttentionAndRecurrentLayersStayAsTheyAre()
    {
        ModelEntry entry = Entry("frozen", "Reading");
        using SiameseModule model = entry.Create(1);
        using SampleSet data = new(randint(0, 50, [24, 6], dtype: ScalarType.Int64), [.. Enumerable.Range(0, 24).Select(i => i / 8)], ["a", "b", "c"]);
        Dictionary<string, Tensor> before = model.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone());
        using SiameseTrainer trainer = entry.CreateTrainer(model, entry.DefaultOptions);
        trainer.Fit(data);
        Assert.All(model.state_dict(), pair => Assert.Equal(!pair.Key.StartsWith("embedding", StringComparison.Ordinal), pair.Value.allclose(before[pair.Key], 0, 0)));
        model.train();
        Assert.Equal(["attention", "reader", "table"], model.named_children().Where(child => !child.module.training).Select(child => child.name).Order());
    }

    private static ModelEntry Entry(string variant, string family = "Beginnings") => Entries.Value.Single(entry => entry.Family == family && entry.Variant == variant);

    private static Dictionary<string, Tensor> Weights(string variant, long seed = 1, string family = "Beginnings") =>
        Entry(variant, family).Create(seed).named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.detach());
}
