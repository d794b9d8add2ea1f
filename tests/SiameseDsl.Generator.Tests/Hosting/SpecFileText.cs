using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SiameseDsl.Generator.Tests.Hosting;

/// <summary>An additional file in memory.</summary>
internal sealed class SpecFileText(string path, string? text) : AdditionalText
{
    /// <inheritdoc/>
    public override string Path => path;

    /// <inheritdoc/>
    public override SourceText? GetText(CancellationToken cancellationToken = default) => text is null ? null : SourceText.From(text, System.Text.Encoding.UTF8);
}
