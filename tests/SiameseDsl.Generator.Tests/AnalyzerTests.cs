using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SiameseDsl.Generator.Tests.Hosting;

namespace SiameseDsl.Generator.Tests;

public class AnalyzerTests
{
    [Theory]
    [InlineData("")]
    [InlineData("SDSL4005=error")]
    [InlineData("SDSL4005=none")]
    public async Task The_analyzer_says_what_the_generator_says(string levels)
    {
        (string, string?)[] specs = [("S.siamese.yaml", Specs.Saturated), ("P.siamese.yaml", "siamese: 1\nmodel: P\ninclude: [p.siamese-part.yaml]\n"), ("p.siamese-part.yaml", Specs.Saturated.Replace("model: Saturated\n", "")), ("unused.siamese-part.yaml", "siamese: 1\n"), ("A.siamese.yaml", Specs.WithBrokenVariants), ("B.siamese.yaml", "siamese: ["), ("C.siamese.yaml", Specs.Tiny), ("D.siamese.yaml", Specs.Tiny), ("E.siamese.yaml", null)];
        GeneratorHost host = GeneratorHost.RunOnce(specs).SetOptions("Acme", levels: levels).Run();
        AnalyzerOptions options = new([.. specs.Select(spec => new SpecFileText("/project/" + spec.Item1, spec.Item2))], new BuildOptions("Acme", "/project/", levels));

        ImmutableArray<Diagnostic> analyzed = await host.Compilation
            .WithAnalyzers([new SpecAnalyzer()], new CompilationWithAnalyzersOptions(options, (exception, _, _) => Assert.Fail(exception.ToString()), concurrentAnalysis: false, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync();

        string[] generated = [.. host.Result.Diagnostics.Select(Tell).Order(StringComparer.Ordinal)];
        Assert.True(generated.Length >= 6);
        Assert.Equal(generated, analyzed.Select(Tell).Order(StringComparer.Ordinal));
    }

    private static string Tell(Diagnostic diagnostic) =>
        $"{diagnostic.Location.GetLineSpan()} {diagnostic.Location.SourceSpan} {diagnostic.Id} {diagnostic.Severity} {diagnostic.GetMessage()}";
}
