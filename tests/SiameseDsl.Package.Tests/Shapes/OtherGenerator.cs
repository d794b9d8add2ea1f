using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SiameseDsl.Package.Tests.Native;

namespace SiameseDsl.Package.Tests.Shapes;

/// <summary>A package with somebody else's generator, which brings an older YamlDotNet, uses it, and tells its version to the code that it generates for.</summary>
internal static class OtherGenerator
{
    /// <summary>The package's id: before SiameseDsl in every order.</summary>
    public const string Id = "A.Generator.With.Yaml";

    /// <summary>The version that it brings.</summary>
    public const string YamlVersion = "11.2.1";

    private const string Source = """"
        using Microsoft.CodeAnalysis;

        [Generator(LanguageNames.CSharp)]
        public sealed class OtherGenerator : IIncrementalGenerator
        {
            public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterPostInitializationOutput(output =>
            {
                var parser = new YamlDotNet.Core.Parser(new System.IO.StringReader("[a, b]"));
                int events = 0;
                while (parser.MoveNext())
                {
                    events++;
                }

                output.AddSource("Other.g.cs", $$"""
                    internal static class Other
                    {
                        public const string Yaml = "{{parser.GetType().Assembly.GetName().Version!.ToString(3)}}, {{events}} events";
                    }
                    """);
            });
        }
        """";

    /// <summary>Compiles and packs it.</summary>
    /// <param name="feed">The folder for the package.</param>
    public static void Pack(string feed)
    {
        string yaml = Path.Combine(TestPaths.PackageCache, "yamldotnet", YamlVersion, "lib", "netstandard2.1", "YamlDotNet.dll");
        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        CSharpCompilation compilation = CSharpCompilation.Create(
            Id,
            [CSharpSyntaxTree.ParseText(Source)],
            [.. platform.Where(path => Path.GetFileName(path) != "YamlDotNet.dll").Append(yaml).Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using MemoryStream assembly = new();
        Assert.Empty(compilation.Emit(assembly).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        using ZipArchive package = ZipFile.Open(Path.Combine(feed, $"{Id}.1.0.0.nupkg"), ZipArchiveMode.Create);
        Add(package, $"analyzers/dotnet/cs/{Id}.dll", assembly.ToArray());
        Add(package, "analyzers/dotnet/cs/YamlDotNet.dll", File.ReadAllBytes(yaml));
        Add(package, $"{Id}.nuspec", System.Text.Encoding.UTF8.GetBytes($"""
            <package>
              <metadata><id>{Id}</id><version>1.0.0</version><authors>Somebody else</authors><description>A generator that reads YAML.</description></metadata>
            </package>
            """));
    }

    private static void Add(ZipArchive package, string name, byte[] content)
    {
        using Stream entry = package.CreateEntry(name).Open();
        entry.Write(content);
    }
}
