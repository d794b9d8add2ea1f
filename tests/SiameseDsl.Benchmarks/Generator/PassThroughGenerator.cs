using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SiameseDsl.Benchmarks.Generator;

/// <summary>The measure of comparison: a generator that does nothing but add files that were made before, one for each additional file.</summary>
internal sealed class PassThroughGenerator(IReadOnlyDictionary<string, string> sources) : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<string> hints = context.AdditionalTextsProvider.Select(static (file, _) => System.IO.Path.GetFileName(file.Path).Split('.')[0] + ".g.cs");
        context.RegisterSourceOutput(hints, (output, hint) => output.AddSource(hint, SourceText.From(sources[hint], System.Text.Encoding.UTF8)));
    }
}
