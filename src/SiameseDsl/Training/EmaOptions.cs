namespace SiameseDsl.Training;

/// <summary>Keeps an exponential moving average of the weights and takes it for the model: it is what is validated, saved and returned, while training goes on with the weights themselves (Polyak and Juditsky, 1992).</summary>
public sealed record EmaOptions
{
    /// <summary>The part of the average that stays at each step.</summary>
    public double Decay { get; init; } = 0.999;

    /// <summary>Whether the decay begins low, at step s with (1 + s) / (10 + s) as long as that is less, so that the first weights are soon forgotten.</summary>
    public bool Ramp { get; init; } = true;

    /// <summary>The decay of the update after step <paramref name="step"/>, from 0.</summary>
    public double DecayAt(long step) => Ramp ? Math.Min(Decay, (1.0 + step) / (10.0 + step)) : Decay;
}
