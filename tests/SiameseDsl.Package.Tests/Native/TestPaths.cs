using System.Reflection;

namespace SiameseDsl.Package.Tests.Native;

/// <summary>Where the build of this test project found the repository and its packages.</summary>
internal static class TestPaths
{
    /// <summary>The root of the repository.</summary>
    public static string Repository => Metadata("RepositoryRoot");

    /// <summary>The configuration that the tests were built in.</summary>
    public static string Configuration => Metadata("Configuration");

    /// <summary>The version of the packages.</summary>
    public static string Version => Metadata("Version");

    /// <summary>The folder of the package TorchSharp in the package cache.</summary>
    public static string TorchSharpPackage => Metadata("TorchSharpPackage").TrimEnd('/', '\\');

    /// <summary>The package cache: above the folders of a package and its version.</summary>
    public static string PackageCache => Path.GetFullPath(Path.Combine(TorchSharpPackage, "..", ".."));

    /// <summary>The library in a package that asks for too new a libstdc++.</summary>
    public static string BridgeIn(string torchSharpPackage) =>
        Path.Combine(torchSharpPackage, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");

    /// <summary>Copies a folder.</summary>
    public static void Copy(string source, string target)
    {
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static string Metadata(string key) =>
        typeof(TestPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
