using SiameseDsl.Evaluation;

namespace SiameseDsl.Tests.Evaluation;

public sealed class ImpostorScoresTests
{
    [Fact]
    public void The_rate_is_the_share_of_pairs_with_the_new_one_among_them()
    {
        ImpostorScores scores = ImpostorScores.Of([3f, 1f, 2f, 2f]);
        Assert.Equal(1 / 5.0, scores.FalseAcceptRate(3.5));
        Assert.Equal(2 / 5.0, scores.FalseAcceptRate(3));
        Assert.Equal(2 / 5.0, scores.FalseAcceptRate(2.5));
        Assert.Equal(4 / 5.0, scores.FalseAcceptRate(2));
        Assert.Equal(1, scores.FalseAcceptRate(1));
        Assert.Equal(1, scores.FalseAcceptRate(-9));
    }

    [Fact]
    public void The_score_for_a_rate_is_the_lowest_that_keeps_it()
    {
        ImpostorScores scores = ImpostorScores.Of([3f, 1f, 2f, 2f]);
        Assert.Equal(MathF.BitIncrement(1), scores.ScoreAt(0.8));
        Assert.Equal(MathF.BitIncrement(2), scores.ScoreAt(0.5));
        Assert.Equal(MathF.BitIncrement(2), scores.ScoreAt(0.4));
        Assert.Equal(MathF.BitIncrement(3), scores.ScoreAt(0.2));

        // No pair of four can tell a rate of one in a hundred: the strictest that is known stands.
        Assert.Equal(MathF.BitIncrement(3), scores.ScoreAt(0.01));
    }

    [Fact]
    public void What_is_kept_tells_every_rate_to_a_hundredth_of_itself_and_never_too_low()
    {
        var random = new Random(2);
        float[] all = [.. Enumerable.Range(0, 200_000).Select(_ => MathF.Round(random.NextSingle(), 5))];
        ImpostorScores scores = ImpostorScores.Of(all);
        Assert.InRange(scores.Scores.Length, 1000, 1700);
        Assert.Equal(200_000, scores.Pairs);

        ImpostorScores again = ImpostorScores.FromKept(scores.Scores, scores.Positions, scores.Pairs);
        float[] sorted = [.. all.Order()];
        foreach (double at in (double[])[0, 0.1, 0.37, 0.5, 0.77777, 0.9, 0.99, 0.995, 0.9999, 0.99999, 1, 2])
        {
            double exact = (all.Count(score => score >= at) + 1) / 200_001.0;
            Assert.InRange(scores.FalseAcceptRate(at), exact, 1.0111 * exact);
            Assert.Equal(scores.FalseAcceptRate(at), again.FalseAcceptRate(at));
        }

        foreach (double rate in (double[])[0.5, 0.1, 0.01, 0.001, 0.0001, 0.00001])
        {
            float needed = scores.ScoreAt(rate);
            Assert.True(scores.FalseAcceptRate(needed) <= rate);
            Assert.InRange(sorted.Count(score => score >= needed) / 200_000.0, 0.96 * rate - 1e-5, rate);
        }
    }

    [Fact]
    public void What_makes_no_distribution_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ImpostorScores.Of([]));
        Assert.Throws<SiameseException>(() => ImpostorScores.Of([1, float.NaN]));
        Assert.Throws<ArgumentException>(() => ImpostorScores.FromKept([1, 2], [0, 1], 2));
        Assert.Throws<ArgumentException>(() => ImpostorScores.FromKept([2, 1], [0, 1], 3));
        Assert.Throws<ArgumentException>(() => ImpostorScores.FromKept([2, 1], [0], 1));
    }

    [Fact]
    public void Pairs_are_all_of_different_classes_or_as_many_random_ones()
    {
        int[] labels = [0, 0, 1, 1, 2];
        (int[] left, int[] right) = ImpostorScores.DrawPairs(labels, most: 100, seed: 1);
        (int, int)[] pairs = [.. left.Zip(right, (a, b) => (Math.Min(a, b), Math.Max(a, b)))];
        Assert.Equal([(0, 2), (0, 3), (0, 4), (1, 2), (1, 3), (1, 4), (2, 4), (3, 4)], pairs.Order());

        int[] many = [.. Enumerable.Range(0, 300).Select(i => i / 10)];
        (left, right) = ImpostorScores.DrawPairs(many, most: 1000, seed: 1);
        Assert.Equal(1000, left.Length);
        Assert.All(left.Zip(right), pair => Assert.NotEqual(many[pair.First], many[pair.Second]));
        Assert.Equal(left, ImpostorScores.DrawPairs(many, most: 1000, seed: 1).Left);
        Assert.Contains("at least two classes", Assert.Throws<SiameseException>(() => ImpostorScores.DrawPairs([1, 1], 10, 1)).Message, StringComparison.Ordinal);
    }
}
