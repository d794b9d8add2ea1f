using System.Text.Json;
using SiameseDsl.Package.Tests.Native;
using SiameseDsl.Package.Tests.Packages;

namespace SiameseDsl.Package.Tests.Shapes;

/// <summary>A console application: the project that <c>dotnet new siamese</c> makes.</summary>
[Collection(PackageCollection.Name)]
public sealed class ConsoleApplicationTests(ConsoleApplicationTests.Built built, PackedFeed feed) : IClassFixture<ConsoleApplicationTests.Built>
{
    private static readonly string[] PlainFiles = ["analyzers/dotnet/cs/SiameseDsl.Generator.dll", "analyzers/dotnet/cs/SiameseDsl.Spec.dll", "analyzers/dotnet/cs/YamlDotNet.dll"];

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

    [SkippableFact]
    public void The_compiler_is_given_the_machine_code_of_this_machine_unless_the_project_wants_none()
    {
        ReadyToRunImages.SkipWithout(feed);

        Assert.Equal(ReadyToRunImages.Files, built.Analyzers());
        Assert.Equal(PlainFiles, built.Analyzers("-p:SiameseReadyToRun=false"));
    }

    [SkippableFact]
    public void Machine_code_generates_the_same_bytes()
    {
        ReadyToRunImages.SkipWithout(feed);

        Dictionary<string, string> images = built.Generated("true");
        Assert.NotEmpty(images);
        Assert.Equal(built.Generated("false"), images);
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

        /// <summary>What the compiler is given of the package, as paths inside of it.</summary>
        internal string[] Analyzers(params string[] arguments)
        {
            string json = feed.Dotnet(Folder, ["msbuild", "-nologo", "-m:1", "-t:ResolveLockFileAnalyzers;ChooseSiameseImages", "-getItem:Analyzer", .. arguments]).Succeeded();
            using var document = JsonDocument.Parse(json);
            string root = $"/siamesedsl/{TestPaths.Version}/";
            return
            [
                .. document.RootElement.GetProperty("Items").GetProperty("Analyzer").EnumerateArray()
                    .Select(item => item.GetProperty("FullPath").GetString()!.Replace('\\', '/'))
                    .Where(path => path.Contains(root, StringComparison.Ordinal))
                    .Select(path => path[(path.IndexOf(root, StringComparison.Ordinal) + root.Length)..])
                    .Order(StringComparer.Ordinal),
            ];
        }

        /// <summary>The files that a compiler process of its own generates, by their names.</summary>
        internal Dictionary<string, string> Generated(string readyToRun)
        {
            string folder = feed.NewFolder("generated " + readyToRun);
            string generated = Directory.CreateDirectory(Path.Combine(folder, "files")).FullName;
            feed.Dotnet(
                Folder, "msbuild", "-nologo", "-m:1", "-t:Compile", "-p:UseSharedCompilation=false", "-p:SiameseFixNativeLibraries=false", $"-p:IntermediateOutputPath={folder}/obj/",
                "-p:EmitCompilerGeneratedFiles=true", $"-p:CompilerGeneratedFilesOutputPath={generated}", $"-p:SiameseReadyToRun={readyToRun}").Succeeded();
            return Directory.EnumerateFiles(Path.Combine(generated, "SiameseDsl.Generator"), "*.cs", SearchOption.AllDirectories)
                .ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(File.ReadAllBytes(file)));
        }
    }
}
