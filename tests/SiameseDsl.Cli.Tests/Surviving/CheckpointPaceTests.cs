using SiameseDsl.Cli.Runs;

namespace SiameseDsl.Cli.Tests.Surviving;

public sealed class CheckpointPaceTests
{
    private readonly Clock clock = new();

    [Fact]
    public void A_state_is_due_after_the_time_that_was_asked_for_and_after_half_of_it_at_the_end_of_an_epoch()
    {
        var pace = new CheckpointPace(TimeSpan.FromSeconds(10), clock);
        clock.Pass(4.9);
        Assert.False(pace.IsDueAtEpochEnd);
        clock.Pass(0.2);
        Assert.True(pace.IsDueAtEpochEnd);
        Assert.False(pace.IsDue);
        clock.Pass(5);
        Assert.True(pace.IsDue);
        pace.Write(() => { });
        Assert.False(pace.IsDueAtEpochEnd);
    }

    [Theory]
    [InlineData(10, 0.1, 10)]
    [InlineData(10, 0.75, 15)]
    [InlineData(10, 5, 20)]
    [InlineData(60, 5, 60)]
    public void Writing_that_takes_long_is_done_less_often_but_costs_half_a_minute_of_work_at_most(double every, double cost, double expected)
    {
        var pace = new CheckpointPace(TimeSpan.FromSeconds(every), clock);
        pace.Write(() => clock.Pass(cost));
        clock.Pass(expected - 0.01);
        Assert.False(pace.IsDue);
        clock.Pass(0.02);
        Assert.True(pace.IsDue);
    }

    private sealed class Clock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(double seconds) => ticks += TimeSpan.FromSeconds(seconds).Ticks;

        public override long GetTimestamp() => ticks;
    }
}
