using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Binding;

/// <summary>A value under a name of the author's, such as an argument of a constructor.</summary>
/// <param name="Argument">The value under its full name, such as <c>args.ratio</c>.</param>
/// <param name="NameSpan">The place of the name.</param>
/// <param name="Span">The place of the value.</param>
public sealed record BoundValue(Argument Argument, SourceSpan NameSpan, SourceSpan Span);
