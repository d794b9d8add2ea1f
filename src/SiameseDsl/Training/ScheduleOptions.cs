namespace SiameseDsl.Training;

/// <summary>The course of the learning rate: a pure function of the step, so that a resumed run needs no state for it.</summary>
public abstract record ScheduleOptions
{
    /// <summary>The factor on the learning rate at <paramref name="step"/> (from 0) of <paramref name="steps"/>.</summary>
    public abstract double Factor(long step, long steps);
}

/// <summary>The learning rate stays as it is.</summary>
public sealed record ConstantSchedule : ScheduleOptions
{
    /// <inheritdoc/>
    public override double Factor(long step, long steps) => 1;
}

/// <summary>A linear warm-up, then half a cosine down to a fraction (Loshchilov and Hutter, 2017).</summary>
public sealed record CosineSchedule : ScheduleOptions
{
    /// <summary>The part of the run that warms up, 0 to 1.</summary>
    public double Warmup { get; init; }

    /// <summary>The factor at the end.</summary>
    public double Final { get; init; }

    /// <inheritdoc/>
    public override double Factor(long step, long steps)
    {
        double warm = Math.Floor(Warmup * steps);
        if (step < warm)
        {
            return (step + 1) / warm;
        }

        double progress = steps <= warm ? 1 : (step - warm) / (steps - warm);
        return Final + ((1 - Final) * 0.5 * (1 + Math.Cos(Math.PI * progress)));
    }
}
