namespace SiameseDsl.Training;

/// <summary>A range that settings are drawn from.</summary>
/// <param name="From">Its lower end.</param>
/// <param name="To">Its upper end.</param>
/// <param name="IsLogarithmic">Whether ratios are drawn evenly, instead of differences.</param>
public sealed record TuneRange(double From, double To, bool IsLogarithmic = false)
{
    /// <summary>The value at a part of the range, 0 to 1.</summary>
    public double At(double part) => IsLogarithmic ? Math.Exp(Math.Log(From) + (part * (Math.Log(To) - Math.Log(From)))) : From + (part * (To - From));
}
