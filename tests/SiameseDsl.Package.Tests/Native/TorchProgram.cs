using System.Security.Cryptography;
using SiameseDsl.Build;
using SiameseDsl.Package.Tests.Packages;

namespace SiameseDsl.Package.Tests.Native;

/// <summary>A program of its own that has the packed runtime library and multiplies two matrices with Torch, or opens a gallery with SQLite.</summary>
internal sealed class TorchProgram
{
    private const string Source = """
        using static TorchSharp.torch;
        if (args is [var gallery])
        {
            try
            {
                SiameseDsl.Galleries.GalleryFile.Open(gallery);
            }
            catch (SiameseDsl.SiameseException problem)
            {
                System.Console.WriteLine(problem.Message);
            }

            return;
        }

        set_num_threads(1);
        var a = tensor(new float[] { 1, 2, 3, 4 }, new long[] { 2, 2 });
        System.Console.WriteLine("product " + a.mm(a).sum().item<float>());
        """;

    private readonly PackedFeed feed;

    /// <summary>Writes the project.</summary>
    /// <param name="feed">The packages.</param>
    /// <param name="name">The folder's name.</param>
    /// <param name="properties">More properties of the project, as XML.</param>
    public TorchProgram(PackedFeed feed, string name, string properties = "")
    {
        this.feed = feed;
        Folder = feed.NewFolder(name);
        File.WriteAllText(Path.Combine(Folder, "Program.cs"), Source);
        File.WriteAllText(Path.Combine(Folder, "Program.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                {properties}
                <CreateSymbolicLinksForCopyLocalIfPossible Condition="'$(CreateSymbolicLinksForCopyLocalIfPossible)' == ''">true</CreateSymbolicLinksForCopyLocalIfPossible>
                <CreateSymbolicLinksForPublishFilesIfPossible>true</CreateSymbolicLinksForPublishFilesIfPossible>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="SiameseDsl" Version="{TestPaths.Version}" />
                <PackageReference Include="TorchSharp-cpu" Version="{Path.GetFileName(TestPaths.TorchSharpPackage)}" />
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>The program's folder.</summary>
    public string Folder { get; }

    /// <summary>The folder that a build writes into.</summary>
    public string Output => Path.Combine(Folder, "bin", "Debug", "net10.0");

    /// <summary>The bridge between TorchSharp and libtorch in the output of a plain build.</summary>
    public string Bridge => TestPaths.BridgeIn(Output);

    /// <summary>The bridge in the package that the program was built from.</summary>
    public string CachedBridge => TestPaths.BridgeIn(feed.TorchSharpPackage);

    /// <summary>Runs dotnet in the program's folder and returns what it wrote; throws when it fails.</summary>
    public string Dotnet(params string[] arguments) => feed.Dotnet(Folder, arguments).Succeeded();

    /// <summary>Whether the version need of a bridge has been made weak.</summary>
    public static bool IsPatched(string bridge) =>
        WeakVersionNeed.Mark(File.ReadAllBytes(bridge), bridge, "GLIBCXX_3.4.32", "_ZSt21ios_base_library_initv") == VersionNeedOutcome.AlreadyWeak;

    /// <summary>A hash of a file's bytes.</summary>
    public static string Hash(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));

    /// <summary>The names of the files under a folder.</summary>
    public static HashSet<string> Names(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f))];
}
