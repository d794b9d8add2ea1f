using SiameseDsl.Evaluation;

namespace SiameseDsl.Tests.Evaluation;

public class VerificationFiguresTests
{
    [Theory]
    [InlineData(1, 0, 0.4)]
    [InlineData(2, 6, 0.4)]
    [InlineData(3, 3, 0.0)]
    [InlineData(4, 50, -0.2)]
    public void Figures_are_what_counting_at_every_threshold_gives(int seed, int levels, double shift)
    {
        var random = new Random(seed);
        bool[] same = [.. Enumerable.Range(0, 400).Select(i => i % 2 == 0)];
        float[] scores = [.. same.Select(one => random.NextDouble() + (one ? shift : 0)).Select(value => (float)(levels == 0 ? value : Math.Round(value * levels) / levels))];
        double[] thresholds = [.. scores.Distinct().OrderDescending().Select(score => (double)score)];

        VerificationFigures figures = VerificationFigures.Of(scores, same, ScoreCalibration.Fit(scores, same));

        foreach (double rate in VerificationFigures.FalseAcceptRates)
        {
            double best = thresholds.Where(t => Share(t, false) <= rate).Select(t => Share(t, true)).DefaultIfEmpty(0).Max();
            Assert.Equal(best, figures.TrueAccepts[rate], 12);
        }

        double precision = 0;
        double before = 0;
        foreach (double t in thresholds)
        {
            double accepted = scores.Zip(same).Count(pair => pair.First >= t && pair.Second);
            precision += (Share(t, true) - before) * accepted / scores.Count(score => score >= t);
            before = Share(t, true);
        }

        Assert.Equal(precision, figures.AveragePrecision, 12);
        IReadOnlyList<(double FalseAccepts, double TrueAccepts)> curve = Verification.Roc(scores, same);
        Assert.Equal((0, 0), curve[0]);
        Assert.Equal((1, 1), curve[^1]);
        Assert.All(curve.Skip(1), point => Assert.Contains(thresholds, t => Share(t, false) == point.FalseAccepts && Share(t, true) == point.TrueAccepts));

        double Share(double threshold, bool kind) => scores.Zip(same).Count(pair => pair.First >= threshold && pair.Second == kind) / 200.0;
    }

    [Fact]
    public void A_constant_scorer_knows_nothing()
    {
        float[] scores = [1, 1, 1, 1];
        bool[] same = [true, false, false, true];
        VerificationFigures figures = VerificationFigures.Of(scores, same, ScoreCalibration.Fit(scores, same));
        Assert.Equal(0.5, figures.AveragePrecision);
        Assert.Equal(0.25, figures.Brier, 12);
        Assert.Equal([0.1, 0.01, 0.001], figures.TrueAccepts.Keys);
        Assert.All(figures.TrueAccepts.Values, rate => Assert.Equal(0, rate));
    }

    [Fact]
    public void A_probability_that_is_always_too_high_is_so_much_off()
    {
        // The calibration says 0.9 of every pair, and half of them are same ones.
        var sure = new ScoreCalibration(0, Math.Log(9));
        float[] scores = [.. Enumerable.Range(0, 3000).Select(i => (float)i)];
        bool[] same = [.. Enumerable.Range(0, 3000).Select(i => i % 2 == 0)];
        VerificationFigures figures = VerificationFigures.Of(scores, same, sure);
        Assert.Equal(0.4, figures.CalibrationError, 10);
        Assert.Equal((0.01 + 0.81) / 2, figures.Brier, 10);
    }
}
