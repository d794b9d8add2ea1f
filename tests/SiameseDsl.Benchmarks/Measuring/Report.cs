using System.Globalization;

namespace SiameseDsl.Benchmarks.Measuring;

/// <summary>Prints figures beside their goals, and remembers whether all were met: the process then ends with 0.</summary>
internal sealed class Report
{
    /// <summary>Whether every figure so far met its goal.</summary>
    public bool AllMet { get; private set; } = true;

    /// <summary>A line of explanation.</summary>
    public void Note(string text) => Console.WriteLine(text);

    /// <summary>A figure without a goal.</summary>
    public void Figure(string name, double value, string unit, string beside = "") => Console.WriteLine($"{name,-58}{Text(value),10} {unit,-5}{beside}".TrimEnd());

    /// <summary>A figure that must not exceed <paramref name="goal"/>.</summary>
    public void AtMost(string name, double value, double goal, string unit)
    {
        bool met = value <= goal;
        AllMet &= met;
        Console.WriteLine($"{name,-58}{Text(value),10} {unit,-5} goal {Text(goal)} {unit}: {(met ? "met" : "MISSED")}");
    }

    /// <summary>A figure that must reach <paramref name="goal"/>.</summary>
    public void AtLeast(string name, double value, double goal, string unit)
    {
        bool met = value >= goal;
        AllMet &= met;
        Console.WriteLine($"{name,-58}{Text(value),10} {unit,-5} goal {Text(goal)} {unit}: {(met ? "met" : "MISSED")}");
    }

    private static string Text(double value) => value.ToString(Math.Abs(value) >= 100 ? "0" : Math.Abs(value) >= 10 ? "0.0" : "0.000", CultureInfo.InvariantCulture);
}
