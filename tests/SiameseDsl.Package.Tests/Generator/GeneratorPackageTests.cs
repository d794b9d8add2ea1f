using System.IO.Compression;
using SiameseDsl.Package.Tests.Native;

namespace SiameseDsl.Package.Tests.Generator;

/// <summary>The packed generator: where the compiler looks, with what it needs, and nothing to reference.</summary>
public sealed class GeneratorPackageTests
{
    [Fact]
    public void The_package_holds_the_generator_what_it_needs_and_its_targets()
    {
        string feed = Directory.CreateTempSubdirectory("siamese-feed-").FullName;
        try
        {
            TorchProgram.RunDotnet(
                TestPaths.Repository, "pack", "generators/SiameseDsl.Generator/SiameseDsl.Generator.csproj", "-m:1", "-nologo", "-c", TestPaths.Configuration, "-p:PackageVersion=0.1.0-test", "-o", feed);

            using ZipArchive package = ZipFile.OpenRead(Path.Combine(feed, "SiameseDsl.Generator.0.1.0-test.nupkg"));
            string[] assets = [.. package.Entries.Select(entry => entry.FullName).Where(name => name.EndsWith(".dll", StringComparison.Ordinal) || name.EndsWith(".targets", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            Assert.Equal(
                ["analyzers/dotnet/cs/SiameseDsl.Generator.dll", "analyzers/dotnet/cs/SiameseDsl.Spec.dll", "analyzers/dotnet/cs/YamlDotNet.dll", "build/SiameseDsl.Generator.targets"],
                assets);

            using var nuspec = new StreamReader(package.GetEntry("SiameseDsl.Generator.nuspec")!.Open());
            Assert.DoesNotContain("<dependency ", nuspec.ReadToEnd(), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(feed, recursive: true);
        }
    }
}
