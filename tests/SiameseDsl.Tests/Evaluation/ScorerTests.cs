using SiameseDsl.Data;
using SiameseDsl.Evaluation;
using SiameseDsl.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Evaluation;

public class ScorerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_model_scores_pairs_as_its_own_forward_pass_in_evaluation_mode(int towers)
    {
        using var model = new TinyModel(towers);
        using SampleSet samples = TinyModel.Samples(5, 7, 1);
        int[] left = [0, 3, 3, 9, 30];
        int[] right = [1, 0, 4, 9, 2];
        float[] scores;
        using (var scorer = new ModelScorer(model, samples, batchSize: 2))
        {
            scores = scorer.Score(left, right);
            Assert.Equal(scores, scorer.Score(left, right));
        }

        Assert.True(model.training);
        model.eval();
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Tensor expected = model.call(samples.Gather([0L, 3, 3, 9, 30]), samples.Gather([1L, 0, 4, 9, 2]));
        for (int i = 0; i < left.Length; i++)
        {
            Assert.Equal(expected[i].item<float>(), scores[i], 5);
        }
    }

    [Fact]
    public void Each_sample_goes_through_each_tower_once_and_only_if_a_task_needs_it()
    {
        using SampleSet samples = TinyModel.Samples(5, 7, 1);
        using var shared = new TinyModel(1);
        using (var scorer = new ModelScorer(shared, samples))
        {
            scorer.Score([0, 1, 2, 0], [1, 2, 3, 3]);
            scorer.Score([0, 5], [3, 3]);
        }

        Assert.Equal(5, shared.Embedded[0]);

        using var separate = new TinyModel(2);
        using (var scorer = new ModelScorer(separate, samples))
        {
            scorer.Score([0, 1, 2, 0], [1, 2, 3, 4]);
        }

        Assert.Equal([3, 4], separate.Embedded);
    }

    [Fact]
    public void A_frozen_layer_stays_in_its_mode()
    {
        using var model = new TinyModel(1);
        using SampleSet samples = TinyModel.Samples(3, 3, 1);
        nn.Module frozen = model.named_children().First(c => c.name == "drop").module;
        frozen.eval();
        using var scorer = new ModelScorer(model, samples);
        scorer.Score([0], [1]);
        Assert.True(model.training);
        Assert.False(frozen.training);
    }

    [Fact]
    public void A_metric_ranks_by_the_distance_of_the_embeddings()
    {
        using var model = new TinyModel(1);
        using SampleSet samples = TinyModel.Samples(3, 3, 1);
        using var head = new ModelScorer(model, samples);
        using var squared = new ModelScorer(model, samples, Metric.SquaredEuclidean);
        float score = head.Score([0], [4])[0];
        Assert.Equal(-(score * score), squared.Score([0], [4])[0], 5);
    }

    [Fact]
    public void Pixels_score_by_their_negative_distance()
    {
        using var bytes = new SampleSet(tensor(new byte[] { 0, 0, 255, 0, 255, 255 }).reshape(3, 1, 1, 2), [0, 0, 1], ["a", "b"]);
        using var scorer = new PixelScorer(bytes);
        float[] scores = scorer.Score([0, 0, 1], [1, 2, 1]);
        Assert.Equal(-1, scores[0], 5);
        Assert.Equal(-MathF.Sqrt(2), scores[1], 5);
        Assert.Equal(0, scores[2]);
    }

    [Fact]
    public void No_tensor_is_left_alive()
    {
        using var model = new TinyModel(2);
        using DataSplit split = TinyModel.Split(6);
        var options = new EvaluationOptions { Pairs = 200, ValidationPairs = 200, Episodes = 50 };
        Evaluator.Evaluate(s => new ModelScorer(model, s), split, options);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Evaluator.Evaluate(s => new ModelScorer(model, s), split, options);
        Evaluator.Evaluate(s => new PixelScorer(s), split, options);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
