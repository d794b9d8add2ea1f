namespace SiameseDsl.Cli.Forecasting;

/// <summary>What a training will take on this machine.</summary>
internal sealed record Forecast
{
    /// <summary>The model, <c>Family/variant</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Steps of the whole training.</summary>
    public required long Steps { get; init; }

    /// <summary>Images in a step.</summary>
    public required int Images { get; init; }

    /// <summary>Seconds of one step, measured.</summary>
    public required double StepSeconds { get; init; }

    /// <summary>Seconds before the first step: the images that augmentation adds, the first batch.</summary>
    public required double StartSeconds { get; init; }

    /// <summary>Seconds of validation after all epochs and of the threshold at the end.</summary>
    public required double ValidationSeconds { get; init; }

    /// <summary>Bytes of memory that the process has at its peak.</summary>
    public required long PeakBytes { get; init; }

    /// <summary>Whether the training may stop before its last epoch, so that the time is the most that it can take.</summary>
    public required bool MayStopEarly { get; init; }

    /// <summary>Seconds of the steps alone.</summary>
    public double TrainSeconds => Steps * StepSeconds;

    /// <summary>Seconds of the whole training.</summary>
    public double Seconds => StartSeconds + TrainSeconds + ValidationSeconds;
}
