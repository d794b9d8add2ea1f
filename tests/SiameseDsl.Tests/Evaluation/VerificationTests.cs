using SiameseDsl.Evaluation;

namespace SiameseDsl.Tests.Evaluation;

public class VerificationTests
{
    private static (float[] Scores, bool[] Same) Random(int seed, int count, int levels, double shift)
    {
        var random = new Random(seed);
        var same = new bool[count];
        var scores = new float[count];
        for (int i = 0; i < count; i++)
        {
            same[i] = i % 3 == 0;
            double value = random.NextDouble() + (same[i] ? shift : 0);
            scores[i] = (float)(levels == 0 ? value : Math.Round(value * levels) / levels);
        }

        return (scores, same);
    }

    [Theory]
    [InlineData(1, 0, 0.3)]
    [InlineData(2, 5, 0.3)]
    [InlineData(3, 2, 0.0)]
    [InlineData(4, 40, -0.4)]
    public void Auc_is_the_chance_that_a_same_pair_scores_higher_with_ties_as_half(int seed, int levels, double shift)
    {
        (float[] scores, bool[] same) = Random(seed, 300, levels, shift);
        double wins = 0;
        long comparisons = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            for (int j = 0; j < scores.Length; j++)
            {
                if (same[i] && !same[j])
                {
                    comparisons++;
                    wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }

        Assert.Equal(wins / comparisons, Verification.Auc(scores, same), 12);
    }

    [Theory]
    [InlineData(1, 0, 0.3)]
    [InlineData(2, 5, 0.3)]
    [InlineData(3, 2, 0.0)]
    public void Eer_lies_where_the_joined_roc_points_cross_the_diagonal(int seed, int levels, double shift)
    {
        (float[] scores, bool[] same) = Random(seed, 300, levels, shift);

        // The naive way: walk along the joined curve in a million small steps.
        var points = scores.Distinct().OrderDescending()
            .Select(t => (
                Accept: Enumerable.Range(0, scores.Length).Count(i => !same[i] && scores[i] >= t) / (double)same.Count(s => !s),
                Reject: Enumerable.Range(0, scores.Length).Count(i => same[i] && scores[i] < t) / (double)same.Count(s => s)))
            .Prepend((Accept: 0.0, Reject: 1.0)).ToArray();
        double closest = double.MaxValue;
        double expected = 0;
        for (int i = 1; i < points.Length; i++)
        {
            for (int step = 0; step <= 4000; step++)
            {
                double part = step / 4000.0;
                double accept = points[i - 1].Accept + (part * (points[i].Accept - points[i - 1].Accept));
                double reject = points[i - 1].Reject + (part * (points[i].Reject - points[i - 1].Reject));
                if (Math.Abs(accept - reject) < closest)
                {
                    closest = Math.Abs(accept - reject);
                    expected = (accept + reject) / 2;
                }
            }
        }

        Assert.Equal(expected, Verification.Eer(scores, same), 3);
    }

    [Theory]
    [InlineData(1, 0, 0.3)]
    [InlineData(2, 5, 0.3)]
    [InlineData(3, 3, 0.1)]
    public void The_fitted_threshold_has_the_best_balanced_accuracy_of_all(int seed, int levels, double shift)
    {
        (float[] scores, bool[] same) = Random(seed, 300, levels, shift);
        double Naive(double threshold) =>
            (((double)Enumerable.Range(0, scores.Length).Count(i => same[i] && scores[i] >= threshold) / same.Count(s => s))
            + ((double)Enumerable.Range(0, scores.Length).Count(i => !same[i] && scores[i] < threshold) / same.Count(s => !s))) / 2;
        double best = scores.Append(2f * scores.Max()).Max(s => Naive(s));

        double fitted = Verification.FitThreshold(scores, same);

        Assert.Equal(best, Naive(fitted), 12);
        Assert.Equal(Naive(fitted), Verification.Accuracy(scores, same, fitted), 12);
    }

    [Fact]
    public void Equally_good_thresholds_give_the_middle_one()
    {
        // Between 1 and 2 the accuracy is 100 %, and nowhere else.
        Assert.Equal(1.5, Verification.FitThreshold([0, 1, 2, 3], [false, false, true, true]));

        // A constant is equally good as "all same" and "all different": one of the two stands, and both measure a half.
        double constant = Verification.FitThreshold([7, 7, 7, 7], [false, true, true, false]);
        Assert.Equal(0.5, Verification.Accuracy([7, 7, 7, 7], [false, true, true, false], constant));
        Assert.True(double.IsFinite(constant));
    }

    [Fact]
    public void Neighbouring_floats_are_told_apart_by_the_threshold_between_them()
    {
        float[] scores = [1f, MathF.BitIncrement(1f)];
        double threshold = Verification.FitThreshold(scores, [false, true]);
        Assert.Equal(1.0, Verification.Accuracy(scores, [false, true], threshold));
    }

    [Fact]
    public void A_perfect_scorer_and_its_opposite_are_at_the_ends()
    {
        float[] scores = [0.1f, 0.2f, 0.8f, 0.9f];
        bool[] same = [false, false, true, true];
        Assert.Equal(1.0, Verification.Auc(scores, same));
        Assert.Equal(0.0, Verification.Eer(scores, same));
        bool[] turned = [true, true, false, false];
        Assert.Equal(0.0, Verification.Auc(scores, turned));
        Assert.Equal(1.0, Verification.Eer(scores, turned));
    }

    [Fact]
    public void A_score_that_is_no_number_is_refused_with_the_remedy()
    {
        var error = Assert.Throws<SiameseException>(() => Verification.Auc([float.NaN, 1], [true, false]));
        Assert.Contains("diverged", error.Message);
        Assert.Contains("learning rate", error.Message);
    }

    [Fact]
    public void Pairs_of_one_kind_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Verification.Auc([1, 2], [true, true]));
        Assert.Throws<ArgumentException>(() => Verification.Accuracy([1, 2], [false, false], 0));
        Assert.Throws<ArgumentException>(() => Verification.Eer([1, 2], [false]));
    }
}
