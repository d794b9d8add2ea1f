using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SiameseDsl.Benchmarks.Measuring;

namespace SiameseDsl.Benchmarks.Generator;

/// <summary>BenchmarkDotNet over the same work, in this process.</summary>
internal static class Details
{
    /// <summary>Runs the benchmarks that the arguments choose, all without arguments.</summary>
    public static void Run(Report report, string[] arguments) => BenchmarkSwitcher.FromTypes([typeof(GeneratorBenchmarks)]).Run(
        arguments.Length == 0 ? ["--filter", "*"] : arguments,
        ManualConfig.Create(DefaultConfig.Instance).AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance)).WithArtifactsPath(Path.Combine(Path.GetTempPath(), "siamese-benchmarks")));
}
