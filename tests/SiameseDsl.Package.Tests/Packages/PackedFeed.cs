using SiameseDsl.Package.Tests.Native;

namespace SiameseDsl.Package.Tests.Packages;

/// <summary>
/// The packages, packed once for all tests as the README says, and a place for projects that know nothing else. Packages of
/// SiameseDsl are restored into a cache that begins empty; all others are read where the machine has them already, but for
/// TorchSharp, of which there is a copy: what a build could damage, it damages there, and the tests see it. The path has a space in it.
/// </summary>
public sealed class PackedFeed : IDisposable
{
    private readonly Dictionary<string, string> environment;
    private bool hasTemplates;

    /// <summary>Packs.</summary>
    public PackedFeed()
    {
        Root = Path.Combine(Path.GetTempPath(), "siamese packages " + Path.GetRandomFileName());
        Directory.CreateDirectory(Folder);
        environment = new()
        {
            ["NUGET_PACKAGES"] = Path.Combine(Root, "cache"),
            ["NUGET_FALLBACK_PACKAGES"] = Fallback,
            ["DOTNET_CLI_HOME"] = Path.Combine(Root, "home"),
            ["XDG_DATA_HOME"] = Path.Combine(Root, "data"),
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
            ["DOTNET_SKIP_WORKLOAD_INTEGRITY_CHECK"] = "1",
            ["SIAMESE_DATA"] = Path.Combine(Root, "no data"),
        };
        DotnetCommand.Run(
            TestPaths.Repository, new Dictionary<string, string>(), "pack", "SiameseDsl.sln", "--no-build", "--no-restore", "-m:1", "-nologo", "-c", TestPaths.Configuration, "-o", Folder).Succeeded();
        LinkPackages();

        // Nothing above the folder counts.
        Write("nuget.config", """<configuration><packageSources><clear /><add key="feed" value="feed" /></packageSources></configuration>""");
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        File.Copy(Path.Combine(TestPaths.Repository, "global.json"), Path.Combine(Root, "global.json"));
    }

    /// <summary>The folder of packages to restore from.</summary>
    public string Folder => Path.Combine(Root, "feed");

    /// <summary>TorchSharp's package, as the projects see it.</summary>
    public string TorchSharpPackage => Path.Combine(Fallback, "torchsharp", Path.GetFileName(TestPaths.TorchSharpPackage));

    private string Root { get; }

    private string Fallback => Path.Combine(Root, "fallback");

    /// <summary>A new folder for projects, by its name.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(Root, name)).FullName;

    /// <summary>The packed file of a package.</summary>
    public string Package(string id) => Path.Combine(Folder, $"{id}.{TestPaths.Version}.nupkg");

    /// <summary>Runs dotnet in a folder; it sees the feed and no other source of packages.</summary>
    internal DotnetResult Dotnet(string folder, params string[] arguments) => DotnetCommand.Run(folder, environment, arguments);

    /// <summary>A build of the project in a folder.</summary>
    internal DotnetResult Build(string folder, params string[] arguments) => Dotnet(folder, ["build", "-m:1", "-nologo", .. arguments]);

    /// <summary>Makes files from a template in a folder.</summary>
    internal void New(string folder, string template, string name)
    {
        if (!hasTemplates)
        {
            Dotnet(folder, "new", "install", Package("SiameseDsl.Templates")).Succeeded();
            hasTemplates = true;
        }

        Dotnet(folder, "new", template, "-n", name).Succeeded();
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private void LinkPackages()
    {
        foreach (string package in Directory.EnumerateDirectories(TestPaths.PackageCache))
        {
            string name = Path.GetFileName(package);
            if (name == "torchsharp")
            {
                TestPaths.Copy(TestPaths.TorchSharpPackage, TorchSharpPackage);
            }
            else if (!name.StartsWith("siamesedsl", StringComparison.OrdinalIgnoreCase))
            {
                Directory.CreateDirectory(Fallback);
                Directory.CreateSymbolicLink(Path.Combine(Fallback, name), package);
            }
        }
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(Root, name), text);
}
