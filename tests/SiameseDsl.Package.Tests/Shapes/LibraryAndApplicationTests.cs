using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using SiameseDsl.Package.Tests.Native;
using SiameseDsl.Package.Tests.Packages;

namespace SiameseDsl.Package.Tests.Shapes;

/// <summary>A class library with the specs, and an application that has the packages only through it.</summary>
[Collection(PackageCollection.Name)]
public sealed class LibraryAndApplicationTests(LibraryAndApplicationTests.Built built) : IClassFixture<LibraryAndApplicationTests.Built>
{
    [Fact]
    public void The_specs_are_compiled_once_in_the_library()
    {
        Assert.Equal(["SiameseModels", "Signs"], Types(built.Library, "Library.Models"));
        Assert.Empty(Types(built.Application, "Application.Models"));
        Assert.Equal(["siamese/specs/Signs.siamese.yaml"], Resources(built.Library));
        Assert.Empty(Resources(built.Application));
        Assert.Equal(1, built.Generators("Library"));
        Assert.Equal(0, built.Generators("Application"));
    }

    [Fact]
    public void The_application_has_the_models_and_their_texts()
    {
        Assert.Contains("contrastive", built.Run("list").Succeeded(), StringComparison.Ordinal);
        Assert.Contains("variant contrastive, line 15", built.Run("describe", "Signs/contrastive", "--resolved").Succeeded(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void The_application_gets_the_native_libraries_repaired()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the patch is for Linux");

        Assert.True(TorchProgram.IsPatched(TestPaths.BridgeIn(Path.GetDirectoryName(built.Application)!)));
    }

    [Theory]
    [InlineData("train", "Signs", "--data", "glyphs", "--out", "run")]
    [InlineData("by-hand")]
    public void Without_a_backend_one_sentence_says_what_to_add(params string[] arguments)
    {
        DotnetResult result = built.Run(arguments);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The native libraries of Torch are missing", result.Error, StringComparison.Ordinal);
        Assert.Contains("dotnet add package TorchSharp-cpu", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    private static string[] Types(string assembly, string space)
    {
        using PEReader reader = new(File.OpenRead(assembly));
        MetadataReader metadata = reader.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(type => metadata.GetString(type.Namespace) == space).Select(type => metadata.GetString(type.Name)).Order(StringComparer.Ordinal)];
    }

    private static string[] Resources(string assembly)
    {
        using PEReader reader = new(File.OpenRead(assembly));
        MetadataReader metadata = reader.GetMetadataReader();
        return [.. metadata.ManifestResources.Select(handle => metadata.GetString(metadata.GetManifestResource(handle).Name))];
    }

    /// <summary>Both projects, built once for all tests here.</summary>
    public sealed class Built
    {
        private readonly PackedFeed feed;

        public Built(PackedFeed feed)
        {
            this.feed = feed;
            Folder = feed.NewFolder("library and application");
            Write("Library/specs/Signs.siamese.yaml", Specs.Signs);
            Write("Library/Library.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
                  <ItemGroup><PackageReference Include="SiameseDsl.Cli" Version="{TestPaths.Version}" /></ItemGroup>
                </Project>
                """);
            Write("Application/Application.csproj", """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <CreateSymbolicLinksForCopyLocalIfPossible>true</CreateSymbolicLinksForCopyLocalIfPossible>
                  </PropertyGroup>
                  <ItemGroup><ProjectReference Include="../Library/Library.csproj" /></ItemGroup>
                </Project>
                """);
            Write("Application/Program.cs", """
                using Library.Models;
                using SiameseDsl;
                using SiameseDsl.Cli;

                if (args is not ["by-hand"])
                {
                    return await SiameseApp.RunAsync(args, SiameseModels.All);
                }

                try
                {
                    new Signs.Contrastive(seed: 1).Dispose();
                    return 0;
                }
                catch (SiameseException e)
                {
                    System.Console.Error.WriteLine(e.Message);
                    return 1;
                }
                """);
            DotnetResult build = feed.Build(Path.Combine(Folder, "Application"));
            build.Succeeded();
            Assert.Empty(build.Findings);
        }

        /// <summary>The folder of both projects.</summary>
        public string Folder { get; }

        /// <summary>The built library.</summary>
        public string Library => Path.Combine(Folder, "Library", "bin", "Debug", "net10.0", "Library.dll");

        /// <summary>The built application.</summary>
        public string Application => Path.Combine(Folder, "Application", "bin", "Debug", "net10.0", "Application.dll");

        /// <summary>Runs the application.</summary>
        internal DotnetResult Run(params string[] arguments) => feed.Dotnet(Folder, [Application, .. arguments]);

        /// <summary>How often the compiler of a project is given the generator.</summary>
        internal int Generators(string project)
        {
            string json = feed.Dotnet(Path.Combine(Folder, project), "msbuild", "-nologo", "-m:1", "-t:ResolveLockFileAnalyzers;FindSiameseGenerator", "-getItem:Analyzer").Succeeded();
            using var document = JsonDocument.Parse(json);
            return document.RootElement.GetProperty("Items").GetProperty("Analyzer").EnumerateArray().Count(item => item.GetProperty("Filename").GetString() == "SiameseDsl.Generator");
        }

        private void Write(string path, string text)
        {
            string file = Path.Combine(Folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }
}
