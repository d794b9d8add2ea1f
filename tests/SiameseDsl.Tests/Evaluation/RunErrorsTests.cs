using SiameseDsl.Data;
using SiameseDsl.Evaluation;
using SiameseDsl.Statistics;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Evaluation;

public sealed class RunErrorsTests : IDisposable
{
    private const int Ways = 20;

    private readonly List<OmniglotRun> runs = [.. Enumerable.Range(0, 4).Select(run => Run($"run{run:D2}"))];

    public void Dispose() => runs.ForEach(run => run.Dispose());

    [Fact]
    public void A_constant_scorer_errs_exactly_as_chance_does()
    {
        RunErrors errors = RunErrors.Measure(runs, _ => new ConstantScorer());
        Assert.Equal(4 * Ways, errors.Trials);
        Assert.Equal(Ways, errors.Ways);
        Assert.All(errors.Runs, error => Assert.Equal(0.95, error, 12));
        Assert.Equal(0.95, errors.Error, 12);
    }

    [Fact]
    public void The_right_drawing_of_the_right_run_is_the_answer()
    {
        // Sample k of a run is its class k, query q stands behind the support and asks for class (7 q) mod 20.
        RunErrors errors = RunErrors.Measure(runs, samples => new FakeScorer((query, support) =>
        {
            Assert.Equal(2 * Ways, samples.Count);
            Assert.InRange(query, Ways, (2 * Ways) - 1);
            Assert.InRange(support, 0, Ways - 1);
            return (query - Ways) * 7 % Ways == support ? 1 : 0;
        }));
        Assert.Equal(0, errors.Error);
        Assert.Equal(Interval.Wilson(0, 4 * Ways).HalfWidth, errors.Ci95);
    }

    [Fact]
    public void Errors_are_those_of_each_run_and_their_spread_makes_the_interval()
    {
        int run = 0;
        RunErrors errors = RunErrors.Measure(runs, _ =>
        {
            // Run r misses its first 4 r queries.
            int missed = 4 * run++;
            return new FakeScorer((query, support) => (query - Ways < missed) ^ ((query - Ways) * 7 % Ways == support) ? 1 : 0);
        });
        Assert.Equal([0, 0.2, 0.4, 0.6], errors.Runs.Select(error => Math.Round(error, 12)));
        Assert.Equal(0.3, errors.Error, 12);

        // Standard deviation 0.2582, t quantile of 3 degrees 3.1824: 0.4108.
        Assert.Equal(0.4108, errors.Ci95!.Value, 3);
    }

    private static OmniglotRun Run(string name)
    {
        string[] classes = [.. Enumerable.Range(1, Ways).Select(k => $"{name}/training/class{k:D2}.png")];
        return new OmniglotRun(
            name,
            new SampleSet(zeros([Ways, 1, 4, 4], ScalarType.Byte), [.. Enumerable.Range(0, Ways)], classes),
            new SampleSet(zeros([Ways, 1, 4, 4], ScalarType.Byte), [.. Enumerable.Range(0, Ways).Select(q => q * 7 % Ways)], classes));
    }
}
