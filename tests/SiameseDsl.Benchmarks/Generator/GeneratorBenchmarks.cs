using BenchmarkDotNet.Attributes;

namespace SiameseDsl.Benchmarks.Generator;

/// <summary>The generator's work by the number of specs in the project.</summary>
[MemoryDiagnoser]
[MedianColumn]
public class GeneratorBenchmarks
{
    private CompilerHost own = null!;
    private CompilerHost passThrough = null!;
    private CompilerHost large = null!;
    private int edits;

    /// <summary>The specs of the project.</summary>
    [Params(1, 100, 1000)]
    public int Specs { get; set; }

    /// <summary>Warms the hosts.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (own, passThrough) = UnrelatedEdit.Hosts(Specs);
        large = EditOne.Host(tracking: false);
    }

    /// <summary>A generator that only adds as many files.</summary>
    [Benchmark(Baseline = true)]
    public void PassThrough() => passThrough.EditCode();

    /// <summary>An edit of C#.</summary>
    [Benchmark]
    public void EditOfCode() => own.EditCode();

    /// <summary>An edit of one spec of 30 layers and 4 variants among 100.</summary>
    [Benchmark]
    public void EditOfOneSpec() => EditOne.Edit(large, edits++);
}
