using SiameseDsl.Benchmarks.Measuring;

namespace SiameseDsl.Benchmarks.Building;

/// <summary>How long a person waits for the first error of a spec under <c>dotnet build</c>.</summary>
internal static class FirstError
{
    private const int Rounds = 5;

    /// <summary>Measures in an application with references to the library and the commands, everything else up to date.</summary>
    public static void Run(Report report, string[] arguments)
    {
        using ScratchApp app = new();
        ProcessRun.Output("dotnet", ["build", "-c", "Release", "-v", "q", "-nologo"], app.Folder);
        double[] times = new double[Rounds];
        for (int i = 0; i < Rounds; i++)
        {
            app.SaveBad();
            times[i] = ProcessRun.Until(line => line.Contains("error SDSL", StringComparison.Ordinal), "dotnet", ["build", "-c", "Release", "-v", "q", "-nologo", "--no-restore"], app.Folder);
        }

        report.Figure("from save to the first error in 'dotnet build'", Stopwatches.Median(times), "ms");
    }
}
