using System.Reflection;
using SiameseDsl.Modules;

namespace SiameseDsl.Tests.Native;

/// <summary>The self-check says in one sentence why Torch does not load, and what to do.</summary>
public sealed class TorchBackendTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("siamese-backend-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Says_nothing_where_torch_loads()
    {
        Assert.Null(TorchBackend.Diagnose());
        TorchBackend.EnsureLoaded();
    }

    [Theory]
    [InlineData("linux-x64", "libtorch_cpu.so")]
    [InlineData("win-x64", "torch_cpu.dll")]
    [InlineData("osx-arm64", "libtorch_cpu.dylib")]
    public void A_program_without_a_backend_package_is_told_to_add_one(string platform, string file)
    {
        string reason = new TorchBackendProbe([folder], platform).Explain();

        Assert.Contains(file, reason);
        Assert.Contains("dotnet add package TorchSharp-cpu", reason);
    }

    [Fact]
    public void A_missing_bridge_is_named()
    {
        string torch = Path.Combine(folder, "libtorch_cpu.so");
        File.WriteAllText(torch, "");

        string reason = new TorchBackendProbe([folder], "linux-x64").Explain();

        Assert.Contains("libLibTorchSharp.so is missing", reason);
        Assert.Contains(torch, reason);
    }

    [Fact]
    public void A_platform_that_torch_does_not_have_is_named_with_those_it_has()
    {
        string reason = new TorchBackendProbe([folder], "linux-musl-x64").Explain();

        Assert.Contains("no native libraries for linux-musl-x64", reason);
        Assert.Contains("linux-x64, win-x64, osx-arm64", reason);
    }

    [SkippableFact]
    public void A_damaged_library_is_named_with_the_reason_of_the_system()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the loader's words are those of Linux");
        string torch = Path.Combine(folder, "libtorch_cpu.so");
        File.WriteAllText(torch, "no library");
        File.WriteAllText(Path.Combine(folder, "libLibTorchSharp.so"), "no library");

        string reason = new TorchBackendProbe([folder], "linux-x64").Explain();

        Assert.StartsWith($"The system cannot load {torch} (", reason);
        Assert.DoesNotContain('\n', reason);
    }

    [SkippableFact]
    public void The_unpatched_library_is_explained_by_the_old_libstdcpp()
    {
        string unpatched = Path.Combine(TorchSharpPackage(), "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        Skip.IfNot(OperatingSystem.IsLinux() && File.Exists(unpatched), "the Linux library of TorchSharp is not there");
        TorchBackend.EnsureLoaded();

        string? reason = TorchBackendProbe.LoadFailure(unpatched);

        Skip.If(reason is null, "the libstdc++ of this system is new enough");
        Assert.StartsWith("The libstdc++ of this system is too old for", reason);
        Assert.Contains("GLIBCXX_3.4.32", reason);
        Assert.DoesNotContain('\n', reason);
    }

    [Fact]
    public void A_missing_library_of_the_system_is_named()
    {
        string reason = TorchBackendProbe.Describe("/app/libtorch_cpu.so", "libgomp.so.1: cannot open shared object file: No such file or directory");

        Assert.Contains("/app/libtorch_cpu.so needs libgomp.so.1", reason);
    }

    private static string TorchSharpPackage() =>
        typeof(TorchBackendTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "TorchSharpPackage").Value!;
}
