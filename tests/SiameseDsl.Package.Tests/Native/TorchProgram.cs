using System.Diagnostics;
using System.Security.Cryptography;
using SiameseDsl.Build;

namespace SiameseDsl.Package.Tests.Native;

/// <summary>
/// A program of its own in a temporary folder that multiplies two matrices with Torch. It has a package cache of its own for
/// what a build could damage; the rest it reads from the real one, so that no package is downloaded or unpacked again.
/// </summary>
public sealed class TorchProgram : IDisposable
{
    private const string Source = """
        using static TorchSharp.torch;
        set_num_threads(1);
        var a = tensor(new float[] { 1, 2, 3, 4 }, new long[] { 2, 2 });
        System.Console.WriteLine("product " + a.mm(a).sum().item<float>());
        """;

    /// <summary>Writes the project.</summary>
    /// <param name="fromPackage">True references the packed runtime library in <see cref="Feed"/>, false imports its targets from the repository.</param>
    /// <param name="properties">More properties of the project, as XML.</param>
    public TorchProgram(bool fromPackage, string properties = "")
    {
        Root = Directory.CreateTempSubdirectory("siamese-program-").FullName;
        Directory.CreateDirectory(Folder);
        Directory.CreateDirectory(Feed);
        foreach (string file in Directory.EnumerateFiles(TestPaths.TorchSharpPackage, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(TorchSharpPackage, Path.GetRelativePath(TestPaths.TorchSharpPackage, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        string package = fromPackage ? """<PackageReference Include="SiameseDsl" VersionOverride="0.1.0-test" />""" : "";
        string import = fromPackage ? "" : $"""<Import Project="{TestPaths.Repository}src/SiameseDsl/build/SiameseDsl.targets" />""";
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", $"""
            <Project>
              <Import Project="{TestPaths.Repository}Directory.Packages.props" />
              <ItemGroup><PackageVersion Include="SiameseDsl" Version="0.1.0-test" /></ItemGroup>
            </Project>
            """);
        Write("Program.cs", Source);
        Write("Program.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <NuGetAudit>false</NuGetAudit>
                {properties}
                <RestorePackagesPath>{Cache}</RestorePackagesPath>
                <RestoreFallbackFolders>{TestPaths.PackageCache}</RestoreFallbackFolders>
                <RestoreSources>{Feed}</RestoreSources>
                <CreateSymbolicLinksForCopyLocalIfPossible Condition="'$(CreateSymbolicLinksForCopyLocalIfPossible)' == ''">true</CreateSymbolicLinksForCopyLocalIfPossible>
                <CreateSymbolicLinksForPublishFilesIfPossible>true</CreateSymbolicLinksForPublishFilesIfPossible>
              </PropertyGroup>
              <ItemGroup>
                {package}
                <PackageReference Include="TorchSharp" />
                <PackageReference Include="TorchSharp-cpu" />
                <PackageReference Include="SharpZipLib" />
                <PackageReference Include="SkiaSharp" />
              </ItemGroup>
              {import}
            </Project>
            """);
    }

    /// <summary>The program's folder.</summary>
    public string Folder => Path.Combine(Root, "program");

    /// <summary>A folder of packages to restore from.</summary>
    public string Feed => Path.Combine(Root, "feed");

    /// <summary>The folder that a build writes into.</summary>
    public string Output => Path.Combine(Folder, "bin", "Debug", "net10.0");

    /// <summary>The bridge between TorchSharp and libtorch in the output of a plain build.</summary>
    public string Bridge => Path.Combine(Output, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");

    /// <summary>The bridge in the program's package cache.</summary>
    public string CachedBridge => TestPaths.BridgeIn(TorchSharpPackage);

    private string Root { get; }

    // Beside the program and not in it: the project would compile the C# that lies in packages.
    private string Cache => Path.Combine(Root, "cache");

    private string TorchSharpPackage =>
        Path.Combine(Cache, "torchsharp", Path.GetFileName(TestPaths.TorchSharpPackage));

    /// <summary>Runs dotnet in the program's folder and returns what it wrote; throws when it fails.</summary>
    public string Dotnet(params string[] arguments) => RunDotnet(Folder, arguments);

    /// <summary>Runs dotnet in a folder and returns what it wrote; throws when it fails.</summary>
    public static string RunDotnet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test host's own MSBuild variables would send the new process to the wrong tools.
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed ({process.ExitCode}):\n{output}{error.Result}");
    }

    /// <summary>Whether the version need of a bridge has been made weak.</summary>
    public static bool IsPatched(string bridge) =>
        WeakVersionNeed.Mark(File.ReadAllBytes(bridge), bridge, "GLIBCXX_3.4.32", "_ZSt21ios_base_library_initv") == VersionNeedOutcome.AlreadyWeak;

    /// <summary>A hash of a file's bytes.</summary>
    public static string Hash(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));

    /// <summary>The names of the files under a folder.</summary>
    public static HashSet<string> Names(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f))];

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);
}
