namespace SiameseDsl.Statistics;

/// <summary>How far a figure would stray with other test classes and images.</summary>
/// <param name="Error">Its standard error.</param>
/// <param name="Degrees">The degrees of freedom of Student's t for a figure divided by that error; with less than one, nothing is known of the spread.</param>
internal readonly record struct Spread(double Error, double Degrees)
{
    /// <summary>The half-width of the figure's 95 % interval; <see langword="null"/> where nothing is known of its spread.</summary>
    public double? HalfWidth => Degrees < 1 ? null : Distributions.StudentTQuantile(0.975, Degrees) * Error;
}
