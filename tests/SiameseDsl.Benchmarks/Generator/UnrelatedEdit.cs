using Microsoft.CodeAnalysis;
using SiameseDsl.Benchmarks.Measuring;

namespace SiameseDsl.Benchmarks.Generator;

/// <summary>What every keystroke in C# costs a project with specs.</summary>
internal static class UnrelatedEdit
{
    /// <summary>Measures with 1, 100 and 1,000 specs.</summary>
    public static void Run(Report report, string[] arguments)
    {
        foreach (int count in (int[])[1, 100, 1000])
        {
            (CompilerHost own, CompilerHost passThrough) = Hosts(count);
            double[] medians = Stopwatches.Medians(400, own.TypeCode, passThrough.TypeCode, own.EditCode, passThrough.EditCode);
            report.Figure($"{count} specs: a keystroke in C#, with the compiler's own work on it", medians[0], "ms");
            report.Figure($"{count} specs: the same beside a generator that only adds as many files", medians[1], "ms");
            report.AtMost($"{count} specs: ratio", medians[0] / medians[1], 1.3, "x");
            report.Figure($"{count} specs: the driver alone", medians[2], "ms");
            report.Figure($"{count} specs: the driver alone, beside the other generator", medians[3], "ms");
            report.AtMost($"{count} specs: recomputed steps", Recomputed(count), 0, "");
        }
    }

    /// <summary>Two warm hosts that add the same files.</summary>
    public static (CompilerHost Own, CompilerHost PassThrough) Hosts(int count)
    {
        MemoryFile[] files = Files(count);
        CompilerHost own = CompilerHost.OfSpecs(files);
        own.EditCode();
        IReadOnlyDictionary<string, string> sources = own.Sources();
        if (sources.Count != count + 1)
        {
            throw new InvalidOperationException($"{count} specs gave {sources.Count} files: {string.Join(", ", own.Result.Diagnostics.Take(3))}");
        }

        // The registry is a file too.
        CompilerHost passThrough = new(new PassThroughGenerator(sources), [.. files.Select(file => new MemoryFile(file.Path, "")), new MemoryFile("/project/SiameseModels.txt", "")]);
        passThrough.EditCode();
        return (own, passThrough);
    }

    /// <summary>The specs of one project.</summary>
    public static MemoryFile[] Files(int count) => [.. Enumerable.Range(1, count).Select(i => new MemoryFile($"/project/Family{i}.siamese.yaml", SpecFactory.Ordinary(i)))];

    private static int Recomputed(int count)
    {
        CompilerHost host = CompilerHost.OfSpecs(Files(count), tracking: true);
        host.EditCode();
        host.EditCode();
        return host.Result.TrackedSteps.Values
            .SelectMany(steps => steps)
            .SelectMany(step => step.Outputs)
            .Count(output => output.Reason != IncrementalStepRunReason.Cached);
    }
}
