namespace SiameseDsl.Cli.Runs;

/// <summary>When a training's state is written: about as often as asked for, but writing takes no more than a twentieth of the time as long as no more than half a minute of work can be lost.</summary>
/// <param name="every">The time between two states.</param>
/// <param name="clock">The clock; the system's where none is given.</param>
internal sealed class CheckpointPace(TimeSpan every, TimeProvider? clock = null)
{
    /// <summary>The time between two states where none is asked for.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(10);

    private const int MostShare = 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly TimeProvider clock = clock ?? TimeProvider.System;
    private long written = (clock ?? TimeProvider.System).GetTimestamp();
    private TimeSpan cost;

    /// <summary>Whether a state is due after a step.</summary>
    public bool IsDue => clock.GetElapsedTime(written) >= Wait;

    /// <summary>Whether a state is due at the end of an epoch, where it is worth most.</summary>
    public bool IsDueAtEpochEnd => clock.GetElapsedTime(written) >= Wait / 2;

    private TimeSpan Wait => cost * MostShare <= every ? every : Max(every, cost * MostShare < Longest ? cost * MostShare : Longest);

    /// <summary>Writes a state and takes its time.</summary>
    public void Write(Action write)
    {
        long started = clock.GetTimestamp();
        write();
        written = clock.GetTimestamp();
        cost = clock.GetElapsedTime(started, written);
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
