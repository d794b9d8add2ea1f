using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SiameseDsl.Generator.Tests.Hosting;

/// <summary>Compiles generated code against the runtime library and TorchSharp, metadata only: no native library is loaded.</summary>
internal static class GeneratedCode
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(FindReferences);

    /// <summary>The parse options of the compilations.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    /// <summary>A library of the sources, nullable on, every warning of the highest level, documentation required.</summary>
    public static CSharpCompilation Compilation(params string[] sources) => CSharpCompilation.Create(
        "Consumer",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions, path: $"Source{i}.cs")),
        References.Value,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999, generalDiagnosticOption: ReportDiagnostic.Default));

    /// <summary>Asserts that the sources compile without an error or a warning.</summary>
    public static void AssertClean(params string[] sources) => AssertClean(Compilation(sources));

    /// <summary>Asserts that the compilation has neither errors nor warnings of the C# compiler.</summary>
    public static void AssertClean(Compilation compilation)
    {
        string[] problems = [.. compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => $"{diagnostic}\n    {LineOf(diagnostic)}")];
        Assert.True(problems.Length == 0, string.Join("\n", problems.Take(20)));
    }

    private static string LineOf(Diagnostic diagnostic) => diagnostic.Location.SourceTree is { } tree
        ? tree.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString()
        : "";

    private static ImmutableArray<MetadataReference> FindReferences()
    {
        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return [.. platform
            .Where(path => IsWanted(Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path))];
    }

    private static bool IsWanted(string file) =>
        file is "SiameseDsl.dll" or "TorchSharp.dll" or "mscorlib.dll" or "netstandard.dll" || file.StartsWith("System.", StringComparison.Ordinal);
}
