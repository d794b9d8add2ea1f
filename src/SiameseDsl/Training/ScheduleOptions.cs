namespace SiameseDsl.Training;

/// <summary>The course of the learning rate: a pure function of the step, so that a resumed run needs no state for it.</summary>
public abstract record ScheduleOptions
{
    /// <summary>The factor on the learning rate of the step <paramref name="at"/>.</summary>
    public abstract double Factor(SchedulePosition at);
}

/// <summary>Where a step stands in its training.</summary>
/// <param name="Step">The step, from 0.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Epoch">Finished epochs.</param>
/// <param name="Epochs">Epochs in all.</param>
public readonly record struct SchedulePosition(long Step, long Steps, int Epoch, int Epochs);

/// <summary>A schedule that may begin with a linear warm-up: the rate grows step by step and reaches its full height with the last step of it.</summary>
public abstract record WarmupSchedule : ScheduleOptions
{
    /// <summary>The part of the run that warms up, 0 to below 1.</summary>
    public double Warmup { get; init; }

    /// <summary>The epochs that warm up, on top of <see cref="Warmup"/>'s part; a fraction of an epoch counts too.</summary>
    public double WarmupEpochs { get; init; }

    /// <inheritdoc/>
    public sealed override double Factor(SchedulePosition at)
    {
        double warm = Math.Floor(Warmup * at.Steps) + Math.Round(WarmupEpochs * at.Steps / at.Epochs);
        double done = at.Steps <= warm ? 1 : (at.Step - warm) / (at.Steps - warm);
        return at.Step < warm ? (at.Step + 1) / warm * Height(at) : Course(done, at);
    }

    /// <summary>The factor after the warm-up.</summary>
    /// <param name="done">The part of the steps after the warm-up that is done, 0 to below 1.</param>
    /// <param name="at">The step.</param>
    protected abstract double Course(double done, SchedulePosition at);

    /// <summary>What the warm-up rises to.</summary>
    protected virtual double Height(SchedulePosition at) => 1;
}

/// <summary>A schedule whose factor changes between epochs only. Epochs count from the beginning of the training, those of the warm-up included.</summary>
public abstract record EpochSchedule : WarmupSchedule
{
    /// <inheritdoc/>
    protected sealed override double Course(double done, SchedulePosition at) => After(at.Epoch);

    /// <inheritdoc/>
    protected sealed override double Height(SchedulePosition at) => After(at.Epoch);

    /// <summary>The factor after so many epochs.</summary>
    protected abstract double After(int epochs);
}

/// <summary>The learning rate stays as it is.</summary>
public sealed record ConstantSchedule : WarmupSchedule
{
    /// <inheritdoc/>
    protected override double Course(double done, SchedulePosition at) => 1;
}

/// <summary>Half a cosine down to a fraction (Loshchilov and Hutter, 2017).</summary>
public sealed record CosineSchedule : WarmupSchedule
{
    /// <summary>The factor at the end.</summary>
    public double Final { get; init; }

    /// <inheritdoc/>
    protected override double Course(double done, SchedulePosition at) => Final + ((1 - Final) * 0.5 * (1 + Math.Cos(Math.PI * done)));
}

/// <summary>Half cosines one after the other, each from the full rate down to a fraction (Loshchilov and Hutter, 2017).</summary>
public sealed record CosineRestartsSchedule : WarmupSchedule
{
    /// <summary>How many cosines the run has.</summary>
    public int Cycles { get; init; } = 4;

    /// <summary>Each is this many times as long as the one before it.</summary>
    public double Growth { get; init; } = 1;

    /// <summary>The factor at the end of each.</summary>
    public double Final { get; init; }

    /// <inheritdoc/>
    protected override double Course(double done, SchedulePosition at)
    {
        // In lengths of the first cycle: the whole run, and where in it the step stands.
        double whole = 0;
        for (int i = 0; i < Cycles; i++)
        {
            whole += Math.Pow(Growth, i);
        }

        double left = done * whole;
        double length = 1;
        for (int i = 1; i < Cycles && left >= length; i++)
        {
            left -= length;
            length *= Growth;
        }

        return Final + ((1 - Final) * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(1, left / length))));
    }
}

/// <summary>A straight line down to a fraction.</summary>
public sealed record LinearSchedule : WarmupSchedule
{
    /// <summary>The factor at the end.</summary>
    public double Final { get; init; }

    /// <inheritdoc/>
    protected override double Course(double done, SchedulePosition at) => 1 - ((1 - Final) * done);
}

/// <summary>A power of the part that is left, down to a fraction.</summary>
public sealed record PolynomialSchedule : WarmupSchedule
{
    /// <summary>The exponent.</summary>
    public double Power { get; init; } = 2;

    /// <summary>The factor at the end.</summary>
    public double Final { get; init; }

    /// <inheritdoc/>
    protected override double Course(double done, SchedulePosition at) => Final + ((1 - Final) * Math.Pow(1 - done, Power));
}

/// <summary>A fall by a factor with each epoch.</summary>
public sealed record ExponentialSchedule : EpochSchedule
{
    /// <summary>The factor of one epoch.</summary>
    public double Gamma { get; init; } = 0.95;

    /// <inheritdoc/>
    protected override double After(int epochs) => Math.Pow(Gamma, epochs);
}

/// <summary>A fall by a factor every few epochs.</summary>
public sealed record StepSchedule : EpochSchedule
{
    /// <summary>Epochs from one fall to the next.</summary>
    public int Every { get; init; } = 10;

    /// <summary>The factor of one fall.</summary>
    public double Gamma { get; init; } = 0.1;

    /// <inheritdoc/>
    protected override double After(int epochs) => Math.Pow(Gamma, epochs / Every);
}

/// <summary>A fall by a factor after each of some epochs.</summary>
public sealed record MultiStepSchedule : EpochSchedule
{
    /// <summary>The epochs after which the rate falls.</summary>
    public IReadOnlyList<int> Milestones { get; init; } = [];

    /// <summary>The factor of one fall.</summary>
    public double Gamma { get; init; } = 0.1;

    /// <inheritdoc/>
    protected override double After(int epochs) => Math.Pow(Gamma, Milestones.Count(milestone => epochs >= milestone));
}

/// <summary>One rise to the full rate and one fall far below the start, both half cosines (Smith and Topin, 2019).</summary>
public sealed record OneCycleSchedule : ScheduleOptions
{
    /// <summary>The part of the run in which the rate rises.</summary>
    public double Rise { get; init; } = 0.3;

    /// <summary>The factor at the start.</summary>
    public double Start { get; init; } = 0.04;

    /// <summary>The factor at the end.</summary>
    public double Final { get; init; } = 4e-6;

    /// <inheritdoc/>
    public override double Factor(SchedulePosition at)
    {
        // As in PyTorch the top is a step, and the last step has the last factor.
        double last = Math.Max(1, at.Steps - 1);
        double top = Math.Max(0, (Rise * at.Steps) - 1);
        return at.Step <= top && top > 0 ? Between(Start, 1, at.Step / top) : Between(1, Final, top >= last ? 1 : (at.Step - top) / (last - top));
    }

    private static double Between(double from, double to, double part) => to + ((from - to) * 0.5 * (1 + Math.Cos(Math.PI * part)));
}
