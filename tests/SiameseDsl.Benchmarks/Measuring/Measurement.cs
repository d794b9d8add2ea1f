namespace SiameseDsl.Benchmarks.Measuring;

/// <summary>A figure and how to measure it.</summary>
/// <param name="Name">The command.</param>
/// <param name="Summary">What is measured, in a sentence.</param>
/// <param name="Run">Measures; takes the arguments behind the name.</param>
internal sealed record Measurement(string Name, string Summary, Action<Report, string[]> Run);
