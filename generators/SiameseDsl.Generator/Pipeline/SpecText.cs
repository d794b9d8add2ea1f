using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SiameseDsl.Spec;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>A spec or a part as the compiler hands it over. Two are equal when path and content are: saving a file unchanged is no change.</summary>
internal sealed class SpecText(string path, SourceText? text) : IEquatable<SpecText>
{
    /// <summary>How the name of a spec ends.</summary>
    public const string Extension = ".siamese.yaml";

    private readonly ImmutableArray<byte> hash = text?.GetContentHash() ?? [];

    /// <summary>The path, as the build gave it.</summary>
    public string Path => path;

    /// <summary>The text; <see langword="null"/> where the file could not be read.</summary>
    public SourceText? Text => text;

    /// <summary>Whether it is a part of specs, no spec itself.</summary>
    public bool IsPart => PartPath.IsPart(Path);

    /// <summary>Reads specs and parts; no other file is looked at.</summary>
    public static ImmutableArray<SpecText> ReadOwn(AdditionalText file, CancellationToken cancellation) => IsSpec(file) || IsPartFile(file) ? [Read(file, cancellation)] : [];

    /// <summary>Whether the additional file is a spec.</summary>
    public static bool IsSpec(AdditionalText file) => file.Path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the additional file is a part of specs.</summary>
    public static bool IsPartFile(AdditionalText file) => PartPath.IsPart(file.Path);

    /// <summary>Reads the file.</summary>
    public static SpecText Read(AdditionalText file, CancellationToken cancellation) => new(file.Path, file.GetText(cancellation));

    /// <inheritdoc/>
    public bool Equals(SpecText? other) =>
        other is not null && Path == other.Path && Text is null == other.Text is null && hash.AsSpan().SequenceEqual(other.hash.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SpecText);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Path);
}
