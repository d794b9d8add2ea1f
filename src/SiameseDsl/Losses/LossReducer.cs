namespace SiameseDsl.Losses;

/// <summary>What the terms of a loss are averaged over.</summary>
public enum LossReducer
{
    /// <summary>All terms.</summary>
    Mean,

    /// <summary>The terms that are not zero: satisfied ones do not thin the others out.</summary>
    NonZero,
}
