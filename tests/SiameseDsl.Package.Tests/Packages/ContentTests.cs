using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;
using SiameseDsl.Package.Tests.Native;

namespace SiameseDsl.Package.Tests.Packages;

/// <summary>What is inside the packages, and nothing else.</summary>
[Collection(PackageCollection.Name)]
public sealed class ContentTests(PackedFeed feed)
{
    [Fact]
    public void The_library_brings_the_generator_what_it_needs_and_the_build_assets() => Assert.Equal(
        [
            "README.md",
            "analyzers/dotnet/cs/SiameseDsl.Generator.dll",
            "analyzers/dotnet/cs/SiameseDsl.Spec.dll",
            "analyzers/dotnet/cs/YamlDotNet.dll",
            "buildTransitive/MarkVersionNeedWeak.cs",
            "buildTransitive/SiameseDsl.Generator.props",
            "buildTransitive/SiameseDsl.Generator.targets",
            "buildTransitive/SiameseDsl.Native.props",
            "buildTransitive/SiameseDsl.Native.targets",
            "buildTransitive/SiameseDsl.props",
            "buildTransitive/SiameseDsl.targets",
            "buildTransitive/siamese.schema.json",
            "lib/net10.0/SiameseDsl.dll",
            "lib/net10.0/SiameseDsl.xml",
        ],
        Files("SiameseDsl").Where(name => !name.StartsWith(ReadyToRunImages.Folder, StringComparison.Ordinal)));

    [Fact]
    public void The_commands_bring_the_language_as_a_library() => Assert.Equal(
        [
            "README.md",
            "lib/net10.0/SiameseDsl.Cli.dll",
            "lib/net10.0/SiameseDsl.Cli.xml",
            "lib/net10.0/SiameseDsl.Spec.dll",
            "lib/net10.0/SiameseDsl.Spec.xml",
        ],
        Files("SiameseDsl.Cli"));

    [Fact]
    public void The_templates_are_their_files() => Assert.Equal(
        [
            "README.md",
            "content/siamese-file/.template.config/template.json",
            "content/siamese-file/Characters.siamese.yaml",
            "content/siamese-file/SiameseScript1.cs",
            "content/siamese/.gitignore",
            "content/siamese/.globalconfig",
            "content/siamese/.template.config/template.json",
            "content/siamese/Characters.siamese.yaml",
            "content/siamese/Company.SiameseApplication1.csproj",
            "content/siamese/Program.cs",
        ],
        Files("SiameseDsl.Templates"));

    [Fact]
    public void Each_package_depends_on_what_it_references()
    {
        Assert.Equal(["Microsoft.Data.Sqlite", "SharpZipLib", "SkiaSharp", "StbImageSharp", "TorchSharp [0.107.0, 0.108.0)"], Dependencies("SiameseDsl"));
        Assert.Equal(
            ["Microsoft.Data.Sqlite", "SharpZipLib", "SiameseDsl All", "SkiaSharp", "Spectre.Console", "StbImageSharp", "StreamJsonRpc", "System.CommandLine", "TorchSharp [0.107.0, 0.108.0)", "YamlDotNet"],
            Dependencies("SiameseDsl.Cli"));
        Assert.Empty(Dependencies("SiameseDsl.Templates"));
    }

    [Theory]
    [InlineData("SiameseDsl")]
    [InlineData("SiameseDsl.Cli")]
    [InlineData("SiameseDsl.Templates")]
    public void Each_package_says_what_it_is_and_nothing_of_where_it_was_made(string id)
    {
        Dictionary<string, string> metadata = Metadata(id).Elements().ToDictionary(element => element.Name.LocalName, element => element.Value);
        Assert.Equal(id, metadata["id"]);
        Assert.Equal(TestPaths.Version, metadata["version"]);
        Assert.Equal("MIT", metadata["license"]);
        Assert.Equal("README.md", metadata["readme"]);
        Assert.Contains("siamese", metadata["tags"], StringComparison.Ordinal);
        Assert.True(metadata["description"].Length > 50);
        Assert.DoesNotContain("repository", metadata.Keys);
        Assert.DoesNotContain("projectUrl", metadata.Keys);
    }

    [SkippableTheory]
    [InlineData("SiameseDsl", "analyzers/dotnet/cs/SiameseDsl.Generator.dll")]
    [InlineData("SiameseDsl", "analyzers/dotnet/cs/SiameseDsl.Spec.dll")]
    [InlineData("SiameseDsl", "lib/net10.0/SiameseDsl.dll")]
    [InlineData("SiameseDsl.Cli", "lib/net10.0/SiameseDsl.Cli.dll")]
    public void An_assembly_is_deterministic_with_its_symbols_inside(string id, string file)
    {
        Skip.IfNot(TestPaths.Configuration == "Release", "packages are made in the configuration Release");
        byte[] image = Read(id, file);
        using PEReader reader = new(new MemoryStream(image));
        DebugDirectoryEntryType[] entries = [.. reader.ReadDebugDirectory().Select(entry => entry.Type)];
        Assert.Contains(DebugDirectoryEntryType.Reproducible, entries);
        Assert.Contains(DebugDirectoryEntryType.EmbeddedPortablePdb, entries);
        Assert.Equal(-1, image.AsSpan().IndexOf(Encoding.UTF8.GetBytes(TestPaths.Repository)));
    }

    private string[] Files(string id)
    {
        using ZipArchive package = ZipFile.OpenRead(feed.Package(id));
        return [.. package.Entries.Select(entry => entry.FullName).Where(name => !IsFrame(name, id)).Order(StringComparer.Ordinal)];
    }

    // What every package has: its own description, and the parts of the format.
    private static bool IsFrame(string name, string id) =>
        name == id + ".nuspec" || name is "[Content_Types].xml" or "_rels/.rels" || name.StartsWith("package/services/", StringComparison.Ordinal);

    private string[] Dependencies(string id) =>
    [
        .. Metadata(id).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element =>
        {
            string version = element.Attribute("version")!.Value;
            string range = version.Contains(',', StringComparison.Ordinal) ? " " + version : "";
            return element.Attribute("id")!.Value + range + (element.Attribute("include") is { } include ? " " + include.Value : "");
        }).Order(StringComparer.Ordinal),
    ];

    private XElement Metadata(string id) => XDocument.Load(new MemoryStream(Read(id, id + ".nuspec"))).Root!.Elements().Single();

    private byte[] Read(string id, string file)
    {
        using ZipArchive package = ZipFile.OpenRead(feed.Package(id));
        using Stream stream = package.GetEntry(file)!.Open();
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
