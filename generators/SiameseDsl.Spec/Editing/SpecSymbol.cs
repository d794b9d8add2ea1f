namespace SiameseDsl.Spec.Editing;

/// <summary>A named part of a spec, for outlines.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Detail">What it is.</param>
/// <param name="IsModel">Whether it is a model (the family, a variant) and not a layer.</param>
/// <param name="Span">The place of the name.</param>
public sealed record SpecSymbol(string Name, string Detail, bool IsModel, SourceSpan Span);
