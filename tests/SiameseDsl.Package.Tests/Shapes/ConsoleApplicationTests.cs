using SiameseDsl.Package.Tests.Native;
using SiameseDsl.Package.Tests.Packages;

namespace SiameseDsl.Package.Tests.Shapes;

/// <summary>A console application: the project that <c>dotnet new siamese</c> makes.</summary>
[Collection(PackageCollection.Name)]
public sealed class ConsoleApplicationTests(ConsoleApplicationTests.Built built) : IClassFixture<ConsoleApplicationTests.Built>
{
    [Fact]
    public void The_first_run_trains_and_compares()
    {
        string table = built.Run("compare", "--epochs", "1", "--threads", "1", "--variants", "base,contrastive").Succeeded();

        Assert.Contains("Characters on glyphs", table, StringComparison.Ordinal);
        Assert.Contains("contrastive", table, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(built.Folder, "runs", "results.json")));
    }

    [Fact]
    public void Every_type_is_loaded_once()
    {
        string[] assemblies = [.. Directory.EnumerateFiles(Path.GetDirectoryName(built.Program)!, "*.dll", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)).Where(name => !name.EndsWith(".resources.dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

        Assert.Equal(assemblies.Distinct(), assemblies);
        Assert.Contains("SiameseDsl.Spec.dll", assemblies);
        Assert.Contains("YamlDotNet.dll", assemblies);
        Assert.DoesNotContain("SiameseDsl.Generator.dll", assemblies);
    }

    [Fact]
    public void The_schema_that_the_spec_names_lies_beside_it()
    {
        Assert.Equal("# yaml-language-server: $schema=siamese.schema.json", File.ReadLines(Path.Combine(built.Folder, "Characters.siamese.yaml")).First());
        Assert.Equal(File.ReadAllText(Path.Combine(TestPaths.Repository, "models", "siamese.schema.json")), File.ReadAllText(Path.Combine(built.Folder, "siamese.schema.json")));
    }

    [Fact]
    public void Nothing_is_compiled_again_when_nothing_changed()
    {
        string log = built.Build("-v:n").Succeeded();

        Assert.Contains("Skipping target \"CoreCompile\"", log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_is_shown_once_where_it_is()
    {
        string file = Path.Combine(built.Folder, "Characters.siamese.yaml");
        string spec = File.ReadAllText(file);
        DateTime written = File.GetLastWriteTimeUtc(file);
        File.WriteAllText(file, spec.Replace("head: cosine ", "head: cosin ", StringComparison.Ordinal));
        DotnetResult result = built.Build();
        File.WriteAllText(file, spec);
        File.SetLastWriteTimeUtc(file, written);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"{file}(14,7): error SDSL1", Assert.Single(result.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_compiler_that_is_too_old_is_told_in_one_sentence()
    {
        DotnetResult result = built.Build("-p:CompilerApiVersion=roslyn4.8");

        Assert.Equal(1, result.ExitCode);
        string finding = Assert.Single(result.Findings);
        Assert.Contains("error SDSLCFG001: SiameseDsl needs the C# compiler 4.14 or later, but this build uses 4.8.", finding, StringComparison.Ordinal);
    }

    /// <summary>The project, made by the template and built once for all tests here.</summary>
    public sealed class Built
    {
        private readonly PackedFeed feed;

        public Built(PackedFeed feed)
        {
            this.feed = feed;
            string parent = feed.NewFolder("with a space");
            feed.New(parent, "siamese", "My-Faces");
            Folder = Path.Combine(parent, "My-Faces");
            DotnetResult build = feed.Build(Folder);
            build.Succeeded();
            Assert.Empty(build.Findings);
        }

        /// <summary>The project's folder.</summary>
        public string Folder { get; }

        /// <summary>The built program.</summary>
        public string Program => Path.Combine(Folder, "bin", "Debug", "net10.0", "My-Faces.dll");

        /// <summary>Runs the program.</summary>
        internal DotnetResult Run(params string[] arguments) => feed.Dotnet(Folder, [Program, .. arguments]);

        /// <summary>Builds again.</summary>
        internal DotnetResult Build(params string[] arguments) => feed.Build(Folder, ["--no-restore", .. arguments]);
    }
}
