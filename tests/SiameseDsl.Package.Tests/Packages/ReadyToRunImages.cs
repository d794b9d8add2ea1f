using System.IO.Compression;
using System.Runtime.InteropServices;

namespace SiameseDsl.Package.Tests.Packages;

/// <summary>The generator's machine code in the package SiameseDsl, for the machine that packs.</summary>
internal static class ReadyToRunImages
{
    /// <summary>Where it lies in the package.</summary>
    public const string Folder = "tools/readytorun/";

    private static readonly string System = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";

    /// <summary>All of it.</summary>
    public static string[] Files { get; } = [.. ((string[])["SiameseDsl.Generator.dll", "SiameseDsl.Spec.dll", "YamlDotNet.dll"]).Select(File)];

    /// <summary>The path of an image in the package.</summary>
    public static string File(string name) => $"{Folder}{System}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}/{name}";

    /// <summary>Skips the test where the compiler for such images could not be fetched: the package then goes without them.</summary>
    public static void SkipWithout(PackedFeed feed)
    {
        using ZipArchive package = ZipFile.OpenRead(feed.Package("SiameseDsl"));
        Skip.IfNot(package.Entries.Any(entry => entry.FullName.StartsWith(Folder, StringComparison.Ordinal)), "no source of packages gave the compiler for ReadyToRun images");
    }
}
