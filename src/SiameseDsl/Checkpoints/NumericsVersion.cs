namespace SiameseDsl.Checkpoints;

/// <summary>The version of everything in the emitter and the runtime that can change a run's numbers.</summary>
public static class NumericsVersion
{
    /// <summary>Raised whenever a change alters the results of a training run with unchanged settings, so that such runs are trained again instead of being mixed.</summary>
    public const int Current = 3;
}
