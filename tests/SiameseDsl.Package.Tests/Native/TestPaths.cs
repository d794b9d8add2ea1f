using System.Reflection;

namespace SiameseDsl.Package.Tests.Native;

/// <summary>Where the build of this test project found the repository and its packages.</summary>
internal static class TestPaths
{
    /// <summary>The root of the repository.</summary>
    public static string Repository => Metadata("RepositoryRoot");

    /// <summary>The configuration that the tests were built in.</summary>
    public static string Configuration => Metadata("Configuration");

    /// <summary>The folder of the package TorchSharp in the package cache.</summary>
    public static string TorchSharpPackage => Metadata("TorchSharpPackage").TrimEnd('/', '\\');

    /// <summary>The package cache: above the folders of a package and its version.</summary>
    public static string PackageCache => Path.GetFullPath(Path.Combine(TorchSharpPackage, "..", ".."));

    /// <summary>The library in a package that asks for too new a libstdc++.</summary>
    public static string BridgeIn(string torchSharpPackage) =>
        Path.Combine(torchSharpPackage, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");

    private static string Metadata(string key) =>
        typeof(TestPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
