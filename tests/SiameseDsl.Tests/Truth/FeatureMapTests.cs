using SiameseDsl.Data;
using SiameseDsl.Evaluation;
using SiameseDsl.Heads;
using SiameseDsl.Modules;
using SiameseDsl.Sampling;
using SiameseDsl.Tests.Training;
using SiameseDsl.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Truth;

/// <summary>Heads that compare feature maps instead of vectors, all the way through generated code.</summary>
public sealed class FeatureMapTests
{
    private const string Maps = """
        siamese: 1
        model: Maps
        input: { shape: [1, 6, 6] }
        tower:
          - conv2d: { filters: 4, kernel: 3, activation: relu }
          - max_pool: 2
        head:
          relation:
            layers:
              - conv2d: { filters: 6, kernel: 3, activation: relu }
              - global_avg_pool
              - dense: { units: 8, activation: relu }
              - dense: 1
        loss: bce
        training: { optimizer: { adam: 0.005 }, threads: 1 }
        variants:
          episodes: { loss: prototypical, training: { batch: { episodes: { ways: 4, shots: 2, queries: 3 } } } }
          one-way: { head.relation.symmetric: false }
          concat: { head: { concat: { layers: [{ conv2d: { filters: 6, kernel: 3, activation: relu } }, global_avg_pool, dense: 1] } } }

        """;

    [Fact]
    public void KeptEmbeddingsScoreAsTheirImagesDo()
    {
        set_num_threads(1);
        using SampleSet data = ToyData.Create();
        foreach (ModelEntry entry in CompiledSpecs.Load([("Maps.siamese.yaml", Maps)]))
        {
            using DisposeScope scope = NewDisposeScope();
            using SiameseModule model = entry.Create(1);
            model.eval();
            Assert.Equal([4L, 3L, 3L], model.Plan.EmbeddingShape);
            Tensor left = data.Samples[0].unsqueeze(0), right = data.Samples[50].unsqueeze(0);
            dynamic typed = model;
            float kept = typed.Score(typed.EmbedOne(left), typed.EmbedOne(right));
            Assert.Equal(model.call(left, right).item<float>(), kept, 1e-5);
            float turned = typed.Score(typed.EmbedOne(right), typed.EmbedOne(left));
            Assert.Equal(entry.Variant is "base" or "episodes", Math.Abs(kept - turned) < 1e-6);

            // Each pair by itself and all against all are the same similarity.
            if (model.HeadSimilarity is { } similarity)
            {
                Tensor maps = model.Encode(data.Samples[..5], 0), others = model.Encode(data.Samples[60..63], 0);
                Tensor matrix = similarity.Similarities(maps, others);
                Assert.Equal([5L, 3L], matrix.shape);
                Assert.True(allclose(matrix.diagonal(), model.Compare(maps[..3], others), atol: 1e-5));
            }
            else
            {
                Assert.Equal("concat", entry.Variant);
            }
        }
    }

    [Fact]
    public void TheyTrainAndAreMeasured()
    {
        set_num_threads(1);
        using SampleSet data = ToyData.Create();
        foreach (ModelEntry entry in CompiledSpecs.Load([("Maps.siamese.yaml", Maps)]))
        {
            using SiameseModule model = entry.Create(1);
            using SiameseTrainer trainer = entry.CreateTrainer(model, entry.DefaultOptions);
            var sampler = BatchSampler.Create(entry.DefaultOptions.Batch, data.Labels, new RandomSource(2));
            List<float> losses = [];
            for (int i = 0; i < 60; i++)
            {
                losses.Add(trainer.TrainStep(sampler.Next(), data));
            }

            Assert.True(losses[^10..].Average() < losses[..10].Average(), entry.Name);
            int[] left = [0, 5, 60], right = [3, 70, 61];
            using var byHead = new ModelScorer(model, data);
            using var byDistance = new ModelScorer(model, data, Metric.Euclidean);
            Assert.All(byHead.Score(left, right).Concat(byDistance.Score(left, right)), score => Assert.True(float.IsFinite(score)));
            Assert.Equal(0, byDistance.Score([7], [7])[0], 1e-3);
        }
    }
}
