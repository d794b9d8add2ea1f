using SiameseDsl.Evaluation;

namespace SiameseDsl.Tests.Evaluation;

public class ScoreCalibrationTests
{
    [Theory]
    [InlineData(1, 1.0, 0.0)]
    [InlineData(2, 0.04, 3.0)]
    [InlineData(3, 25.0, -4.0)]
    public void The_function_that_made_the_labels_is_found_again(int seed, double slope, double offset)
    {
        // Scores whose log odds run from -3 to 3; labels drawn by those odds, so that both kinds are about equally frequent.
        var random = new Random(seed);
        float[] scores = [.. Enumerable.Range(0, 60_000).Select(_ => (float)(((random.NextDouble() * 6) - 3 - offset) / slope))];
        bool[] same = [.. scores.Select(score => random.NextDouble() < 1 / (1 + Math.Exp(-((slope * score) + offset))))];

        ScoreCalibration fitted = ScoreCalibration.Fit(scores, same);

        Assert.InRange(fitted.Slope / slope, 0.95, 1.05);
        Assert.All(scores.Take(200), score => Assert.Equal(1 / (1 + Math.Exp(-((slope * score) + offset))), fitted.Probability(score), tolerance: 0.02));
        Assert.InRange(VerificationFigures.Of(scores, same, fitted).CalibrationError, 0, 0.02);
    }

    [Fact]
    public void The_fit_is_the_minimum_of_the_likelihood()
    {
        float[] scores = [-2.5f, -1, -0.5f, 0, 0.25f, 1, 1.5f, 3];
        bool[] same = [false, false, true, false, true, false, true, true];
        ScoreCalibration fitted = ScoreCalibration.Fit(scores, same);
        double best = Loss(fitted.Slope, fitted.Offset);
        foreach ((double ds, double doff) in new[] { (1e-3, 0.0), (-1e-3, 0.0), (0.0, 1e-3), (0.0, -1e-3), (1e-3, 1e-3), (-1e-3, 1e-3) })
        {
            Assert.True(Loss(fitted.Slope + ds, fitted.Offset + doff) > best);
        }

        // Platt's targets for four pairs of each kind: 5/6 and 1/6.
        double Loss(double slope, double offset) => scores.Zip(same).Sum(pair =>
        {
            double p = 1 / (1 + Math.Exp(-((slope * pair.First) + offset)));
            double target = pair.Second ? 5.0 / 6 : 1.0 / 6;
            return -((target * Math.Log(p)) + ((1 - target) * Math.Log(1 - p)));
        });
    }

    [Fact]
    public void Separable_pairs_and_constant_scores_give_finite_numbers()
    {
        ScoreCalibration separable = ScoreCalibration.Fit([-3, -2, 2, 3], [false, false, true, true]);
        Assert.InRange(separable.Probability(-2.5), 0.05, 0.5);
        Assert.InRange(separable.Probability(2.5), 0.5, 0.95);
        Assert.Equal(0.5, ScoreCalibration.Fit([7, 7, 7, 7], [false, true, true, false]).Probability(7));
        Assert.Equal(0, separable.Probability(double.NegativeInfinity));
        Assert.Equal(1, separable.Probability(double.PositiveInfinity));
    }
}
