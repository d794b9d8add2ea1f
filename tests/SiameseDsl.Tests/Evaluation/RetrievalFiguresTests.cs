using SiameseDsl.Evaluation;

namespace SiameseDsl.Tests.Evaluation;

public class RetrievalFiguresTests
{
    [Fact]
    public void Figures_are_what_a_plain_ranking_of_every_query_gives()
    {
        int[] labels = [.. FakeScorer.Labels(6, 5), 9];
        using var scorer = new FakeScorer((a, b) => Value(a, b) + (labels[a] == labels[b] ? 0.3f : 0));
        RetrievalFigures figures = RetrievalFigures.Measure(scorer, labels, most: 1000, seed: 1);

        // The class with one sample takes no part; each of the others has four to be found among 29.
        Assert.Equal((30, 29), (figures.Queries, figures.Gallery));
        double[] hits = new double[3];
        double precision = 0;
        double map = 0;
        for (int query = 0; query < 30; query++)
        {
            int[] ranked = [.. Enumerable.Range(0, 30).Where(other => other != query).OrderByDescending(other => scorer.Score([query], [other])[0])];
            bool[] right = [.. ranked.Select(other => labels[other] == labels[query])];
            hits[0] += right[0] ? 1 : 0;
            hits[1] += right.Take(5).Any(one => one) ? 1 : 0;
            hits[2] += right.Take(10).Any(one => one) ? 1 : 0;
            precision += right.Take(4).Count(one => one) / 4.0;
            map += Enumerable.Range(1, 4).Where(k => right[k - 1]).Sum(k => right.Take(k).Count(one => one) / (double)k) / 4;
        }

        Assert.Equal([1, 5, 10], figures.RecallAt.Keys);
        Assert.Equal(hits.Select(hit => hit / 30), figures.RecallAt.Values);
        Assert.Equal(precision / 30, figures.RPrecision, 12);
        Assert.Equal(map / 30, figures.MapAtR, 12);
        Assert.InRange(figures.MapAtR, 0.05, 0.95);
    }

    [Fact]
    public void A_perfect_scorer_finds_all_and_a_constant_one_finds_by_chance()
    {
        int[] labels = FakeScorer.Labels(20, 10);
        using var perfect = new FakeScorer((a, b) => labels[a] == labels[b] ? 1 : 0);
        RetrievalFigures all = RetrievalFigures.Measure(perfect, labels, 1000, 1);
        Assert.Equal((1, 1, 1), (all.RecallAt[1], all.RPrecision, all.MapAtR));

        using var constant = new ConstantScorer();
        RetrievalFigures none = RetrievalFigures.Measure(constant, labels, 1000, 1);
        Assert.InRange(none.RecallAt[1], 0, 0.12);
        Assert.InRange(none.MapAtR, 0, 0.05);
    }

    /// <summary>A number of [0, 1) for each pair, no two alike.</summary>
    private static float Value(int a, int b) => ((a * 31) + b) * 7919 % 10_007 / 10_007f;

    [Theory]
    [InlineData(100)]
    [InlineData(30)]
    public void Of_many_samples_as_many_of_each_class_take_part(int most)
    {
        int[] labels = FakeScorer.Labels(20, 40);
        using var constant = new ConstantScorer();
        RetrievalFigures figures = RetrievalFigures.Measure(constant, labels, most, 1);
        Assert.InRange(figures.Queries, most - 1, most);
    }
}
