namespace SiameseDsl.Spec.Editing;

/// <summary>A place in a text that is being written: how one comes to it from the root, and what stands there so far. Found without a parser, because a text that is being written seldom is YAML.</summary>
/// <param name="Steps">The way from the root: the name of a key, or <see langword="null"/> for an element of a list.</param>
/// <param name="Word">The stretch of the word at the place; empty between words.</param>
/// <param name="Prefix">The part of the word before the place.</param>
/// <param name="IsValue">Whether the word stands behind its key's colon, on the same line or in braces.</param>
/// <param name="IsFlow">Whether the place lies in braces or brackets.</param>
/// <param name="IsItem">Whether the word begins an element of a list.</param>
/// <param name="Column">The column of the word's mapping, for what is indented below it.</param>
/// <param name="Siblings">The keys that the same mapping has already.</param>
internal sealed record SpecCursor(IReadOnlyList<string?> Steps, SourceSpan Word, string Prefix, bool IsValue, bool IsFlow, bool IsItem, int Column, IReadOnlyList<string> Siblings)
{
    /// <summary>Whether a character belongs to the words of the language: names, numbers, paths and parameters.</summary>
    public static bool IsWord(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-' or '.' or '$';
}
