using SiameseDsl.Data;
using SiameseDsl.Evaluation;

namespace SiameseDsl.Tests.Evaluation;

public class EvaluatorTests
{
    private static readonly EvaluationOptions Quick = new() { Pairs = 1_000, ValidationPairs = 1_000, Episodes = 300 };

    [Theory]
    [InlineData(3, "3")]
    [InlineData(12, "5")]
    [InlineData(24, "5 20")]
    public void A_constant_scorer_measures_exactly_half_and_one_in_n(int classes, string ways)
    {
        using DataSplit split = TinyModel.Split(classes);
        EvaluationResult result = Evaluator.Evaluate(_ => new ConstantScorer(3), split, Quick);
        Assert.Equal(0.5, result.PairAccuracy);
        Assert.Equal(0.5, result.Auc);
        Assert.Equal(0.5, result.Eer);
        Assert.Equal(ways, string.Join(' ', result.OneShot.Keys));
        Assert.All(result.OneShot, o => Assert.Equal(1.0 / o.Key, o.Value));
    }

    [Fact]
    public void Every_scorer_sees_the_same_tasks_and_figures_repeat()
    {
        using DataSplit split = TinyModel.Split(8);
        using var model = new TinyModel(1);
        EvaluationResult first = Evaluator.Evaluate(s => new ModelScorer(model, s), split, Quick);
        EvaluationResult again = Evaluator.Evaluate(s => new ModelScorer(model, s), split, Quick);
        EvaluationResult pixels = Evaluator.Evaluate(s => new PixelScorer(s), split, Quick);
        Assert.Equal(first.Pairs.Scores.ToArray(), again.Pairs.Scores.ToArray());
        Assert.Equal(first.PairAccuracy, again.PairAccuracy);
        Assert.Equal(first.Pairs.Pairs.Left.ToArray(), pixels.Pairs.Pairs.Left.ToArray());
        Assert.Equal(first.Episodes[5].Episodes.Supports.ToArray(), pixels.Episodes[5].Episodes.Supports.ToArray());
        Assert.InRange(pixels.PairAccuracy, 0.8, 1);
        Assert.InRange(pixels.OneShot[5], 0.6, 1);
    }

    [Fact]
    public void The_threshold_comes_from_validation_data_alone()
    {
        // On validation data scores lie around 0, on test data around 10: a threshold that had seen the test would cut at 10.
        using DataSplit split = TinyModel.Split(8);
        EvaluationResult result = Evaluator.Evaluate(
            s =>
            {
                float shift = ReferenceEquals(s, split.Validation) ? 0 : 10;
                return new FakeScorer((a, b) => shift + (s.Labels[a] == s.Labels[b] ? 1 : -1));
            },
            split,
            Quick);
        Assert.Equal(0, result.Threshold);
        Assert.Equal(0.5, result.PairAccuracy);
        Assert.Equal(1, result.Auc);
    }

    [Fact]
    public void A_cancelled_evaluation_stops()
    {
        using DataSplit split = TinyModel.Split(8);
        Assert.Throws<OperationCanceledException>(() => Evaluator.Evaluate(_ => new ConstantScorer(), split, Quick, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData("one_shot", 0.2)]
    [InlineData("auc", 0.5)]
    [InlineData("pair_accuracy", 0.5)]
    public void The_quick_figure_of_a_constant_is_chance_and_of_a_model_is_more(string metric, double chance)
    {
        using SampleSet validation = TinyModel.Samples(8, 10, 1);
        using var constant = new ConstantScorer();
        Assert.Equal(chance, Evaluator.ValidationMetric(constant, validation.Labels, metric));
        using var model = new TinyModel(1, dropout: 0);
        Assert.InRange(Evaluator.ValidationMetric(model, validation, metric), chance + 0.15, 1);
        Assert.Equal(Evaluator.ValidationMetric(model, validation, metric), Evaluator.ValidationMetric(model, validation, metric));
    }

    [Fact]
    public void An_unknown_metric_is_refused_with_the_known_ones()
    {
        using SampleSet validation = TinyModel.Samples(8, 10, 1);
        using var constant = new ConstantScorer();
        Assert.Contains("one_shot", Assert.Throws<ArgumentException>(() => Evaluator.ValidationMetric(constant, validation.Labels, "accuracy")).Message);
    }
}
