using System.IO.Compression;

namespace SiameseDsl.Package.Tests.Native;

/// <summary>The packed runtime library, used by a program outside the repository.</summary>
public sealed class RuntimePackageTests
{
    [SkippableFact]
    public void A_program_that_references_the_package_loads_torch()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the patch is for Linux");
        using var program = new TorchProgram(fromPackage: true);
        TorchProgram.RunDotnet(
            TestPaths.Repository, "pack", "src/SiameseDsl/SiameseDsl.csproj", "-m:1", "-nologo", "-c", TestPaths.Configuration, "-p:PackageVersion=0.1.0-test", "-o", program.Feed);

        using (var package = ZipFile.OpenRead(Path.Combine(program.Feed, "SiameseDsl.0.1.0-test.nupkg")))
        {
            string[] assets = [.. package.Entries.Select(e => e.FullName).Where(n => n.StartsWith("build", StringComparison.Ordinal)).Order()];
            Assert.Equal(["buildTransitive/MarkVersionNeedWeak.cs", "buildTransitive/SiameseDsl.targets"], assets);
        }

        program.Dotnet("build", "-m:1", "-nologo");

        Assert.True(TorchProgram.IsPatched(program.Bridge));
        Assert.DoesNotContain("torch_cpu.dll", TorchProgram.Names(program.Output));
        Assert.Equal("product 54", program.Dotnet(Path.Combine(program.Output, "Program.dll")).Trim());
    }
}
