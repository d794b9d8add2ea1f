using SiameseDsl.Evaluation;
using SiameseDsl.Statistics;
using SiameseDsl.Tests.Evaluation;

namespace SiameseDsl.Tests.Statistics;

public class ClassJackknifeTests
{
    private const int Each = 20;

    /// <summary>A world with classes that are easier and harder: each class and image adds its own effect to the chance of a right judgement.</summary>
    private static EvaluationResult World(int classes, int seed, double classSpread, double advantage = 0, int pairs = 600)
    {
        var random = new Random(seed);
        double[] ease = [.. Enumerable.Range(0, classes).Select(_ => classSpread * Normal(random))];
        int[] labels = FakeScorer.Labels(classes, Each);
        double[] imageEase = [.. labels.Select(_ => classSpread * Normal(random))];
        using var scorer = new FakeScorer((a, b) =>
        {
            double signal = 1 + advantage + ease[labels[a]] + ease[labels[b]] + imageEase[a] + imageEase[b];
            return (float)((labels[a] == labels[b] ? signal : -signal) + Normal(random));
        });
        return Result(labels, scorer, pairs);
    }

    private static EvaluationResult Result(int[] labels, IPairScorer scorer, int pairs)
    {
        PairSet set = PairSet.Balanced(labels, pairs, 1);
        float[] scores = scorer.Score(set.Left, set.Right);
        int ways = EpisodeSet.AllowedWays(labels, [5])[^1];
        EpisodeOutcomes episodes = EpisodeOutcomes.Of(EpisodeSet.Random(labels, ways, 1, 200, 1), scorer);
        return new EvaluationResult
        {
            Threshold = 0,
            PairAccuracy = Verification.Accuracy(scores, set.Same, 0),
            Auc = Verification.Auc(scores, set.Same),
            Eer = Verification.Eer(scores, set.Same),
            Verification = VerificationFigures.Of(scores, set.Same, ScoreCalibration.Fit(scores, set.Same)),
            OneShot = new SortedDictionary<int, double> { [ways] = episodes.Accuracy },
            Pairs = new PairOutcomes(set, scores, 0),
            Episodes = new SortedDictionary<int, EpisodeOutcomes> { [ways] = episodes },
        };
    }

    /// <summary>Box and Muller (1958).</summary>
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    [Theory]
    [InlineData(10, 0.6)]
    [InlineData(40, 0.6)]
    [InlineData(10, 0.0)]
    public void Intervals_cover_the_truth_about_as_often_as_they_say(int classes, double classSpread)
    {
        const int Worlds = 60;
        double truth = Enumerable.Range(10_000, 400).Average(s => World(classes, s, classSpread).PairAccuracy);
        int covered = Enumerable.Range(0, Worlds).Count(s =>
        {
            EvaluationResult world = World(classes, s, classSpread);
            return Math.Abs(world.PairAccuracy - truth) <= ClassJackknife.Intervals(world).PairAccuracy;
        });

        // 95 % of 60 is 57; the method errs on the wide side, and 52 would be seen in one of a hundred worlds of an exact one.
        Assert.InRange(covered, 52, Worlds);
    }

    [Fact]
    public void Intervals_are_not_absurdly_wide()
    {
        double[] accuracies = [.. Enumerable.Range(0, 200).Select(s => World(20, s, 0.4).PairAccuracy)];
        double mean = accuracies.Average();
        double spread = Math.Sqrt(accuracies.Average(a => (a - mean) * (a - mean)));
        double half = Enumerable.Range(0, 20).Average(s => ClassJackknife.Intervals(World(20, s, 0.4)).PairAccuracy!.Value);
        Assert.InRange(half / (1.96 * spread), 0.8, 2.0);
    }

    [Fact]
    public void Differences_are_found_where_they_are_and_not_where_they_are_none()
    {
        int falseAlarms = 0;
        int found = 0;
        for (int s = 0; s < 40; s++)
        {
            // The same classes and images are easy for both; only the noise of each judgement is its own.
            EvaluationResult a = World(10, 1000 + s, 0.4);
            EvaluationResult b = World(10, 2000 + s, 0.4);
            EvaluationResult better = World(10, 1000 + s, 0.4, advantage: 1);
            falseAlarms += ClassJackknife.Difference([a], [b], "pair_accuracy").PValue < 0.05 ? 1 : 0;
            found += ClassJackknife.Difference([better], [a], "pair_accuracy").PValue < 0.05 ? 1 : 0;
        }

        Assert.InRange(falseAlarms, 0, 6);
        Assert.InRange(found, 36, 40);
    }

    [Theory]
    [InlineData("pair_accuracy")]
    [InlineData("auc")]
    [InlineData("eer")]
    [InlineData("one_shot")]
    public void A_model_does_not_differ_from_itself(string metric)
    {
        EvaluationResult world = World(8, 1, 0.4);
        MeanDifference difference = ClassJackknife.Difference([world], [world], metric);
        Assert.Equal(new MeanDifference(0, 0, 1), difference);
    }

    [Theory]
    [InlineData("pair_accuracy")]
    [InlineData("auc")]
    [InlineData("eer")]
    [InlineData("one_shot")]
    public void The_difference_is_that_of_the_figures_averaged_over_seeds(string metric)
    {
        EvaluationResult[] a = [World(8, 1, 0.2, 0.5), World(8, 2, 0.2, 0.5)];
        EvaluationResult[] b = [World(8, 3, 0.2), World(8, 4, 0.2)];
        MeanDifference difference = ClassJackknife.Difference(a, b, metric);
        double expected = ((a[0].Metric(metric) + a[1].Metric(metric)) - (b[0].Metric(metric) + b[1].Metric(metric))) / 2;
        Assert.Equal(expected, difference.Difference, 12);
        MeanDifference turned = ClassJackknife.Difference(b, a, metric);
        Assert.Equal(-expected, turned.Difference, 12);
        Assert.Equal(difference.PValue!.Value, turned.PValue!.Value, 9);
        Assert.True(difference.HalfWidth > 0);
    }

    [Fact]
    public void Results_on_other_tasks_are_not_compared() =>
        Assert.Throws<ArgumentException>(() => ClassJackknife.Difference([World(8, 1, 0)], [World(9, 1, 0)], "auc"));

    [Fact]
    public void Few_classes_take_their_images_as_units()
    {
        ResultIntervals intervals = ClassJackknife.Intervals(World(3, 1, 0.2));
        Assert.InRange(intervals.PairAccuracy!.Value, 0.01, 0.2);
        Assert.InRange(intervals.OneShot[3]!.Value, 0.01, 0.2);
    }

    [Fact]
    public void A_faultless_scorer_has_an_interval_for_its_shares_and_none_for_its_areas()
    {
        int[] labels = FakeScorer.Labels(10, Each);
        using var scorer = new FakeScorer((a, b) => labels[a] == labels[b] ? 1 : -1);
        EvaluationResult result = Result(labels, scorer, 1000);
        ResultIntervals intervals = ClassJackknife.Intervals(result);
        Assert.Equal(Interval.Wilson(1, 1000).HalfWidth, intervals.PairAccuracy!.Value, 12);
        Assert.Null(intervals.Auc);
        Assert.Null(intervals.Eer);
    }
}
