using SiameseDsl.Evaluation;

namespace SiameseDsl.Tests.Evaluation;

public class OpenSetFiguresTests
{
    private static readonly int[] Labels = FakeScorer.Labels(20, 8);

    [Fact]
    public void A_perfect_scorer_identifies_every_probe_and_takes_no_other_for_one()
    {
        using var perfect = new FakeScorer((a, b) => Labels[a] == Labels[b] ? 1 : 0);
        OpenSetFigures figures = OpenSetFigures.Measure(perfect, Labels, 1)!;
        Assert.Equal((10, 5, 5 * 10 * 7, 5 * 10 * 8), (figures.Enrolled, figures.Galleries, figures.MatedProbes, figures.NonMatedProbes));
        Assert.Equal([0.1, 0.01], figures.DetectedAndIdentified.Keys);
        Assert.All(figures.DetectedAndIdentified.Values, rate => Assert.Equal(1, rate));
        Assert.Equal(1, figures.Rank1);
    }

    [Fact]
    public void A_constant_scorer_rejects_all_or_accepts_all()
    {
        using var constant = new ConstantScorer();
        OpenSetFigures figures = OpenSetFigures.Measure(constant, Labels, 1)!;
        Assert.All(figures.DetectedAndIdentified.Values, rate => Assert.Equal(0, rate));
        Assert.Equal(0.1, figures.Rank1, 12);
    }

    [Fact]
    public void The_threshold_lets_no_more_false_alarms_pass_than_allowed()
    {
        // A probe's best candidate scores by the probe alone: mated ones spread over [0, 1), the others over [0, 0.5).
        int samples = Labels.Length;
        using var scorer = new FakeScorer((probe, enrolled) => Labels[probe] == Labels[enrolled] ? 1 + Spread(probe) : 0.5f * Spread(probe) * (1 + Spread(probe)));
        OpenSetFigures figures = OpenSetFigures.Measure(scorer, Labels, 1)!;
        Assert.Equal(1, figures.Rank1);
        Assert.True(figures.DetectedAndIdentified[0.1] >= figures.DetectedAndIdentified[0.01]);
        Assert.Equal(1, figures.DetectedAndIdentified[0.01]);

        // The right candidate now scores below most false alarms: only those above the barrier stand.
        using var weak = new FakeScorer((probe, enrolled) => Labels[probe] == Labels[enrolled] ? Spread(probe) : Labels[probe] % 2 == 0 ? -1 : 0.6f);
        OpenSetFigures half = OpenSetFigures.Measure(weak, Labels, 1)!;
        Assert.InRange(half.DetectedAndIdentified[0.01], 0.2, 0.6);

        float Spread(int sample) => (sample * 37 % samples) / (float)samples;
    }

    [Fact]
    public void Three_classes_are_too_few()
    {
        using var constant = new ConstantScorer();
        Assert.Null(OpenSetFigures.Measure(constant, FakeScorer.Labels(3, 8), 1));
        Assert.NotNull(OpenSetFigures.Measure(constant, FakeScorer.Labels(4, 8), 1));
    }
}
