using System.Diagnostics;
using SiameseDsl.Evaluation;

namespace SiameseDsl.Tests.Evaluation;

public class EpisodeOutcomesTests
{
    [Theory]
    [InlineData(10, 5, 1)]
    [InlineData(20, 20, 1)]
    [InlineData(3, 3, 1)]
    [InlineData(7, 7, 1)]
    [InlineData(10, 5, 3)]
    public void A_constant_scorer_measures_exactly_one_in_n(int classes, int ways, int shots)
    {
        EpisodeSet episodes = EpisodeSet.Random(FakeScorer.Labels(classes, 10), ways, shots, 1000, seed: 1);
        using var scorer = new ConstantScorer(0.25f);
        Assert.Equal(1.0 / ways, EpisodeOutcomes.Of(episodes, scorer).Accuracy);
    }

    [Fact]
    public void A_constant_scorer_measures_exactly_a_half_on_pairs()
    {
        PairSet pairs = PairSet.Balanced(FakeScorer.Labels(7, 10), 1000, seed: 1);
        using var scorer = new ConstantScorer();
        float[] scores = scorer.Score(pairs.Left, pairs.Right);
        Assert.Equal(0.5, Verification.Auc(scores, pairs.Same));
        Assert.Equal(0.5, Verification.Eer(scores, pairs.Same));
        Assert.Equal(0.5, Verification.Accuracy(scores, pairs.Same, Verification.FitThreshold(scores, pairs.Same)));
        Assert.Equal(0.5, Verification.Accuracy(scores, pairs.Same, -1));
        Assert.Equal(0.5, Verification.Accuracy(scores, pairs.Same, +1));
    }

    [Fact]
    public void A_separable_scorer_is_at_chance_and_below_three_quarters_of_pairs()
    {
        // The arithmetic of the tutorial's head: u(left) + v(right), which orders the classes at best. Both orders of each two classes are asked, so that no sample exceeds the limit.
        int[] labels = FakeScorer.Labels(10, 20);
        using var scorer = new FakeScorer((a, b) => (labels[a] * 1f) - (labels[b] * 1f));
        PairSet pairs = PairSet.Balanced(labels, 10_000, seed: 1);
        float[] scores = scorer.Score(pairs.Left, pairs.Right);
        Assert.InRange(Verification.Accuracy(scores, pairs.Same, Verification.FitThreshold(scores, pairs.Same)), 0.70, 0.75);
        EpisodeOutcomes outcomes = EpisodeOutcomes.Of(EpisodeSet.Random(labels, 5, 1, 5_000, seed: 1), scorer);
        Assert.InRange(outcomes.Accuracy, 0.18, 0.22);
    }

    [Fact]
    public void Credit_and_accuracy_agree_with_a_naive_count()
    {
        int[] labels = FakeScorer.Labels(8, 12);
        float Score(int a, int b) => (labels[a] == labels[b] ? 2 : 0) + (((a * 7) + (b * 13)) % 3);
        using var scorer = new FakeScorer(Score);
        EpisodeSet episodes = EpisodeSet.Random(labels, 6, 1, 500, seed: 1);
        EpisodeOutcomes outcomes = EpisodeOutcomes.Of(episodes, scorer);
        double sum = 0;
        for (int e = 0; e < episodes.Count; e++)
        {
            float[] scores = [.. episodes.Supports.Slice(e * 6, 6).ToArray().Select(s => Score(episodes.Queries[e], s))];
            double credit = scores[episodes.Answers[e]] == scores.Max() ? 1.0 / scores.Count(s => s == scores.Max()) : 0;
            Assert.Equal(credit, outcomes.Credit(e));
            sum += credit;
        }

        Assert.InRange(outcomes.Accuracy, 0.3, 0.99);
        Assert.Equal(sum / episodes.Count, outcomes.Accuracy, 12);
    }

    [Fact]
    public void Several_shots_are_averaged()
    {
        // Support 1 and 2 of the right class score 0 and 4, those of the other 3 and 0: the mean decides, not the best one nor the first.
        var episodes = new EpisodeSet(2, 2, [0], [1, 2, 3, 4], [0], [0]);
        float[] scores = [0, 0, 4, 3, 0];
        using var scorer = new FakeScorer((_, support) => scores[support]);
        Assert.Equal(1, EpisodeOutcomes.Of(episodes, scorer).Accuracy);
        scores[4] = 2;
        Assert.Equal(0, EpisodeOutcomes.Of(episodes, scorer).Accuracy);
    }

    [Fact]
    public void A_diverged_scorer_is_refused()
    {
        using var scorer = new ConstantScorer(float.NaN);
        EpisodeSet episodes = EpisodeSet.Random(FakeScorer.Labels(5, 3), 5, 1, 10, 1);
        Assert.Throws<SiameseException>(() => EpisodeOutcomes.Of(episodes, scorer));
    }

    [Fact]
    public void A_thousand_episodes_of_twenty_ways_rank_in_well_under_a_second()
    {
        int[] labels = FakeScorer.Labels(50, 20);
        using var scorer = new FakeScorer((a, b) => -Math.Abs(labels[a] - labels[b]));
        var clock = Stopwatch.StartNew();
        EpisodeOutcomes.Of(EpisodeSet.Random(labels, 20, 1, 1000, 1), scorer);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"It took {clock.Elapsed}.");
    }
}
