namespace SiameseDsl.Spec.Binding;

/// <summary>The towers among which a layer is tied.</summary>
/// <param name="Towers">Their names and places, in the order of the spec.</param>
public sealed record LayerTies(IReadOnlyList<(string Name, SourceSpan Span)> Towers);
