using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using SiameseDsl.Generator;
using SiameseDsl.Modules;

namespace SiameseDsl.Tests.Truth;

/// <summary>Compiles specs in memory by the real generator and loads what comes out.</summary>
internal static class CompiledSpecs
{
    /// <summary>All models of the specs, by their registry.</summary>
    /// <param name="specs">File names and texts.</param>
    /// <param name="code">C# that stands beside them.</param>
    public static IReadOnlyList<ModelEntry> Load(IEnumerable<(string Name, string Text)> specs, string code = "")
    {
        CSharpParseOptions parse = new(LanguageVersion.Latest);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "RandomSpecs" + Guid.NewGuid().ToString("N"),
            [CSharpSyntaxTree.ParseText(code, parse)],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new SpecGenerator().AsSourceGenerator()],
            specs.Select(spec => (AdditionalText)new MemoryText(spec.Name, spec.Text)),
            parse);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> findings);
        Assert.Empty(findings.Where(finding => finding.Severity == DiagnosticSeverity.Error));
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = output.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(10)));
        image.Position = 0;
        Assembly assembly = AssemblyLoadContext.Default.LoadFromStream(image);
        Type registry = assembly.GetTypes().Single(type => type.Name == "SiameseModels");
        return (IReadOnlyList<ModelEntry>)registry.GetProperty("All")!.GetValue(null)!;
    }

    /// <summary>What the compiler says about C# that uses the repository's compiled models.</summary>
    public static ImmutableArray<Diagnostic> Compile(string source) => CSharpCompilation.Create(
        "Consumer",
        [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest))],
        References(),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)).GetDiagnostics();

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "SiameseDsl.dll" or "SiameseDsl.Models.dll" or "TorchSharp.dll" or "mscorlib.dll" or "netstandard.dll" || Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));

    private sealed class MemoryText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, System.Text.Encoding.UTF8);
    }
}
