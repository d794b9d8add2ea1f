using SiameseDsl.Spec.Binding;

namespace SiameseDsl.Spec.Editing;

/// <summary>One effective value of a variant, as the plan has it, and who wrote it.</summary>
/// <param name="Path">Its path, as <see cref="Plans.ResolvedSetting.Path"/>.</param>
/// <param name="Value">Its value in YAML notation; <c>null</c> where there is none.</param>
/// <param name="Origin">Who wrote it.</param>
/// <param name="IsDerived">Whether nobody wrote it, and it follows from the rest of the model.</param>
/// <param name="Axis">The axis of the matrix that it comes from; empty for other origins.</param>
/// <param name="Span">Where it is written, in the spec or one of its parts; of no meaning for a default.</param>
public sealed record SettingOrigin(string Path, string Value, Origin Origin, bool IsDerived, string Axis, SourceSpan Span);
