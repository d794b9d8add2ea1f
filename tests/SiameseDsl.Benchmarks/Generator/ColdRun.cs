using SiameseDsl.Benchmarks.Measuring;

namespace SiameseDsl.Benchmarks.Generator;

/// <summary>What opening a project costs: 1,000 specs that the compiler has not seen, in a process whose code is compiled already.</summary>
internal static class ColdRun
{
    private const int Count = 1000;

    /// <summary>Measures.</summary>
    public static void Run(Report report, string[] arguments)
    {
        List<double> own = [];
        IReadOnlyDictionary<string, string> sources = UnrelatedEdit.Hosts(Count).Own.Sources();
        double[] medians = Stopwatches.Medians(
            5,
            () =>
            {
                CompilerHost host = CompilerHost.OfSpecs(UnrelatedEdit.Files(Count));
                host.EditCode();
                own.Add(host.GeneratorMilliseconds());
            },
            () => new CompilerHost(new PassThroughGenerator(sources), [.. UnrelatedEdit.Files(Count), new MemoryFile("/project/SiameseModels.txt", "")]).EditCode());
        report.Note($"{Count} specs of 8 layers and 2 variants:");
        report.AtMost("the generator's own time", Stopwatches.Median([.. own.Skip(5)]), 1000, "ms");
        report.Figure("with the driver, and the compiler's parsing of the code", medians[0], "ms");
        report.Figure("a generator that only adds as many files", medians[1], "ms");
    }
}
