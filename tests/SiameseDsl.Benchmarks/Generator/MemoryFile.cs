using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SiameseDsl.Benchmarks.Generator;

/// <summary>An additional file in memory. The compiler asks for its text once and keeps it, as it does for a file on disk.</summary>
internal sealed class MemoryFile(string path, string content) : AdditionalText
{
    private readonly SourceText text = SourceText.From(content, System.Text.Encoding.UTF8);

    /// <inheritdoc/>
    public override string Path => path;

    /// <inheritdoc/>
    public override SourceText GetText(CancellationToken cancellationToken = default) => text;
}
