namespace SiameseDsl.Spec;

/// <summary>A stretch of a file: offsets, lines and columns count from zero, in UTF-16 units, the end exclusive.</summary>
public readonly record struct SourceSpan(int Start, int End, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    /// <summary>The path of the part that holds the stretch; <see langword="null"/> for the spec itself.</summary>
    public string? File { get; init; }

    /// <summary>The start of the file, for findings that concern all of it.</summary>
    public static SourceSpan FileStart => default;
}
