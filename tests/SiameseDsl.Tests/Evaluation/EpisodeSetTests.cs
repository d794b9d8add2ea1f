using SiameseDsl.Evaluation;

namespace SiameseDsl.Tests.Evaluation;

public class EpisodeSetTests
{
    [Theory]
    [InlineData(10, 50, 5, 1)]
    [InlineData(47, 20, 20, 1)]
    [InlineData(3, 8, 3, 5)]
    public void Episodes_ask_for_each_class_equally_often_and_never_show_the_query(int classes, int each, int ways, int shots)
    {
        int[] labels = FakeScorer.Labels(classes, each);
        EpisodeSet episodes = EpisodeSet.Random(labels, ways, shots, 1000, seed: 2);

        Assert.InRange(episodes.Count, 1000, 1000 + classes);
        Assert.Single(episodes.QueryClasses.ToArray().GroupBy(c => c).Select(g => g.Count()).Distinct());
        Assert.Equal(classes, episodes.QueryClasses.ToArray().Distinct().Count());
        for (int e = 0; e < episodes.Count; e++)
        {
            int[] supports = episodes.Supports.Slice(e * ways * shots, ways * shots).ToArray();
            Assert.DoesNotContain(episodes.Queries[e], supports);
            Assert.Equal(supports.Length, supports.Distinct().Count());
            int[] candidates = [.. Enumerable.Range(0, ways).Select(w => labels[supports[w * shots]])];
            Assert.Equal(ways, candidates.Distinct().Count());
            Assert.Equal(labels[episodes.Queries[e]], candidates[episodes.Answers[e]]);
            Assert.All(Enumerable.Range(0, ways * shots), i => Assert.Equal(candidates[i / shots], labels[supports[i]]));
        }
    }

    [Fact]
    public void The_right_candidate_stands_everywhere_equally_often()
    {
        EpisodeSet episodes = EpisodeSet.Random(FakeScorer.Labels(10, 50), 5, 1, 10_000, seed: 2);
        Assert.All(episodes.Answers.ToArray().GroupBy(a => a), g => Assert.InRange(g.Count(), 1800, 2200));
    }

    [Theory]
    [InlineData(30, "5 20")]
    [InlineData(20, "5 20")]
    [InlineData(10, "5")]
    [InlineData(5, "5")]
    [InlineData(3, "3")]
    public void Ways_follow_the_number_of_classes(int classes, string expected) =>
        Assert.Equal(expected, string.Join(' ', EpisodeSet.AllowedWays(FakeScorer.Labels(classes, 4), [5, 20])));

    [Fact]
    public void The_seed_decides_the_episodes_on_every_machine()
    {
        EpisodeSet recorded = EpisodeSet.Random(FakeScorer.Labels(10, 100), 5, 1, 2, 1);
        Assert.Equal("894 183 150 441 592 922 808 540 721 777 45 928 874 341 982 943 759 636 850 318", string.Join(' ', recorded.Supports[..20].ToArray()));
        Assert.NotEqual(recorded.Supports.ToArray(), EpisodeSet.Random(FakeScorer.Labels(10, 100), 5, 1, 2, 2).Supports.ToArray());
    }

    [Fact]
    public void Too_many_ways_or_shots_are_refused_with_the_numbers()
    {
        int[] labels = FakeScorer.Labels(4, 3);
        Assert.Contains("5-way", Assert.Throws<SiameseException>(() => EpisodeSet.Random(labels, 5, 1, 100, 1)).Message);
        Assert.Contains("3-shot episodes need 4 samples", Assert.Throws<SiameseException>(() => EpisodeSet.Random(labels, 3, 3, 100, 1)).Message);
    }

    [Fact]
    public void Given_episodes_must_agree_in_their_counts()
    {
        Assert.Throws<ArgumentException>(() => new EpisodeSet(2, 1, [0], [1], [0], [0]));
        Assert.Throws<ArgumentException>(() => new EpisodeSet(2, 1, [0], [1, 2], [2], [0]));
    }
}
