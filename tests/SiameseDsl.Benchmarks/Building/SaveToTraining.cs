using SiameseDsl.Benchmarks.Measuring;

namespace SiameseDsl.Benchmarks.Building;

/// <summary>How long a researcher waits from saving a spec until the changed model trains.</summary>
internal static class SaveToTraining
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
            app.SaveGood();
            times[i] = ProcessRun.Until(
                line => line.Contains("epoch 1/1", StringComparison.Ordinal),
                "dotnet",
                ["run", "-c", "Release", "--", "train", "Tiny", "--data", "glyphs", "--epochs", "1", "--out", $"runs/{i}"],
                app.Folder);
        }

        report.Figure("from save to the first step of training in 'dotnet run'", Stopwatches.Median(times), "ms");
    }
}
